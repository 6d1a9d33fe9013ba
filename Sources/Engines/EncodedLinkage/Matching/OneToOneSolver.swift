/// A link between a row of each file.
package struct EncodedLink: Sendable, Hashable {
    package let left: UInt32
    package let right: UInt32
    package let score: DiceScore
    /// Another row that was free, or had no better link, had the same score: chance decided, a person may not want it to.
    package let isTied: Bool
}

/// Chooses links so that no row has two: the best score first, ties by the order of the random tokens.
enum OneToOneSolver {
    /// Links from candidate pairs, best first.
    static func links(_ candidates: [EncodedPair], leftCount: Int, rightCount: Int) -> [EncodedLink] {
        let ordered = candidates.sorted(by: EncodedPair.isBefore)
        var leftTaken = [UInt32](repeating: 0, count: leftCount)
        var rightTaken = [UInt32](repeating: 0, count: rightCount)
        var links: [EncodedLink] = []
        var tied: Set<Int> = []
        for pair in ordered {
            let (left, right) = (Int(pair.left), Int(pair.right))
            if leftTaken[left] == 0, rightTaken[right] == 0 {
                links.append(EncodedLink(left: pair.left, right: pair.right, score: pair.score, isTied: false))
                leftTaken[left] = UInt32(links.count)
                rightTaken[right] = UInt32(links.count)
            } else {
                let holders = [leftTaken[left], rightTaken[right]].filter { $0 > 0 }.map { Int($0) - 1 }
                if holders.allSatisfy({ links[$0].score == pair.score }) { tied.formUnion(holders) }
            }
        }
        for place in tied {
            let link = links[place]
            links[place] = EncodedLink(left: link.left, right: link.right, score: link.score, isTied: true)
        }
        return links
    }
}
