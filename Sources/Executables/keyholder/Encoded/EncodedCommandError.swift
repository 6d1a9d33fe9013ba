import HealthModel

/// Why the files around links and encodings could not be used.
enum EncodedCommandError: HubError, Hashable {
    case keyFileMissing(file: String)
    case keyFileNotHexadecimal(file: String, byteCountMin: Int)
    case keyFileOpen(file: String)
    case keyFileExists(file: String)
    case columnsMissing(file: String, names: String)
    case rowBroken(file: String, line: Int)
    case noRow(file: String)
    case listUnusable(file: String, columns: String)
    case tokenUnknown(count: Int)
    case listExists(file: String)
    case notWritten(file: String)
    case notDestroyed(file: String)

    var code: String {
        switch self {
        case .keyFileMissing: "encoded.key-file-missing"
        case .keyFileNotHexadecimal: "encoded.key-file-not-hexadecimal"
        case .keyFileOpen: "encoded.key-file-open-to-others"
        case .keyFileExists: "encoded.key-file-exists"
        case .columnsMissing: "encoded.columns-missing"
        case .rowBroken: "encoded.row-broken"
        case .noRow: "encoded.no-row"
        case .listUnusable: "encoded.list-unusable"
        case .tokenUnknown: "encoded.token-unknown"
        case .listExists: "encoded.list-exists"
        case .notWritten: "encoded.not-written"
        case .notDestroyed: "encoded.not-destroyed"
        }
    }

    var kind: HubErrorKind {
        switch self {
        case .keyFileMissing: .notFound
        case .keyFileNotHexadecimal, .columnsMissing, .rowBroken, .noRow, .listUnusable, .tokenUnknown: .badInput
        case .keyFileOpen: .refused
        case .keyFileExists, .listExists: .conflict
        case .notWritten, .notDestroyed: .surroundings
        }
    }

    var message: Phrase {
        switch self {
        case .keyFileMissing(let file):
            Phrase(
                fr: "La clé \(file) est introuvable ; « keyholder encode --new-key \(file) » en fait une.",
                en: "Key \(file) was not found; “keyholder encode --new-key \(file)” makes one.")
        case .keyFileNotHexadecimal(let file, let byteCountMin):
            Phrase(
                fr: "\(file) n'est pas une clé : au moins \(byteCountMin) octets en hexadécimal sont attendus.",
                en: "\(file) is not a key: at least \(byteCountMin) bytes in hexadecimal are expected.")
        case .keyFileOpen(let file):
            Phrase(
                fr: "La clé \(file) est lisible par d'autres comptes : chmod 600 \(file), ou changez de clé.",
                en: "Key \(file) can be read by other accounts: chmod 600 \(file), or change the key.")
        case .keyFileExists(let file):
            Phrase(
                fr: "\(file) existe déjà : une clé n'est jamais remplacée.",
                en: "\(file) exists already: a key is never replaced.")
        case .columnsMissing(let file, let names):
            Phrase(
                fr: "\(file) : colonnes absentes ou non reconnues : \(names).",
                en: "\(file): columns missing or not recognised: \(names).")
        case .rowBroken(let file, let line):
            Phrase(
                fr: "\(file), ligne \(line) : guillemet ouvert ou caractères illisibles.",
                en: "\(file), line \(line): an open quote or unreadable characters.")
        case .noRow(let file): Phrase(fr: "\(file) n'a aucune ligne.", en: "\(file) has no row.")
        case .listUnusable(let file, let columns):
            Phrase(
                fr: "\(file) n'est pas la liste attendue (\(columns)).",
                en: "\(file) is not the list expected (\(columns)).")
        case .tokenUnknown(let count):
            Phrase(
                fr: "\(count) paires n'ont aucun jeton de cet envoi : est-ce le bon fichier ids.csv ?",
                en: "\(count) pairs have no token of this delivery: is it the right ids.csv?")
        case .listExists(let file):
            Phrase(
                fr: "\(file) existe déjà : les jetons d'un envoi précédent y sont peut-être, et ne se refont pas.",
                en: "\(file) exists already: it may hold the tokens of an earlier delivery, which cannot be made again."
            )
        case .notWritten(let file): Phrase(fr: "\(file) n'a pas pu être écrit.", en: "\(file) could not be written.")
        case .notDestroyed(let file):
            Phrase(
                fr: "\(file) n'a pas pu être détruit : détruisez-le à la main.",
                en: "\(file) could not be destroyed: destroy it by hand.")
        }
    }
}
