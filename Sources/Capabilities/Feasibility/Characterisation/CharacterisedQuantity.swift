package import HealthModel

/// A quantity that every person has one value of.
package enum CharacterisedQuantity: String, Sendable, Hashable, CaseIterable {
    case age
    case followUp = "follow-up"
    case timeInCohort = "time-in-cohort"

    package var title: Phrase {
        switch self {
        case .age: Phrase(fr: "Âge à l’entrée", en: "Age at entry")
        case .followUp: Phrase(fr: "Suivi après l’entrée", en: "Follow-up after entry")
        case .timeInCohort: Phrase(fr: "Durée dans la cohorte", en: "Time in the cohort")
        }
    }

    package var unit: Phrase {
        switch self {
        case .age: Phrase(fr: "ans", en: "years")
        case .followUp, .timeInCohort: Phrase(fr: "jours", en: "days")
        }
    }
}
