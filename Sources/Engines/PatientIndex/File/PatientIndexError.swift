package import HealthModel

/// Why a patient index cannot be made, opened or trusted. Files are named by their last component only.
package enum PatientIndexError: HubError, Equatable {
    /// The file is something else.
    case notAnIndex(file: String)
    /// Another version of the hub wrote it; building it again mends that.
    case formatUnknown(file: String, version: Int)
    /// Bytes changed, or the file is cut. The part is that of the format's description.
    case damaged(file: String, part: String)
    case unreadable(file: String, number: Int32)
    case unwritable(file: String, number: Int32)
    /// Another build of the same file is under way.
    case busy(file: String)
    /// A table lacks a column without which its rows mean nothing.
    case columnMissing(table: String, column: String)
    /// A column holds the one number that stands for unknown.
    case numberReserved(table: String, column: String)
    case limit(name: String, maximum: Int)
    case cancelled

    package var code: String { details.code }
    package var kind: HubErrorKind { details.kind }
    package var message: Phrase { details.message }

    private var details: (code: String, kind: HubErrorKind, message: Phrase) {
        switch self {
        case .notAnIndex, .formatUnknown, .damaged, .unreadable, .unwritable, .busy: fileDetails
        case .columnMissing(let table, let column):
            (
                "index.column-missing", .badInput,
                Phrase(
                    fr: "La table \(table) n’a pas la colonne \(column), indispensable à l’index.",
                    en: "Table \(table) lacks the column \(column), which the index needs.")
            )
        case .numberReserved(let table, let column):
            (
                "index.number-reserved", .badInput,
                Phrase(
                    fr: "La colonne \(table).\(column) contient le plus petit nombre de son type, qui est réservé.",
                    en: "The column \(table).\(column) holds the smallest number of its type, which is reserved.")
            )
        case .limit(let name, let maximum):
            (
                "index.limit", .limit,
                Phrase(
                    fr: "L’index dépasserait la limite « \(name) » (\(maximum)).",
                    en: "The index would pass the limit “\(name)” (\(maximum)).")
            )
        case .cancelled:
            (
                "index.cancelled", .conflict,
                Phrase(fr: "La construction de l’index a été arrêtée.", en: "Building the index was stopped.")
            )
        }
    }

    private var fileDetails: (code: String, kind: HubErrorKind, message: Phrase) {
        switch self {
        case .formatUnknown(let file, let version):
            (
                "index.format-unknown", .damaged,
                Phrase(
                    fr: "\(file) est au format \(version), inconnu ici : reconstruire l’index.",
                    en: "\(file) has format \(version), unknown here: build the index again.")
            )
        case .damaged(let file, let part):
            (
                "index.damaged", .damaged,
                Phrase(
                    fr: "\(file) est abîmé (\(part)) : reconstruire l’index.",
                    en: "\(file) is damaged (\(part)): build the index again.")
            )
        case .unreadable(let file, let number):
            (
                "index.unreadable", number == 2 ? .notFound : .surroundings,
                Phrase(
                    fr: "\(file) ne peut être lu (erreur \(number)).", en: "\(file) cannot be read (error \(number)).")
            )
        case .unwritable(let file, let number):
            (
                "index.unwritable", .surroundings,
                Phrase(
                    fr: "\(file) ne peut être écrit (erreur \(number)). Vérifier le disque.",
                    en: "\(file) cannot be written (error \(number)). Check the disk.")
            )
        case .busy(let file):
            (
                "index.busy", .conflict,
                Phrase(
                    fr: "\(file) est déjà en construction ailleurs.", en: "\(file) is already being built elsewhere.")
            )
        case .notAnIndex(let file):
            (
                "index.not-an-index", .badInput,
                Phrase(fr: "\(file) n’est pas un index de patients.", en: "\(file) is not a patient index.")
            )
        default: preconditionFailure("Only errors about a file come here.")
        }
    }
}
