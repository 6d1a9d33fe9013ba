package import HealthModel

/// Why an index of concepts cannot be built or opened.
package enum ConceptIndexError: HubError, Equatable {
    case unreadable(file: String)
    /// The bytes are not those that were written; `part` says where that was noticed.
    case damaged(file: String, part: String)
    /// Written by another version of the hub.
    case versionUnknown(file: String, found: Int)
    /// More concepts, names or bytes than the format holds.
    case tooLarge(part: String)
    /// OMOP's concept identifiers are 0...2,147,483,647.
    case conceptIDInvalid
    case conceptTwice(id: Int)
    /// Rows to count did not come person after person: the figures would be wrong.
    case personsUnordered

    package var code: String {
        switch self {
        case .unreadable: "concepts.unreadable"
        case .damaged: "concepts.damaged"
        case .versionUnknown: "concepts.version-unknown"
        case .tooLarge: "concepts.too-large"
        case .conceptIDInvalid: "concepts.id-invalid"
        case .conceptTwice: "concepts.concept-twice"
        case .personsUnordered: "concepts.persons-unordered"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .unreadable: .notFound
        case .damaged, .versionUnknown, .personsUnordered: .damaged
        case .tooLarge: .limit
        case .conceptIDInvalid, .conceptTwice: .badInput
        }
    }

    package var message: Phrase {
        switch self {
        case .unreadable(let file):
            Phrase(
                fr: "L’index des concepts \(file) est absent ou illisible.",
                en: "The index of concepts \(file) is absent or cannot be read.")
        case .damaged(let file, let part):
            Phrase(
                fr: "L’index des concepts \(file) est abîmé (\(part)). Le supprimer : il sera reconstruit.",
                en: "The index of concepts \(file) is damaged (\(part)). Delete it: it will be built again.")
        case .versionUnknown(let file, let found):
            Phrase(
                fr:
                    "L’index des concepts \(file) est d’un autre format (\(found)). Le supprimer : il sera reconstruit.",
                en: "The index of concepts \(file) has another format (\(found)). Delete it: it will be built again.")
        case .tooLarge(let part):
            Phrase(
                fr: "Le vocabulaire dépasse la taille d’un index de concepts (\(part)).",
                en: "The vocabulary is larger than an index of concepts holds (\(part)).")
        case .conceptIDInvalid:
            Phrase(
                fr: "Un identifiant de concept n’est pas entre 0 et 2 147 483 647.",
                en: "A concept identifier is not between 0 and 2,147,483,647.")
        case .conceptTwice(let id):
            Phrase(fr: "Le concept \(id) apparaît deux fois.", en: "The concept \(id) appears twice.")
        case .personsUnordered:
            Phrase(
                fr: "Les enregistrements à compter ne sont pas venus personne par personne.",
                en: "The records to count did not come person by person.")
        }
    }
}
