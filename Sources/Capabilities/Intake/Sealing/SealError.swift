package import HealthModel

/// Why a holder's raw files could not be sealed. Nothing is left in the output folder then.
package enum SealError: HubError, Equatable {
    case rawFolderUnreadable(name: String)
    case deliveryExists(name: String)
    case tableMissing(table: String, pattern: String)
    case identitiesMissing(pattern: String)
    case fileTwice(name: String)
    case nameInvalid(name: String)
    case parquet(file: String)
    case columnMissing(file: String, column: String)
    case columnTwice(file: String, column: String)
    case outputUnwritable(name: String)

    package var code: String { "seal." + details.code }
    package var kind: HubErrorKind { details.kind }
    package var message: Phrase { details.message }

    private var details: (code: String, kind: HubErrorKind, message: Phrase) {
        switch self {
        case .rawFolderUnreadable(let name):
            (
                "raw-folder-unreadable", .notFound,
                Phrase(
                    fr: "Le dossier des fichiers bruts \(name) ne peut pas être lu.",
                    en: "The folder of raw files \(name) cannot be read.")
            )
        case .deliveryExists(let name):
            (
                "delivery-exists", .conflict,
                Phrase(
                    fr: "Une livraison existe déjà dans \(name) : choisissez un autre dossier.",
                    en: "There already is a delivery in \(name): choose another folder.")
            )
        case .tableMissing(let table, let pattern):
            (
                "table-missing", .badInput,
                Phrase(
                    fr: "La table \(table) est obligatoire et aucun fichier \(pattern) n'est présent.",
                    en: "Table \(table) is required and there is no file \(pattern).")
            )
        case .identitiesMissing(let pattern):
            (
                "identities-missing", .badInput,
                Phrase(
                    fr: "Aucun fichier d'identités \(pattern) n'est présent.",
                    en: "There is no file of identities \(pattern).")
            )
        case .fileTwice(let name):
            (
                "file-twice", .badInput,
                Phrase(
                    fr: "Deux fichiers bruts donneraient \(name) : gardez celui qui est à jour.",
                    en: "Two raw files would give \(name): keep the one that is up to date.")
            )
        case .nameInvalid(let name):
            (
                "name-invalid", .badInput,
                Phrase(
                    fr: "Le nom \(name) ne convient pas : lettres sans accent, chiffres, point, tiret et souligné.",
                    en: "The name \(name) will not do: plain letters, digits, dot, dash and underscore.")
            )
        case .parquet(let file):
            (
                "parquet", .badInput,
                Phrase(
                    fr: "\(file) est en Parquet : exportez-le en CSV pour le sceller.",
                    en: "\(file) is Parquet: export it as CSV to seal it.")
            )
        case .columnMissing(let file, let column):
            (
                "column-missing", .badInput,
                Phrase(
                    fr: "La colonne \(column) manque dans \(file).", en: "Column \(column) is missing in \(file).")
            )
        case .columnTwice(let file, let column):
            (
                "column-twice", .badInput,
                Phrase(
                    fr: "La colonne \(column) est présente deux fois dans \(file).",
                    en: "Column \(column) is there twice in \(file).")
            )
        case .outputUnwritable(let name):
            (
                "output-unwritable", .surroundings,
                Phrase(
                    fr: "Le dossier de sortie \(name) ne peut pas être écrit.",
                    en: "The output folder \(name) cannot be written.")
            )
        }
    }
}
