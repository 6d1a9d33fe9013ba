/// A comparison of a pair and the level that it reached: never a value.
package struct ReviewLevel: Sendable, Hashable, Codable {
    package let comparison: String
    package let level: String

    package init(comparison: String, level: String) {
        self.comparison = comparison
        self.level = level
    }
}

/// What a reviewer says of a pair.
package enum ReviewVerdict: String, Sendable, Hashable, Codable, CaseIterable {
    case same
    case different
    case unsure
}

/// What a pair asks.
package enum ReviewKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Is the record the person's?
    case link
    /// Is the certified number the person's new one?
    case number
    /// Is this part of a person somebody else?
    case split
}

/// Where a pair stands.
package enum ReviewState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Two reviewers, or a third after they disagreed, are still to decide.
    case open
    case same
    case different
    /// Three reviewers did not agree.
    case unsettled
}

/// A pair in the queue: a record of a delivery and a person of the register, as levels only.
package struct ReviewItem: Sendable, Hashable, Codable {
    package let number: Int
    package let source: String
    package let delivery: String
    package let queuedAt: String
    package let probability: Double
    package let levels: [ReviewLevel]
    /// Certified numbers say that they are two people.
    package let hasConflict: Bool
    /// Another person is almost as probable.
    package let isTwinShaped: Bool
    /// Open pairs of the same levels: one decision teaches for all of them.
    package let samePatternCount: Int
    package let state: ReviewState
    /// Verdicts given, without names, so that the second reviewer is not led by the first.
    package let decisionCount: Int
    package let kind: ReviewKind

    /// What a decision would teach: most near one half, more on a conflict and on a frequent pattern.
    package var teaching: Double {
        let doubt = 1 - abs(2 * probability - 1)
        let frequency = 1 - 1 / Double(1 + samePatternCount)
        return doubt + (hasConflict ? 0.5 : 0) + (isTwinShaped ? 0.25 : 0) + 0.5 * frequency
    }
}

/// How often the first two reviewers agreed.
package struct ReviewAgreement: Sendable, Hashable, Codable {
    package let pairCount: Int
    package let agreementCount: Int
    /// Cohen's kappa over the three verdicts; nil without pairs, or when chance alone explains all.
    package let kappa: Double?

    package init(_ verdicts: [(ReviewVerdict, ReviewVerdict)]) {
        pairCount = verdicts.count
        agreementCount = verdicts.count { $0.0 == $0.1 }
        guard pairCount > 0 else {
            kappa = nil
            return
        }
        let total = Double(pairCount)
        let chance = ReviewVerdict.allCases.reduce(0.0) { sum, verdict in
            let first = Double(verdicts.count { $0.0 == verdict }) / total
            return sum + first * Double(verdicts.count { $0.1 == verdict }) / total
        }
        kappa = chance < 1 ? (Double(agreementCount) / total - chance) / (1 - chance) : nil
    }
}
