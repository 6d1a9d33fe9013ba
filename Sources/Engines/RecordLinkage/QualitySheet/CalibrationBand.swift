internal import Foundation

/// Pairs of one band of weights whose truth is known: what was predicted, what is true.
package struct CalibrationBand: Sendable, Hashable {
    /// Honest weights from, and below.
    package let weightMin: Double
    package let weightMax: Double
    package let pairCount: Int
    package let matchCount: Int
    /// Mean of the predicted probabilities.
    package let predicted: Double

    package init(weightMin: Double, weightMax: Double, pairCount: Int, matchCount: Int, predicted: Double) {
        (self.weightMin, self.weightMax) = (weightMin, weightMax)
        (self.pairCount, self.matchCount, self.predicted) = (pairCount, matchCount, predicted)
    }

    package var observed: Double { pairCount > 0 ? Double(matchCount) / Double(pairCount) : 0 }

    /// Wilson's 95 % interval of the true share.
    package var interval: ClosedRange<Double> { CalibrationBand.wilson(matchCount, of: pairCount) }

    /// Whether the prediction is compatible with the truth.
    package var isInside: Bool { interval.contains(predicted) }

    /// Wilson's 95 % interval of a share.
    package static func wilson(_ count: Int, of total: Int) -> ClosedRange<Double> {
        guard total > 0 else { return 0...1 }
        let (n, z) = (Double(total), 1.959964)
        let share = Double(count) / n
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
        return max(0, middle - half)...min(1, middle + half)
    }
}

extension CertifiedPairs {
    /// Curves fitted on four fifths of the pairs and judged on the rest.
    static let foldCount = 5
    /// Neighbouring bands are merged until they hold as many pairs.
    static let bandPairCountMin = 50
    private static let cuts: [Double] = [-10, -6, -3, -1, 1, 3.3, 5, 6.6, 8, 10, 15]

    /// Predicted and true shares by band. Every pair is predicted by a curve that has not seen it; bands with few pairs
    /// are merged with their neighbour. Empty without enough pairs.
    package func bands() -> [CalibrationBand] {
        var bands = [(count: Int, matches: Int, sum: Double)](
            repeating: (0, 0, 0), count: CertifiedPairs.cuts.count + 1)
        let folds = weights.indices.map { Int(mixed(UInt64($0)) % UInt64(CertifiedPairs.foldCount)) }
        for fold in 0..<CertifiedPairs.foldCount {
            let learnt = weights.indices.filter { folds[$0] != fold }
            guard let curve = Calibration(weights: learnt.map { weights[$0] }, truths: learnt.map { truths[$0] })
            else { return [] }
            for pair in weights.indices where folds[pair] == fold {
                let honest = curve(weights[pair])
                let place = CertifiedPairs.cuts.firstIndex { Double(honest) < $0 } ?? CertifiedPairs.cuts.count
                bands[place].count += 1
                bands[place].matches += truths[pair] ? 1 : 0
                bands[place].sum += ScoredPairs.probability(honest)
            }
        }
        return CertifiedPairs.merged(bands)
    }

    private static func merged(_ bands: [(count: Int, matches: Int, sum: Double)]) -> [CalibrationBand] {
        var result: [CalibrationBand] = []
        var (low, count, matches, sum) = (-Double.infinity, 0, 0, 0.0)
        for (place, band) in bands.enumerated() {
            (count, matches, sum) = (count + band.count, matches + band.matches, sum + band.sum)
            let high = place < cuts.count ? cuts[place] : .infinity
            let isLast = place == bands.count - 1
            guard count >= bandPairCountMin || isLast else { continue }
            if count < bandPairCountMin, let before = result.popLast() {
                sum += before.predicted * Double(before.pairCount)
                (low, count, matches) = (before.weightMin, count + before.pairCount, matches + before.matchCount)
            }
            guard count > 0 else { continue }
            result.append(
                CalibrationBand(
                    weightMin: low, weightMax: high, pairCount: count, matchCount: matches,
                    predicted: sum / Double(count)))
            (low, count, matches, sum) = (high, 0, 0, 0)
        }
        return result
    }
}
