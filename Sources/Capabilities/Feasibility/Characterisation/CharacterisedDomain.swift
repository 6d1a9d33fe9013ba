package import HealthModel

/// What is recorded about persons, table by table.
package enum CharacterisedDomain: String, Sendable, Hashable, CaseIterable, Codable {
    case condition
    case drug
    case procedure
    case measurement

    package var title: Phrase {
        switch self {
        case .condition: Phrase(fr: "Diagnostics", en: "Diagnoses")
        case .drug: Phrase(fr: "Médicaments", en: "Drugs")
        case .procedure: Phrase(fr: "Actes", en: "Procedures")
        case .measurement: Phrase(fr: "Mesures et biologie", en: "Measurements")
        }
    }

    /// Where it is recorded: a record counts on the day it starts.
    var source: (table: String, concept: String, day: String) {
        switch self {
        case .condition: ("condition_occurrence", "condition_concept_id", "condition_start_date")
        case .drug: ("drug_exposure", "drug_concept_id", "drug_exposure_start_date")
        case .procedure: ("procedure_occurrence", "procedure_concept_id", "procedure_date")
        case .measurement: ("measurement", "measurement_concept_id", "measurement_date")
        }
    }
}

/// A span of days around the entry. The three do not overlap: what is recorded on the day of entry is neither before
/// nor after it. Days outside the observation period of the entry do not count.
package enum CharacterisedWindow: Int, Sendable, Hashable, CaseIterable, Codable {
    case before
    case atEntry
    case after

    /// Days from the entry, both included.
    package var days: ClosedRange<Int> {
        switch self {
        case .before: -365 ... -1
        case .atEntry: 0...0
        case .after: 1...365
        }
    }

    package var title: Phrase {
        switch self {
        case .before: Phrase(fr: "Dans l’année qui précède l’entrée", en: "In the year before entry")
        case .atEntry: Phrase(fr: "Le jour de l’entrée", en: "On the day of entry")
        case .after: Phrase(fr: "Dans l’année qui suit l’entrée", en: "In the year after entry")
        }
    }

    /// As files write it.
    package var name: String {
        switch self {
        case .before: "before"
        case .atEntry: "at-entry"
        case .after: "after"
        }
    }
}
