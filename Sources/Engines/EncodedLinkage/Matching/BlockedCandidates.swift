/// Pairs of rows that share a blocking hash, compared rule by rule.
struct BlockedCandidates {
    /// What a rule gave.
    struct Tally: Sendable, Hashable {
        var pairCount = 0
        var droppedBlockCount = 0
        var droppedPairCount = 0
    }

    /// Pairs of one block beyond which it is dropped and counted: such a key tells no one apart.
    static let blockPairCountMax = 250_000
    static let pairsPerPiece = 1 << 20

    private struct Entry {
        let key: UInt64
        let row: UInt32
    }

    let left: EncodedRecords
    let right: EncodedRecords
    let kernel: ComparisonKernel
    let scoreMin: DiceScore
    let leftCounts: [UInt32]
    let rightCounts: [UInt32]

    init(_ left: EncodedRecords, _ right: EncodedRecords, kernel: ComparisonKernel, scoreMin: DiceScore) {
        self.left = left
        self.right = right
        self.kernel = kernel
        self.scoreMin = scoreMin
        leftCounts = PackedFilters.counts(left)
        rightCounts = PackedFilters.counts(right)
    }

    /// Hashes that may meet: rules with the same label go together.
    static var groups: [[Int]] {
        var labels: [String] = []
        var groups: [[Int]] = []
        for (place, rule) in BlockingRule.allCases.enumerated() {
            if let known = labels.firstIndex(of: rule.label) {
                groups[known].append(place)
            } else {
                labels.append(rule.label)
                groups.append([place])
            }
        }
        return groups
    }

    /// Pairs of one group of rules at or above the least score.
    func pairs(of group: [Int]) -> ([EncodedPair], Tally) {
        let first = entries(of: left, group)
        let second = entries(of: right, group)
        var found: [EncodedPair] = []
        var tally = Tally()
        var leftRows: [UInt32] = []
        var rightRows: [UInt32] = []
        var (place, other) = (0, 0)
        while place < first.count, other < second.count {
            let key = first[place].key
            if key > second[other].key {
                other += 1
                continue
            }
            if key < second[other].key {
                place += 1
                continue
            }
            let end = BlockedCandidates.end(of: key, in: first, from: place)
            let otherEnd = BlockedCandidates.end(of: key, in: second, from: other)
            let pairCount = (end - place) * (otherEnd - other)
            if pairCount > BlockedCandidates.blockPairCountMax {
                tally.droppedBlockCount += 1
                tally.droppedPairCount += pairCount
            } else {
                tally.pairCount += pairCount
                for one in place..<end {
                    for two in other..<otherEnd {
                        leftRows.append(first[one].row)
                        rightRows.append(second[two].row)
                    }
                }
                if leftRows.count >= BlockedCandidates.pairsPerPiece { compare(&leftRows, &rightRows, &found) }
            }
            (place, other) = (end, otherEnd)
        }
        compare(&leftRows, &rightRows, &found)
        return (found, tally)
    }

    private func compare(_ leftRows: inout [UInt32], _ rightRows: inout [UInt32], _ found: inout [EncodedPair]) {
        let common = kernel.commonBits(left, right, leftRows: leftRows, rightRows: rightRows)
        for place in common.indices {
            let (one, two) = (leftRows[place], rightRows[place])
            let sum = UInt64(leftCounts[Int(one)]) + UInt64(rightCounts[Int(two)])
            guard sum > 0, UInt64(common[place]) << 31 >= UInt64(max(1, scoreMin.raw)) * sum else { continue }
            let score = DiceScore(raw: UInt32((UInt64(common[place]) << 31) / sum))
            found.append(EncodedPair(left: one, right: two, score: score))
        }
        leftRows.removeAll(keepingCapacity: true)
        rightRows.removeAll(keepingCapacity: true)
    }

    private static func end(of key: UInt64, in entries: [Entry], from start: Int) -> Int {
        var end = start
        while end < entries.count, entries[end].key == key { end += 1 }
        return end
    }

    private func entries(of records: EncodedRecords, _ group: [Int]) -> [Entry] {
        var entries: [Entry] = []
        entries.reserveCapacity(records.count * group.count)
        for rule in group {
            let keys = records.keys(of: rule)
            for row in 0..<records.count where keys[row] != 0 {
                entries.append(Entry(key: keys[row], row: UInt32(row)))
            }
        }
        entries.sort { $0.key == $1.key ? $0.row < $1.row : $0.key < $1.key }
        return entries
    }
}
