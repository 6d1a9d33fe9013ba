/// Which share of the persons of both files blocking compared at all: a sample of rows is compared with every row of the
/// other file, and of those that stand out from chance, some share no key.
///
/// Two families of keys, taken as two captures, do not tell it: within a band of scores an error of the date excludes one
/// of the name, and the estimate was 0.95 where 0.99 was true; over all bands rows with many errors fail both, and it was
/// 0.998.
enum BlockingRecall {
    static let sampledRowCount = 2000
    /// Of what is compared with the keys, this share may be chance, which shares none.
    private static let chanceShareMax = 0.02

    /// 1 when nothing stands out from chance.
    static func estimate(
        _ left: EncodedRecords, _ right: EncodedRecords, kernel: ComparisonKernel, workerCount: Int
    ) -> Double {
        let rows = ChanceScores.sampledRows(of: left, sampledRowCount)
        let sample = left.subset(rows)
        let least = ScoreFloor.estimate(sample, right, kernel: kernel)
        let pairs = kernel.bestPairs(sample, right, scoreMin: least, top: 1, workerCount: workerCount)
            .sorted(by: EncodedPair.isBefore)
        let chance = ChanceLinks(
            leftCount: sample.count, rightCount: right.count,
            scores: [left, right]
                .map {
                    .everyPair(
                        $0, scoreMin: least, kernel: kernel, workerCount: workerCount, sampledRowCount: sampledRowCount)
                }, isOneToOne: false)
        guard let persons = chance.persons(pairs.map(\.score), chanceShareMax: chanceShareMax) else { return 1 }
        let compared = pairs.prefix { $0.score >= persons.score }
            .count { shareKey(sample, Int($0.left), right, Int($0.right)) }
        return min(1, Double(compared) / persons.count)
    }

    private static func shareKey(_ left: EncodedRecords, _ row: Int, _ right: EncodedRecords, _ other: Int) -> Bool {
        BlockedCandidates.groups.contains { group in
            let keys = Set(group.map { left.keys(of: $0)[row] }).subtracting([0])
            return group.contains { keys.contains(right.keys(of: $0)[other]) }
        }
    }
}
