package import HealthModel

/// A number of persons that may be shown, or why it may not.
package enum ReleasableCount: Sendable, Hashable {
    /// Rounded to the nearest multiple of the policy's base; nothing else was changed.
    case exactlyRounded(Int)
    case withheld(reason: Phrase)

    /// The rounded number; nil when it is withheld.
    package var number: Int? {
        if case .exactlyRounded(let number) = self { return number }
        return nil
    }

    /// "about 830", or why not.
    package var words: Phrase {
        switch self {
        case .exactlyRounded(0): Phrase(fr: "aucune personne", en: "nobody")
        case .exactlyRounded(let number): Phrase(fr: "environ \(number) personnes", en: "about \(number) persons")
        case .withheld(let reason): reason
        }
    }
}
