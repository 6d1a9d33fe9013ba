internal import Foundation

/// Learns the weights from the candidates alone, by expectation-maximisation.
///
/// Each subject is one of the `personCount` persons or none: the probabilities of its candidates and of "nobody" add up
/// to 1, so a second person as good as the first halves the first. Weights are worked out once for each distinct
/// pattern, and the expectation is summed by pattern.
struct EventEstimation {
    private let candidates: ComparedCandidates
    private let personCount: Int
    private let options: EventEstimationOptions
    private(set) var weights: EventWeights
    /// Penalised log-likelihood after each iteration; never falls.
    private(set) var logLikelihoods: [Double] = []
    private(set) var hasConverged = false
    private var isEligible: [Bool]
    private let eligibleCount: Int

    /// Subjects without usable stays tell nothing and are left out.
    init(
        _ candidates: ComparedCandidates, isEligible: [Bool], personCount: Int, weights: EventWeights,
        options: EventEstimationOptions
    ) {
        self.candidates = candidates
        self.isEligible = isEligible
        self.personCount = max(1, personCount)
        self.weights = weights
        self.options = options
        eligibleCount = isEligible.count { $0 }
    }

    /// Iterates to the end.
    mutating func run() {
        guard eligibleCount > 0 else { return }
        var last = -Double.infinity
        while logLikelihoods.count < options.iterationCountMax, !hasConverged {
            let sums = expectation()
            logLikelihoods.append(sums.logLikelihood)
            hasConverged = sums.logLikelihood - last < options.tolerance * Double(eligibleCount)
            last = sums.logLikelihood
            if hasConverged { break }
            weights.presentShare = (sums.present + 1) / (Double(eligibleCount) + 2)
            weights.learn(sums.levels, prior: options.priorStayCount)
        }
    }

    /// The logarithm of the likelihood ratio of every candidate, with the prior of one person among all.
    func logOdds() -> [Double] {
        let byPattern = candidates.patterns.map { weights.sum($0) }
        let prior = log(weights.presentShare) - log(1 - weights.presentShare) - log(Double(personCount))
        return (0..<candidates.count)
            .map { place in
                var sum = prior + Double(candidates.constants[place])
                for pattern in candidates.patternRange(place) {
                    sum += byPattern[Int(candidates.patternPlaces[pattern])]
                }
                return sum
            }
    }

    private struct Sums {
        var levels: [Double]
        var present = 0.0
        var logLikelihood = 0.0
    }

    private func expectation() -> Sums {
        let odds = logOdds()
        var byPattern = [Double](repeating: 0, count: candidates.patterns.count)
        var sums = Sums(levels: [Double](repeating: 0, count: EventComparison.allCases.count * 16))
        let nobody = log(1 - weights.presentShare)
        for subject in 0..<candidates.subjectCount where isEligible[subject] {
            let range = candidates.range(subject)
            var most = 0.0
            for place in range { most = max(most, odds[place]) }
            var total = exp(-most)
            for place in range { total += exp(odds[place] - most) }
            sums.logLikelihood += nobody + most + log(total)
            for place in range {
                let probability = exp(odds[place] - most) / total
                if probability < 1e-12 { continue }
                sums.present += probability
                for pattern in candidates.patternRange(place) {
                    byPattern[Int(candidates.patternPlaces[pattern])] += probability
                }
            }
        }
        for (place, pattern) in candidates.patterns.enumerated() {
            var rest = pattern
            var first = 0
            while rest != 0 {
                if rest & 15 != 0 { sums.levels[first + Int(rest & 15)] += byPattern[place] }
                rest >>= 4
                first += 16
            }
        }
        sums.logLikelihood += weights.logPrior(options.priorStayCount)
        return sums
    }
}
