internal import Foundation
internal import HealthModel

/// From the odds of candidates to one outcome for each subject: at most one subject for a person.
struct EventDecision {
    private let candidates: ComparedCandidates
    private let odds: [Double]
    private let options: EventLinkageOptions
    /// Probabilities at which decoys would be linked, largest first, and how many subjects each of them stands for.
    private let decoyProbabilities: [Double]
    private let decoyWeight: Double
    private var links: [EventLink]
    /// Second persons, for subjects whose first one belongs to another subject.
    private var seconds: [(place: Int, probability: Double)?]
    private var isClaimedTwice: [Bool]

    /// Candidates of `subjectCount` subjects, followed by those of decoys; `outsideCount` of the subjects are expected
    /// not to be in the file.
    init(
        _ candidates: ComparedCandidates, odds: [Double], subjectCount: Int, outsideCount: Double,
        options: EventLinkageOptions
    ) {
        self.candidates = candidates
        self.odds = odds
        self.options = options
        links = (0..<subjectCount).map { EventLink(subject: $0) }
        seconds = [(place: Int, probability: Double)?](repeating: nil, count: subjectCount)
        isClaimedTwice = [Bool](repeating: false, count: subjectCount)
        let decoyCount = candidates.subjectCount - subjectCount
        decoyWeight = decoyCount > 0 ? outsideCount / Double(decoyCount) : 0
        var probabilities: [Double] = []
        for decoy in subjectCount..<candidates.subjectCount {
            let best = EventDecision.best(odds[candidates.range(decoy)])
            guard let best, (best.margin ?? .infinity) >= options.marginMin else { continue }
            probabilities.append(best.probability)
        }
        decoyProbabilities = probabilities.sorted(by: >)
    }

    /// Subjects who are expected to be linked by chance at this probability and above, as the decoys are.
    private func chanceCount(_ probability: Double) -> Double {
        var (low, high) = (0, decoyProbabilities.count)
        while low < high {
            let middle = (low + high) / 2
            if decoyProbabilities[middle] >= probability { low = middle + 1 } else { high = middle }
        }
        return Double(low) * decoyWeight
    }

    /// `hasStay` and `isCrowded` by subject.
    consuming func run(hasStay: [Bool], isCrowded: [Bool]) -> (links: [EventLink], chanceCount: Double) {
        for subject in links.indices { findBest(subject) }
        settleClaims()
        let accepted = accept()
        for subject in links.indices {
            (links[subject].outcome, links[subject].reason) = outcome(
                subject, isAccepted: accepted[subject], hasStay: hasStay[subject], isCrowded: isCrowded[subject])
        }
        let least = links.lazy.filter { $0.outcome == .certain }.map(\.probability).min()
        return (links, least.map { chanceCount($0) } ?? 0)
    }

    private struct Best {
        var place = 0
        var probability = 0.0
        var presentProbability = 0.0
        var second: (place: Int, probability: Double)?
        /// In bits.
        var margin: Double?
    }

    /// The likeliest candidate and the second one, "nobody" considered.
    private static func best(_ odds: ArraySlice<Double>) -> Best? {
        var (first, second) = (-1, -1)
        var most = 0.0
        for place in odds.indices {
            most = max(most, odds[place])
            if first < 0 || odds[place] > odds[first] {
                second = first
                first = place
            } else if second < 0 || odds[place] > odds[second] {
                second = place
            }
        }
        guard first >= 0 else { return nil }
        var total = exp(-most)
        for odd in odds { total += exp(odd - most) }
        var best = Best(place: first, probability: exp(odds[first] - most) / total)
        best.presentProbability = 1 - exp(-most) / total
        if second >= 0 {
            best.second = (second, exp(odds[second] - most) / total)
            best.margin = (odds[first] - odds[second]) / log(2)
        }
        return best
    }

    private mutating func findBest(_ subject: Int) {
        let range = candidates.range(subject)
        guard let best = EventDecision.best(odds[range]) else { return }
        links[subject].candidateCount = range.count
        links[subject].presentProbability = best.presentProbability
        links[subject].margin = best.margin
        seconds[subject] = best.second
        take(best.place, probability: best.probability, subject)
    }

    private mutating func take(_ place: Int, probability: Double, _ subject: Int) {
        links[subject].person = Int(candidates.persons[place])
        links[subject].probability = probability
        links[subject].weight = odds[place] / log(2)
        links[subject].comparedStayCount = Int(candidates.comparedStayCounts[place])
        links[subject].foundStayCount = Int(candidates.foundStayCounts[place])
    }

    /// A person that several subjects lead to can be one of them only: they share the certainty.
    private mutating func settleClaims() {
        var claims: [Int: [Int]] = [:]
        for link in links where link.probability > 0.001 {
            if let person = link.person { claims[person, default: []].append(link.subject) }
        }
        for subjects in claims.values where subjects.count > 1 {
            let all = subjects.map { links[$0].probability / max(1e-12, 1 - links[$0].probability) }
            let total = 1 + all.reduce(0, +)
            for (subject, own) in zip(subjects, all) {
                let before = links[subject].probability
                let after = own / total
                links[subject].probability = after
                isClaimedTwice[subject] = after < 0.9 * before
                guard let second = seconds[subject], before < 1 else { continue }
                let rest = second.probability * (1 - after) / max(1e-12, 1 - before)
                if rest > after {
                    take(second.place, probability: min(rest, 1 - after), subject)
                    links[subject].margin = 0
                }
            }
        }
    }

    /// Takes links in order of probability while the expected precision holds, each person once.
    private func accept() -> [Bool] {
        var isAccepted = [Bool](repeating: false, count: links.count)
        let order = links.indices
            .filter { subject in
                let link = links[subject]
                return link.person != nil && link.probability >= options.probabilityMin
                    && (link.margin ?? .infinity) >= options.marginMin
            }
            .sorted {
                links[$0].probability != links[$1].probability ? links[$0].probability > links[$1].probability : $0 < $1
            }
        var taken: Set<Int> = []
        var wrong = 0.0
        var allowedCount = 0
        var accepted: [Int] = []
        for subject in order {
            guard let person = links[subject].person, taken.insert(person).inserted else { continue }
            accepted.append(subject)
            wrong += 1 - links[subject].probability
            let expected = max(wrong, chanceCount(links[subject].probability))
            if expected <= (1 - options.expectedPrecisionMin) * Double(accepted.count) { allowedCount = accepted.count }
        }
        for subject in accepted.prefix(allowedCount) { isAccepted[subject] = true }
        return isAccepted
    }

    private func outcome(
        _ subject: Int, isAccepted: Bool, hasStay: Bool, isCrowded: Bool
    ) -> (LinkageOutcome, LinkageReason) {
        let link = links[subject]
        if !hasStay { return (.excluded, .noStay) }
        if isAccepted { return (.certain, .staysAgree) }
        if isClaimedTwice[subject], link.presentProbability >= options.reviewProbabilityMin {
            return (.ambiguous, .personClaimedTwice)
        }
        if link.presentProbability >= options.reviewProbabilityMin {
            let isClose = (link.margin ?? .infinity) < options.marginMin
            return (.ambiguous, isClose ? .secondPersonClose : .weakEvidence)
        }
        if isCrowded { return (.ambiguous, .crowdedKeys) }
        return (.excluded, link.person == nil ? .noCandidate : .noLikelyPerson)
    }
}
