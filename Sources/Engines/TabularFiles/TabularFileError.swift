package import HealthModel

/// Why a delivered file, or a schema, could not be read to its end.
package enum TabularFileError: HubError, Hashable {
    case unreadable(file: String)
    case unwritable(file: String)
    case gzipDamaged(file: String, offset: Int)
    case gzipTruncated(file: String, offset: Int)
    case gzipTooLarge(file: String, byteCountMax: Int)
    case gzipRatio(file: String, ratioMax: Int)
    case foreignFormat(file: String, format: String)
    case binary(file: String, offset: Int)
    case lineTooLong(file: String, line: Int, byteCountMax: Int)
    case tooManyColumns(file: String, line: Int, countMax: Int)
    case tooManyRows(file: String, countMax: Int)
    case unclosedQuotes(file: String, line: Int)
    case headerMissing(file: String)
    case brokenRecord(file: String, line: Int)
    case columnCount(file: String, line: Int)
    case jsonLine(file: String, line: Int, column: Int, flaw: JSONFlaw)
    case schemaMalformed(place: String, path: String, reason: Phrase)

    package var code: String {
        switch self {
        case .unreadable: "file.unreadable"
        case .unwritable: "file.unwritable"
        case .gzipDamaged: "gzip.damaged"
        case .gzipTruncated: "gzip.truncated"
        case .gzipTooLarge: "gzip.too-large"
        case .gzipRatio: "gzip.ratio"
        case .foreignFormat: "file.foreign-format"
        case .binary: "file.binary"
        case .lineTooLong: "file.line-too-long"
        case .tooManyColumns: "csv.too-many-columns"
        case .tooManyRows: "csv.too-many-rows"
        case .unclosedQuotes: "csv.unclosed-quotes"
        case .headerMissing: "csv.header-absent"
        case .brokenRecord: "csv.broken-record"
        case .columnCount: "csv.column-count"
        case .jsonLine(_, _, _, let flaw): flaw.code
        case .schemaMalformed: "schema.malformed"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .unreadable, .unwritable: .surroundings
        case .gzipTooLarge, .gzipRatio, .lineTooLong, .tooManyColumns, .tooManyRows: .limit
        default: .badInput
        }
    }

    /// The line where it happened, when there is one.
    package var line: Int? {
        switch self {
        case .lineTooLong(_, let line, _), .tooManyColumns(_, let line, _), .unclosedQuotes(_, let line),
            .brokenRecord(_, let line), .columnCount(_, let line), .jsonLine(_, let line, _, _):
            line
        default: nil
        }
    }

    package var message: Phrase {
        switch self {
        case .unreadable(let file):
            Phrase(fr: "Le fichier \(file) ne peut pas être lu.", en: "The file \(file) cannot be read.")
        case .unwritable(let file):
            Phrase(fr: "Le fichier \(file) ne peut pas être écrit.", en: "The file \(file) cannot be written.")
        case .gzipDamaged, .gzipTruncated, .gzipTooLarge, .gzipRatio: gzipMessage
        case .foreignFormat(let file, let format):
            Phrase(
                fr: "Le fichier \(file) est au format \(format) : il faut du texte (CSV ou NDJSON).",
                en: "The file \(file) is a \(format) file: text is needed (CSV or NDJSON).")
        case .binary(let file, let offset):
            Phrase(
                fr: "Le fichier \(file) n'est pas du texte (octet \(offset)).",
                en: "The file \(file) is not text (byte \(offset)).")
        case .headerMissing(let file):
            Phrase(
                fr: "Le fichier \(file) n'a pas de ligne d'en-tête.", en: "The file \(file) has no header line.")
        case .brokenRecord, .columnCount, .jsonLine: recordMessage
        case .schemaMalformed(let place, let path, let reason):
            Phrase(
                fr: "Le schéma \(place) est mal formé en \(path) : \(reason.fr)",
                en: "The schema \(place) is malformed at \(path): \(reason.en)")
        default: limitMessage
        }
    }

    private var gzipMessage: Phrase {
        switch self {
        case .gzipDamaged(let file, let offset):
            Phrase(
                fr: "Le gzip \(file) est endommagé à l'octet \(offset).",
                en: "The gzip \(file) is damaged at byte \(offset).")
        case .gzipTruncated(let file, let offset):
            Phrase(
                fr: "Le gzip \(file) est tronqué à l'octet \(offset) : transmettez-le à nouveau.",
                en: "The gzip \(file) is cut short at byte \(offset): send it again.")
        case .gzipTooLarge(let file, let byteCountMax):
            Phrase(
                fr: "Le gzip \(file) dépasse \(byteCountMax) octets décompressés.",
                en: "The gzip \(file) exceeds \(byteCountMax) bytes once unpacked.")
        case .gzipRatio(let file, let ratioMax):
            Phrase(
                fr: "Le gzip \(file) grossit de plus de \(ratioMax) fois : il est refusé.",
                en: "The gzip \(file) grows more than \(ratioMax) times: it is refused.")
        default: Phrase(fr: "Le gzip est endommagé.", en: "The gzip is damaged.")
        }
    }

    private var recordMessage: Phrase {
        switch self {
        case .brokenRecord(let file, let line):
            Phrase(
                fr: "La ligne \(line) de \(file) ne peut pas être lue avec certitude (guillemets ou caractères).",
                en: "Line \(line) of \(file) cannot be read with certainty (quotes or characters).")
        case .columnCount(let file, let line):
            Phrase(
                fr: "La ligne \(line) de \(file) n'a pas autant de colonnes que l'en-tête.",
                en: "Line \(line) of \(file) does not have as many columns as the header.")
        case .jsonLine(let file, let line, let column, let flaw):
            Phrase(
                fr: "\(file), ligne \(line), octet \(column) : \(flaw.message.fr)",
                en: "\(file), line \(line), byte \(column): \(flaw.message.en)")
        default: Phrase(fr: "Enregistrement illisible.", en: "Unreadable record.")
        }
    }

    private var limitMessage: Phrase {
        switch self {
        case .lineTooLong(let file, let line, let byteCountMax):
            Phrase(
                fr: "La ligne \(line) de \(file) dépasse \(byteCountMax) octets.",
                en: "Line \(line) of \(file) exceeds \(byteCountMax) bytes.")
        case .tooManyColumns(let file, let line, let countMax):
            Phrase(
                fr: "La ligne \(line) de \(file) a plus de \(countMax) colonnes.",
                en: "Line \(line) of \(file) has more than \(countMax) columns.")
        case .tooManyRows(let file, let countMax):
            Phrase(fr: "\(file) a plus de \(countMax) lignes.", en: "\(file) has more than \(countMax) rows.")
        case .unclosedQuotes(let file, let line):
            Phrase(
                fr: "Trop de guillemets non fermés dans \(file) ; le dernier est ouvert ligne \(line).",
                en: "Too many unclosed quotes in \(file); the last one opens on line \(line).")
        default: Phrase(fr: "Une limite est atteinte.", en: "A limit was reached.")
        }
    }
}

extension TabularFileError {
    /// The error as a finding of a report; nil when the surroundings failed, not the file.
    func finding(in file: String) -> Finding? {
        guard kind != .surroundings else { return nil }
        return Finding(code: code, severity: .error, file: file, line: line, message: message)
    }
}
