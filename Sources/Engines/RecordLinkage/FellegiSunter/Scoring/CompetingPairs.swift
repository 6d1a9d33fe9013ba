internal import Foundation

/// Lets the pairs of a record compete when every source holds a person once at most: a record has one partner.
///
/// Belief propagation on the graph of pairs: the odds of a pair are multiplied by the chance that neither record is
/// taken elsewhere. A twin whose brother has his own record loses, one whose brother has none does not.
///
/// The prior of a model is the chance that two records taken at random match. Here the other possibility is that both
/// are without a partner, which is rarer the more the sources overlap: the odds are divided by the chance of that. Without
/// it, a pair without rivals would seem two to four bits less likely than it is.
struct CompetingPairs {
    static let iterationCount = 6
    /// Pairs below this weight do not compete.
    static let weightMin: Float = -12
    /// Records that may be without a partner, whatever is estimated: a prior is never certain.
    static let aloneShareMin = 0.05
    /// Odds are capped so that sums keep their precision.
    private static let oddsMax = 0x1p50

    private let rows: Adjacency
    private let columns: Adjacency
    private let sourceCount: Int
    private let recordCounts: [Int]
    /// First and second source of each pair, as one number; empty for two sources.
    private let sourcePairs: [UInt16]
    /// Share of the records of one source that have no partner in another, source after source.
    private var aloneShares: [Double]

    init(_ pairs: ScoredPairs, _ table: RecordTable, matchProportion: Double) {
        let sourceCount = table.sources.count
        self.sourceCount = sourceCount
        recordCounts = table.sources.map(\.records.count)
        aloneShares = (0..<sourceCount * sourceCount)
            .map {
                max(
                    CompetingPairs.aloneShareMin,
                    1 - matchProportion * Double(table.sources[$0 % sourceCount].records.count))
            }
        guard sourceCount > 2 else {
            sourcePairs = []
            rows = Adjacency(pairs.a, recordCount: table.count)
            columns = Adjacency(pairs.b, recordCount: table.count)
            return
        }
        // A record has one partner in each other source: its pairs compete source by source.
        let sources = (0..<pairs.count).map { (table.source(of: Int(pairs.a[$0])), table.source(of: Int(pairs.b[$0]))) }
        sourcePairs = sources.map { UInt16($0 * sourceCount + $1) }
        rows = Adjacency(
            zip(pairs.a, sources).map { UInt32(Int($0) * sourceCount + $1.1) }, recordCount: table.count * sourceCount)
        columns = Adjacency(
            zip(pairs.b, sources).map { UInt32(Int($0) * sourceCount + $1.0) }, recordCount: table.count * sourceCount)
    }

    /// Weights after competition; learns from them how many records have no partner.
    mutating func settled(_ weights: [Float]) -> [Float] {
        let shifts = (0..<sourceCount * sourceCount)
            .map { place in
                let (first, second) = (place / sourceCount, place % sourceCount)
                return Float(-log2(aloneShares[place]) - log2(aloneShares[second * sourceCount + first]))
            }
        var settled = weights
        if sourcePairs.isEmpty {
            let shift = sourceCount == 2 ? shifts[1] : 0
            for pair in settled.indices { settled[pair] += shift }
        } else {
            for pair in settled.indices { settled[pair] += shifts[Int(sourcePairs[pair])] }
        }
        let odds = settled.map { $0 < CompetingPairs.weightMin ? 0 : min(exp2(Double($0)), CompetingPairs.oddsMax) }
        // Chance that the second record is free for the first, and the other way round.
        var freeB = [Float](repeating: 1, count: odds.count)
        var freeA = freeB
        for _ in 0..<CompetingPairs.iterationCount {
            columns.spread(odds, freeA, into: &freeB)
            rows.spread(odds, freeB, into: &freeA)
        }
        columns.spread(odds, freeA, into: &freeB)
        for pair in settled.indices {
            settled[pair] += log2(max(freeA[pair], 1e-30)) + log2(max(freeB[pair], 1e-30))
        }
        learnShares(settled)
        return settled
    }

    private mutating func learnShares(_ weights: [Float]) {
        var matched = [Double](repeating: 0, count: sourceCount * sourceCount)
        for pair in weights.indices {
            matched[sourcePairs.isEmpty ? 1 : Int(sourcePairs[pair])] += ScoredPairs.probability(weights[pair])
        }
        for first in 0..<sourceCount {
            for second in 0..<sourceCount where first != second {
                let count = matched[first * sourceCount + second] + matched[second * sourceCount + first]
                aloneShares[first * sourceCount + second] = max(
                    CompetingPairs.aloneShareMin, 1 - count / Double(max(1, recordCounts[first])))
            }
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
