internal import HealthModel

/// The figures of a run of event linkage: counts, no identifier.
package struct EventLinkageReport: Sendable, Hashable, Codable {
    /// A level, and its probability among matches as learnt.
    package struct Learnt: Sendable, Hashable, Codable {
        package let comparison: EventComparison
        package let level: String
        package let m: Double
    }

    /// How many subjects ended for one reason.
    package struct Outcome: Sendable, Hashable, Codable {
        package let outcome: String
        package let reason: String
        package let subjectCount: Int
    }

    package var subjectCount = 0
    package var registerStayCount = 0
    package var personCount = 0
    package var nationalStayCount = 0
    /// Stays told twice in the same words, in both files.
    package var copyCount = 0
    package var unreadableValueCount = 0
    package var candidateCount = 0
    package var patternCount = 0
    package var keys: [StayKeyReport] = []
    package var learnt: [Learnt] = []
    /// Share of the subjects who are in the national file, as learnt.
    package var presentShare = 0.0
    package var iterationCount = 0
    package var hasConverged = false
    package var outcomes: [Outcome] = []
    package var certainCount = 0
    /// Subjects made up to measure chance.
    package var decoyCount = 0
    /// Certain links that are expected to be wrong: by their probabilities, or by the decoys when those say more.
    package var expectedFalseLinkCount = 0.0
    /// Subjects expected to be in the file among those compared, but not linked for certain. Those whom no key found
    /// are not among them.
    package var expectedMissedLinkCount = 0.0

    package var expectedPrecision: Double {
        certainCount > 0 ? 1 - expectedFalseLinkCount / Double(certainCount) : 1
    }

    package var expectedRecall: Double {
        let found = Double(certainCount) - expectedFalseLinkCount
        return found + expectedMissedLinkCount > 0 ? found / (found + expectedMissedLinkCount) : 1
    }

    /// Share of the subjects linked for certain. CNAM calls an indirect linkage a success from 90 % on.
    package var linkedShare: Double { subjectCount > 0 ? Double(certainCount) / Double(subjectCount) : 0 }

    mutating func take(_ links: [EventLink], chanceCount: Double) {
        var counts: [LinkageOutcome: [LinkageReason: Int]] = [:]
        var present = 0.0
        for link in links {
            counts[link.outcome, default: [:]][link.reason, default: 0] += 1
            present += link.presentProbability
            if link.outcome == .certain {
                certainCount += 1
                expectedFalseLinkCount += 1 - link.probability
            }
        }
        expectedFalseLinkCount = max(expectedFalseLinkCount, min(chanceCount, Double(certainCount)))
        expectedMissedLinkCount = max(0, present - (Double(certainCount) - expectedFalseLinkCount))
        for outcome in LinkageOutcome.allCases {
            let reasons = (counts[outcome] ?? [:]).sorted { $0.key.rawValue < $1.key.rawValue }
            for (reason, count) in reasons {
                outcomes.append(Outcome(outcome: outcome.rawValue, reason: reason.rawValue, subjectCount: count))
            }
        }
    }

    mutating func take(_ weights: EventWeights) {
        presentShare = weights.presentShare
        learnt = EventComparison.allCases.flatMap { comparison in
            comparison.levels.enumerated()
                .map { Learnt(comparison: comparison, level: $1.name, m: weights.m(comparison, $0)) }
        }
    }
}
