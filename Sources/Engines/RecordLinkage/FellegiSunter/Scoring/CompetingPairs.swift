internal import Foundation

/// Lets the pairs of a record compete when every source holds a person once at most: a record has one partner.
///
/// Belief propagation on the graph of pairs: the odds of a pair are multiplied by the chance that neither record is
/// taken elsewhere. A twin whose brother has his own record loses, one whose brother has none does not.
struct CompetingPairs {
    static let iterationCount = 6
    /// Pairs below this weight do not compete.
    static let weightMin: Float = -12
    /// Odds are capped so that sums keep their precision.
    private static let oddsMax = 0x1p50

    private let rows: Adjacency
    private let columns: Adjacency

    init(_ pairs: ScoredPairs, _ table: RecordTable) {
        let sourceCount = table.sources.count
        guard sourceCount > 2 else {
            rows = Adjacency(pairs.a, recordCount: table.count)
            columns = Adjacency(pairs.b, recordCount: table.count)
            return
        }
        // A record has one partner in each other source: its pairs compete source by source.
        let places = (0..<pairs.count)
            .map { pair in
                let (a, b) = (Int(pairs.a[pair]), Int(pairs.b[pair]))
                return (
                    UInt32(a * sourceCount + table.source(of: b)), UInt32(b * sourceCount + table.source(of: a))
                )
            }
        rows = Adjacency(places.map(\.0), recordCount: table.count * sourceCount)
        columns = Adjacency(places.map(\.1), recordCount: table.count * sourceCount)
    }

    /// Weights after competition.
    func settled(_ weights: [Float]) -> [Float] {
        let odds = weights.map { $0 < CompetingPairs.weightMin ? 0 : min(exp2(Double($0)), CompetingPairs.oddsMax) }
        // Chance that the second record is free for the first, and the other way round.
        var freeB = [Float](repeating: 1, count: odds.count)
        var freeA = freeB
        for _ in 0..<CompetingPairs.iterationCount {
            columns.spread(odds, freeA, into: &freeB)
            rows.spread(odds, freeB, into: &freeA)
        }
        columns.spread(odds, freeA, into: &freeB)
        return weights.indices.map { pair in
            weights[pair] + log2(max(freeA[pair], 1e-30)) + log2(max(freeB[pair], 1e-30))
        }
    }
}

/// The pairs of each record.
private struct Adjacency {
    private let starts: [UInt32]
    private let pairs: [UInt32]

    init(_ records: [UInt32], recordCount: Int) {
        var starts = [UInt32](repeating: 0, count: recordCount + 1)
        for record in records { starts[Int(record) + 1] += 1 }
        for record in 0..<recordCount { starts[record + 1] += starts[record] }
        var next = starts
        var pairs = [UInt32](repeating: 0, count: records.count)
        for (pair, record) in records.enumerated() {
            pairs[Int(next[Int(record)])] = UInt32(pair)
            next[Int(record)] += 1
        }
        self.starts = starts
        self.pairs = pairs
    }

    /// For each pair, 1 / (1 + odds of the record's other pairs).
    func spread(_ odds: [Double], _ free: [Float], into result: inout [Float]) {
        for record in 0..<starts.count - 1 {
            let range = Int(starts[record])..<Int(starts[record + 1])
            if range.count < 2 {
                for place in range { result[Int(pairs[place])] = 1 }
                continue
            }
            // Sums of those before and of those after: no difference of large numbers.
            var before = 0.0
            for place in range {
                let pair = Int(pairs[place])
                result[pair] = Float(min(before, 1e30))
                before += odds[pair] * Double(free[pair])
            }
            var after = 0.0
            for place in range.reversed() {
                let pair = Int(pairs[place])
                let others = Double(result[pair]) + after
                after += odds[pair] * Double(free[pair])
                result[pair] = Float(1 / (1 + others))
            }
        }
    }
}
