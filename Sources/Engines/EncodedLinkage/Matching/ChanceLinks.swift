internal import Foundation

/// How many links of two files are expected by chance: rows without a person on the other side, each with the chance that
/// the best of the free rows there resembles it so much.
struct ChanceLinks {
    /// Links of which a greater share is chance are too many to count persons on.
    static let chanceShareMax = 0.2
    /// Standard deviations by which links stand out from chance.
    private static let deviationCount = 3.0
    private static let triedCountMax = 400

    let leftCount: Int
    let rightCount: Int
    /// What chance does in each file.
    let scores: [ChanceScores]
    /// No right row is linked twice. Otherwise every left row has its best right row, whoever else has it.
    var isOneToOne = true

    /// Links expected by chance at a score when so many persons are in both files; nil when neither file tells.
    func wrong(_ score: DiceScore, persons: Double) -> Double? {
        let misses = scores.compactMap { $0.logMiss(score) }
        guard !misses.isEmpty else { return nil }
        let miss = misses.reduce(0, +) / Double(misses.count)
        let left = max(0, Double(leftCount) - persons)
        guard isOneToOne else { return left * -expm1(miss * Double(rightCount)) }
        let right = max(0, Double(rightCount) - persons)
        return min(left, right) * -expm1(miss * max(left, right))
    }

    /// Persons of both files that stand out from chance: the most right links of any score where chance makes up a small
    /// part, and that score; nil when nowhere they do. The scores are those of links, best first.
    func persons(
        _ links: [DiceScore], chanceShareMax: Double = chanceShareMax
    ) -> (count: Double, score: DiceScore)? {
        var most: (count: Double, score: DiceScore)?
        for place in stride(from: 0, to: links.count, by: max(1, links.count / ChanceLinks.triedCountMax)) {
            let count = Double(ChanceLinks.end(of: links, at: place))
            let score = links[place]
            var (low, high) = (0.0, min(count, Double(leftCount), Double(rightCount)))
            // More persons leave fewer rows to chance: right and wrong together grow with them.
            for _ in 0..<40 {
                let middle = (low + high) / 2
                if middle + (wrong(score, persons: middle) ?? count) < count { low = middle } else { high = middle }
            }
            guard let wrong = wrong(score, persons: low), wrong <= count * chanceShareMax else { continue }
            let isClear = low > ChanceLinks.deviationCount * (wrong + 1).squareRoot() || wrong < 0.01
            if isClear, low > most?.count ?? 0 { most = (low, score) }
        }
        return most
    }

    /// Links with the score of one, or a better one.
    static func end(of links: [DiceScore], at place: Int) -> Int {
        var end = place + 1
        while end < links.count, links[end] == links[place] { end += 1 }
        return end
    }
}
