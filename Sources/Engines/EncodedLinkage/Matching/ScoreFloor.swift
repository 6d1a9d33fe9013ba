/// The least score worth keeping: above nearly all pairs of two different persons.
///
/// Rows are taken at even steps of the two files; a pair of them is one person at a chance of about one in the number of
/// rows, which does not move an average.
enum ScoreFloor {
    static let sampledRowCount = 512
    /// Above the mean of different persons, in standard deviations.
    static let deviationCount = 3.5

    static func estimate(_ left: EncodedRecords, _ right: EncodedRecords, kernel: ComparisonKernel) -> DiceScore {
        var leftRows: [UInt32] = []
        var rightRows: [UInt32] = []
        let first = rows(left.count)
        let second = rows(right.count)
        for one in first {
            for two in second {
                leftRows.append(one)
                rightRows.append(two)
            }
        }
        guard !leftRows.isEmpty else { return DiceScore(1) }
        let common = kernel.commonBits(left, right, leftRows: leftRows, rightRows: rightRows)
        let (leftCounts, rightCounts) = (PackedFilters.counts(left), PackedFilters.counts(right))
        var sum = 0.0
        var squares = 0.0
        for place in common.indices {
            let score = DiceScore(
                common: Int(common[place]), first: Int(leftCounts[Int(leftRows[place])]),
                second: Int(rightCounts[Int(rightRows[place])])
            )
            .value
            sum += score
            squares += score * score
        }
        let mean = sum / Double(common.count)
        let deviation = max(0, squares / Double(common.count) - mean * mean).squareRoot()
        return DiceScore(min(0.95, mean + deviationCount * deviation))
    }

    private static func rows(_ count: Int) -> [UInt32] {
        let step = max(1, count / sampledRowCount)
        return stride(from: 0, to: count, by: step).prefix(sampledRowCount).map { UInt32($0) }
    }
}
