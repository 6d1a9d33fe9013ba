package import HealthModel

/// The rows of a cohort, whoever evaluates it. The first row of a person is the entry.
package struct CohortMemberships {
    /// Gives each row (subject, first day, last day), in any order.
    package typealias Rows = (_ body: (Int64, Day, Day) throws -> Void) throws -> Void

    package let title: Phrase
    /// SHA-256 of the definition's canonical JSON, in hexadecimal.
    package let definitionDigest: String
    package let rows: Rows

    package init(title: Phrase, definitionDigest: String, rows: @escaping Rows) {
        self.title = title
        self.definitionDigest = definitionDigest
        self.rows = rows
    }
}

/// Whom a cohort is held against.
package enum CharacterisationPeer {
    case nobody
    /// The persons of the release outside the cohort. Each enters on the day of entry of somebody in the cohort, the
    /// same every time, and is left out when not observed on that day: so both sides have the same calendar.
    case everyoneElse
    case cohort(CohortMemberships)

    /// As the journal and files name it.
    package var name: String {
        switch self {
        case .nobody: "nobody"
        case .everyoneElse: "everyone-else"
        case .cohort(let memberships): memberships.definitionDigest
        }
    }

    /// As pages name it; nil when there is none.
    package var title: Phrase? {
        switch self {
        case .nobody: nil
        case .everyoneElse:
            Phrase(fr: "Le reste de la version", en: "Everybody else in the release")
        case .cohort(let memberships): memberships.title
        }
    }
}
