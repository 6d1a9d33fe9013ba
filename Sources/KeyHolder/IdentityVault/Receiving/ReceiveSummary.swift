internal import HealthModel
package import QualitySheets
internal import RecordLinkage

/// What receiving one delivery gave, in numbers.
package struct ReceiveSummary: Sendable, Hashable, Codable {
    package let source: String
    package let delivery: String
    /// SHA-256 of the sealed identities.
    package let identitiesDigest: String
    /// SHA-256 of the sealed crosswalk.
    package var crosswalkDigest = ""
    /// The delivery was received before: the crosswalk is the one made then.
    package var isRepeated = false
    package var recordCount = 0
    /// Certain records by rule; `first-seen` founded a person.
    package var certain: [String: Int] = [:]
    package var ambiguous: [String: Int] = [:]
    package var excluded: [String: Int] = [:]
    /// Persons that turned out to be one with an older one.
    package var mergeCount = 0
    /// Merged persons whose pseudonym the hub may hold: the crosswalk says what replaces it.
    package var supersessionCount = 0
    /// Persons that turned out to be several: the crosswalk says which pseudonym is a person's own again.
    package var separationCount = 0
    /// Persons whose waiting number (NIA) was replaced by a certified one.
    package var finalNumberCount = 0
    /// Numbers that this delivery showed to be shared by twins.
    package var sharedNumberCount = 0
    /// National numbers that could not be used.
    package var numberFlaws: [String: Int] = [:]
    /// How good the links are; nil for a delivery received before links were weighed.
    package var quality: LinkageQuality?
    /// What researchers may know of it, as it is sealed in the crosswalk; nil for a delivery received before there were
    /// sheets.
    package var sheet: QualitySheet?

    package init(source: String, delivery: String, identitiesDigest: String) {
        self.source = source
        self.delivery = delivery
        self.identitiesDigest = identitiesDigest
    }

    package var certainCount: Int { certain.values.reduce(0, +) }
    package var newPersonCount: Int { certain[LinkageReason.firstSeen.rawValue] ?? 0 }
    package var knownPersonCount: Int { certainCount - newPersonCount }
    package var ambiguousCount: Int { ambiguous.values.reduce(0, +) }
    package var excludedCount: Int { excluded.values.reduce(0, +) }

    /// Takes the counts as they are in the crosswalk, after the evidence and the reviews.
    mutating func settle(_ reasons: [LinkageReason: Int], _ quality: LinkageQuality) {
        (certain, ambiguous, excluded) = ([:], [:], [:])
        for (reason, count) in reasons {
            switch reason.outcome {
            case .certain: certain[reason.rawValue] = count
            case .ambiguous: ambiguous[reason.rawValue] = count
            case .excluded: excluded[reason.rawValue] = count
            }
        }
        var quality = quality
        quality.recordCount = recordCount
        quality.outcomes = ["certain": certainCount, "ambiguous": ambiguousCount, "excluded": excludedCount]
        quality.reasons = Dictionary(uniqueKeysWithValues: reasons.map { ($0.rawValue, $1) })
        self.quality = quality
    }

    mutating func add(_ resolution: Resolution) {
        recordCount += 1
        let reason = resolution.reason.rawValue
        switch resolution.outcome {
        case .certain: certain[reason, default: 0] += 1
        case .ambiguous: ambiguous[reason, default: 0] += 1
        case .excluded: excluded[reason, default: 0] += 1
        }
    }
}

extension LinkageReason {
    /// The outcome that a reason stands for.
    var outcome: LinkageOutcome {
        switch self {
        case .numberBirthSex, .exactTraits, .usedName, .firstSeen, .fellegiSunter, .reviewed: .certain
        case .missingBirthDate, .missingSex, .nothingUsable: .excluded
        default: .ambiguous
        }
    }
}
