package import HealthModel

/// Why an existing CDM could not be imported at all; what is wrong within it is told by findings.
package enum ExistingCDMError: HubError, Equatable {
    /// No folder with a person table.
    case noPersonTable(file: String)
    /// The input holds several sets; one must be named.
    case severalSets(names: [String])
    case setUnknown(name: String)
    case archiveDamaged(file: String)
    /// The archive could harm: names that leave the folder, links, encrypted members, archives within.
    case archiveUnsafe(file: String, reason: ArchiveDanger)
    case tooLarge(file: String, limit: Int)
    case tooManyFiles(file: String, limit: Int)
    /// The file's rows and the rows read differ: reading it would lose some.
    case rowsDiffer(table: String, inFile: Int, read: Int)

    package var code: String { details.code }
    package var kind: HubErrorKind { details.kind }
    package var message: Phrase { details.message }

    private var details: (code: String, kind: HubErrorKind, message: Phrase) {
        switch self {
        case .noPersonTable(let file):
            (
                "cdm.no-person", .badInput,
                Phrase(
                    fr: "\(file) ne contient pas de table person (person.csv ou person.parquet).",
                    en: "\(file) has no person table (person.csv or person.parquet).")
            )
        case .severalSets(let names):
            (
                "cdm.several-sets", .badInput,
                Phrase(
                    fr: "Plusieurs jeux de données : \(names.joined(separator: ", ")). En nommer un.",
                    en: "Several sets of data: \(names.joined(separator: ", ")). Name one of them.")
            )
        case .setUnknown(let name):
            (
                "cdm.set-unknown", .notFound,
                Phrase(fr: "Le jeu \(name) n’est pas dans l’entrée.", en: "The set \(name) is not in the input.")
            )
        case .archiveDamaged(let file):
            (
                "cdm.archive-damaged", .badInput,
                Phrase(
                    fr: "L’archive \(file) est endommagée ou tronquée : la transmettre à nouveau.",
                    en: "The archive \(file) is damaged or cut short: send it again.")
            )
        case .archiveUnsafe(let file, let reason):
            (
                "cdm.archive-unsafe", .refused,
                Phrase(
                    fr: "L’archive \(file) est refusée : \(reason.words.fr).",
                    en: "The archive \(file) is refused: \(reason.words.en).")
            )
        case .tooLarge(let file, let limit):
            (
                "cdm.too-large", .limit,
                Phrase(
                    fr: "\(file) dépasse \(limit) octets une fois décompressé.",
                    en: "\(file) exceeds \(limit) bytes once unpacked.")
            )
        case .tooManyFiles(let file, let limit):
            (
                "cdm.too-many-files", .limit,
                Phrase(fr: "\(file) contient plus de \(limit) fichiers.", en: "\(file) holds more than \(limit) files.")
            )
        case .rowsDiffer(let table, let inFile, let read):
            (
                "cdm.rows-differ", .damaged,
                Phrase(
                    fr: "La table \(table) a \(inFile) lignes dans son fichier, mais \(read) ont été lues.",
                    en: "Table \(table) has \(inFile) rows in its file, but \(read) were read.")
            )
        }
    }
}

/// Why an archive is not opened.
package enum ArchiveDanger: String, Sendable, CaseIterable {
    case leavesFolder, link, encrypted, nested, unusualName, expands, sizeUntrue

    var words: Phrase {
        switch self {
        case .leavesFolder: Phrase(fr: "un nom sort du dossier", en: "a name leaves the folder")
        case .link: Phrase(fr: "elle contient un lien", en: "it holds a link")
        case .encrypted: Phrase(fr: "elle est chiffrée", en: "it is encrypted")
        case .nested: Phrase(fr: "elle contient une autre archive", en: "it holds another archive")
        case .unusualName:
            Phrase(fr: "un nom de fichier a des caractères inhabituels", en: "a file's name has unusual characters")
        case .expands: Phrase(fr: "elle se décompresse démesurément", en: "it expands beyond measure")
        case .sizeUntrue:
            Phrase(fr: "un fichier est plus grand qu’annoncé", en: "a file is larger than announced")
        }
    }
}
