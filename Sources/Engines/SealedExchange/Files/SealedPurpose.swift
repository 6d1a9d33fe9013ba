package import HealthModel

/// What a sealed file is for; a file sealed for one purpose does not open for another.
package enum SealedPurpose: UInt8, Sendable, CaseIterable {
    /// Row tokens with identity traits, holder to key holder.
    case identities = 1
    /// Row tokens with pseudonyms, key holder to hub.
    case crosswalk = 2

    package var title: Phrase {
        switch self {
        case .identities: Phrase(fr: "des identités", en: "identities")
        case .crosswalk: Phrase(fr: "une table de correspondance", en: "a crosswalk")
        }
    }
}
