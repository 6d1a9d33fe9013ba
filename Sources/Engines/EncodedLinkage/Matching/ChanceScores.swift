internal import Foundation

/// How well a row resembles the best of other persons, by its own file: a file holds every person once, so that all its
/// other rows are other persons, its families and twins among them.
///
/// A sample of rows is compared with the whole file as the two files are: every row, or those that share a key.
struct ChanceScores {
    static let sampledRowCount = 4000

    /// The best score of each sampled row with another row, descending; rows below the floor are left out.
    private let best: [DiceScore]
    private let sampledCount: Int
    private let rowCount: Int

    static func everyPair(
        _ records: EncodedRecords, scoreMin: DiceScore, kernel: ComparisonKernel, workerCount: Int,
        sampledRowCount: Int = sampledRowCount
    ) -> ChanceScores {
        let rows = sampledRows(of: records, sampledRowCount)
        // Two, for the best is the row itself.
        let pairs = kernel.bestPairs(
            records.subset(rows), records, scoreMin: scoreMin, top: 2, workerCount: workerCount)
        return ChanceScores(pairs, rows: rows, rowCount: records.count)
    }

    static func blocked(
        _ records: EncodedRecords, scoreMin: DiceScore, kernel: ComparisonKernel, workerCount: Int
    ) -> ChanceScores {
        let rows = sampledRows(of: records, sampledRowCount)
        let blocks = BlockedCandidates(records.subset(rows), records, kernel: kernel, scoreMin: scoreMin)
        let groups = BlockedCandidates.groups
        let pairs = inParallel(count: groups.count, workerCount: workerCount) { blocks.pairs(of: groups[$0]).0 }
        return ChanceScores(pairs.flatMap(\.self), rows: rows, rowCount: records.count)
    }

    private init(_ pairs: [EncodedPair], rows: [Int], rowCount: Int) {
        var best = [DiceScore](repeating: DiceScore(raw: 0), count: rows.count)
        for pair in pairs where Int(pair.right) != rows[Int(pair.left)] {
            best[Int(pair.left)] = max(best[Int(pair.left)], pair.score)
        }
        self.best = best.filter { $0.raw > 0 }.sorted(by: >)
        sampledCount = rows.count
        self.rowCount = rowCount
    }

    /// Rows at even steps: they stand in the order of random tokens.
    static func sampledRows(of records: EncodedRecords, _ countMax: Int) -> [Int] {
        let step = max(1, records.count / countMax)
        return stride(from: 0, to: records.count, by: step).prefix(countMax).map { $0 }
    }

    /// Log of the chance that one other person does not reach a score; nil when the file has too few rows to tell.
    func logMiss(_ score: DiceScore) -> Double? {
        guard rowCount > 1, sampledCount > 0 else { return nil }
        // Half a row where none was seen: none of a sample is not none of all.
        let share = (Double(reaching(score)) + 0.5) / (Double(sampledCount) + 1)
        return log1p(-min(0.999_999, share)) / Double(rowCount - 1)
    }

    /// How many sampled rows have another row at or above a score.
    private func reaching(_ score: DiceScore) -> Int {
        var (low, high) = (0, best.count)
        while low < high {
            let middle = (low + high) / 2
            if best[middle] >= score { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension EncodedRecords {
    /// Copies of some rows.
    func subset(_ rows: [Int]) -> EncodedRecords {
        let part = EncodedRecords(count: rows.count, fingerprint: fingerprint)
        for (place, row) in rows.enumerated() {
            part.setToken(tokens[row * 2], tokens[row * 2 + 1], at: place)
            part.setFilter(filter(at: row), at: place)
            for rule in 0..<EncodedRecords.ruleCount { part.setKey(keys(of: rule)[row], rule: rule, at: place) }
        }
        return part
    }
}
