internal import Foundation

/// Pairs that reviewers settled, and what was promised of them: labels for the curve of probabilities.
///
/// A review queue is no random sample of its candidates: conflicts and likely twins come first. Within a band of
/// probability each decision therefore stands for the candidates of its stratum, decided or not, as many as it is known to
/// be chosen from. Every band counts as many pairs as were decided in it: no label is counted twice.
package struct DecidedPairs: Sendable {
    /// Decisions needed before they say anything.
    package static let countMin = 20

    /// Candidates that a queue treats alike.
    package struct Stratum: Sendable, Hashable {
        /// Tenths of probability, 0 to 9.
        package let band: Int
        package let hasConflict: Bool
        package let isTwinShaped: Bool

        package init(probability: Double, hasConflict: Bool, isTwinShaped: Bool) {
            self.init(
                band: max(0, min(9, Int(probability * 10))), hasConflict: hasConflict, isTwinShaped: isTwinShaped)
        }

        package init(band: Int, hasConflict: Bool, isTwinShaped: Bool) {
            self.band = band
            self.hasConflict = hasConflict
            self.isTwinShaped = isTwinShaped
        }
    }

    private var decisions: [(weight: Float, isMatch: Bool, stratum: Stratum)] = []
    private var candidateCounts: [Stratum: Double] = [:]

    package init() {}

    package var count: Int { decisions.count }

    /// Adds a decision; the probability is that of the model, before any curve of reviewers.
    package mutating func add(probability: Double, isMatch: Bool, stratum: Stratum) {
        decisions.append((DecidedPairs.weight(probability), isMatch, stratum))
    }

    /// Says how many candidates of a stratum there were, decided or not.
    package mutating func add(candidates count: Int, of stratum: Stratum) {
        candidateCounts[stratum, default: 0] += Double(count)
    }

    /// The curve from what was promised to what reviewers found; nil with too few decisions.
    package func calibration() -> Calibration? {
        guard decisions.count >= DecidedPairs.countMin else { return nil }
        let known = KnownPairs(
            weights: decisions.map(\.weight), truths: decisions.map(\.isMatch), counts: counts)
        return Calibration(known, pairCount: decisions.count)
    }

    /// What each decision counts for.
    var counts: [Double] {
        var decided: [Stratum: Double] = [:]
        for decision in decisions { decided[decision.stratum, default: 0] += 1 }
        // A stratum without a count is taken as wholly decided.
        let shares = decisions.map { decision -> Double in
            let count = decided[decision.stratum] ?? 1
            return max(count, candidateCounts[decision.stratum] ?? count) / count
        }
        var bands: [Int: (decided: Double, candidates: Double)] = [:]
        for (decision, share) in zip(decisions, shares) {
            bands[decision.stratum.band, default: (0, 0)].decided += 1
            bands[decision.stratum.band, default: (0, 0)].candidates += share
        }
        return zip(decisions, shares)
            .map { decision, share in
                guard let band = bands[decision.stratum.band] else { return 1 }
                return share * band.decided / band.candidates
            }
    }

    /// What reviewers make of a probability.
    package static func probability(_ promised: Double, under calibration: Calibration) -> Double {
        ScoredPairs.probability(calibration(weight(promised)))
    }

    private static func weight(_ probability: Double) -> Float {
        let chance = max(1e-12, min(1 - 1e-12, probability))
        return Float(log2(chance / (1 - chance)))
    }
}
