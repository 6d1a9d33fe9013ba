package import HealthModel

/// What a JSON text can have wrong (RFC 8259), and what a line of NDJSON must not be.
package enum JSONFlaw: Int, Error, Sendable, Hashable, CaseIterable {
    case syntax, cutShort, tooDeep, invalidEscape, loneSurrogate, controlCharacter, number, numberRange, notANumber
    case trailingText, duplicateKey, notObject, blankLine, resourceTypeMissing, resourceTypeOther, idMissing
    case invalidUTF8, overlongUTF8, unpairedSurrogate, byteOrderMark, otherEncoding, nulByte, emptyFile

    package var code: String {
        switch self {
        case .syntax: "json.syntax"
        case .cutShort: "json.cut-short"
        case .tooDeep: "json.too-deep"
        case .invalidEscape: "json.invalid-escape"
        case .loneSurrogate: "json.lone-surrogate"
        case .controlCharacter: "json.control-character"
        case .number: "json.number"
        case .numberRange: "json.number-range"
        case .notANumber: "json.not-a-number"
        case .trailingText: "json.trailing-text"
        case .duplicateKey: "json.duplicate-key"
        case .notObject: "json.not-object"
        case .blankLine: "json.blank-line"
        case .resourceTypeMissing: "fhir.resource-type-missing"
        case .resourceTypeOther: "fhir.resource-type-other"
        case .idMissing: "fhir.id-missing"
        case .invalidUTF8: "text.invalid-utf8"
        case .overlongUTF8: "text.overlong-utf8"
        case .unpairedSurrogate: "text.unpaired-surrogate"
        case .byteOrderMark: "text.byte-order-mark"
        case .otherEncoding: "text.other-encoding"
        case .nulByte: "text.nul"
        case .emptyFile: "file.empty"
        }
    }

    package var severity: Finding.Severity {
        switch self {
        case .blankLine: .note
        case .duplicateKey, .byteOrderMark: .warning
        default: .error
        }
    }

    package var message: Phrase {
        switch self {
        case .syntax: Phrase(fr: "Caractère inattendu en JSON.", en: "Unexpected character in JSON.")
        case .cutShort: Phrase(fr: "Le JSON s'arrête avant sa fin.", en: "The JSON stops before its end.")
        case .tooDeep: Phrase(fr: "Trop de niveaux d'imbrication.", en: "Too many levels of nesting.")
        case .invalidEscape: Phrase(fr: "Échappement inconnu dans un texte.", en: "Unknown escape in a string.")
        case .loneSurrogate: Phrase(fr: "Demi-codet isolé dans un texte.", en: "Lone surrogate in a string.")
        case .controlCharacter:
            Phrase(fr: "Caractère de contrôle non échappé.", en: "Control character that is not escaped.")
        case .number: Phrase(fr: "Nombre mal écrit.", en: "Badly written number.")
        case .numberRange:
            Phrase(fr: "Nombre trop grand pour être représenté.", en: "Number too large to be represented.")
        case .notANumber:
            Phrase(fr: "NaN et Infinity n'existent pas en JSON.", en: "NaN and Infinity do not exist in JSON.")
        case .trailingText: Phrase(fr: "Du texte suit l'objet.", en: "Text follows the object.")
        case .duplicateKey: Phrase(fr: "Clé présente deux fois dans un objet.", en: "Key twice in one object.")
        default: fileWords
        }
    }

    private var fileWords: Phrase {
        switch self {
        case .notObject: Phrase(fr: "La ligne n'est pas un objet JSON.", en: "The line is not a JSON object.")
        case .blankLine: Phrase(fr: "Ligne vide, ignorée.", en: "Blank line, passed over.")
        case .resourceTypeMissing: Phrase(fr: "resourceType est absent.", en: "resourceType is missing.")
        case .resourceTypeOther:
            Phrase(fr: "resourceType n'est pas celui attendu.", en: "resourceType is not the expected one.")
        case .idMissing: Phrase(fr: "La personne n'a pas d'id.", en: "The person has no id.")
        case .invalidUTF8: Phrase(fr: "Octets qui ne sont pas de l'UTF-8.", en: "Bytes that are not UTF-8.")
        case .overlongUTF8:
            Phrase(fr: "UTF-8 trop long ou demi-codet : refusé.", en: "Overlong UTF-8 or a surrogate: refused.")
        case .unpairedSurrogate: Phrase(fr: "Demi-codet UTF-16 isolé.", en: "Unpaired UTF-16 surrogate.")
        case .byteOrderMark:
            Phrase(fr: "Marque d'ordre des octets en tête de fichier.", en: "Byte order mark at the start of the file.")
        case .otherEncoding: Phrase(fr: "Le NDJSON doit être en UTF-8.", en: "NDJSON must be UTF-8.")
        case .nulByte: Phrase(fr: "Octet nul : le fichier n'est pas du texte.", en: "NUL byte: the file is not text.")
        default: Phrase(fr: "Le fichier est vide.", en: "The file is empty.")
        }
    }
}

/// A flaw and the byte of the text where it stands, from 0.
package struct JSONFlawAt: Error, Sendable, Hashable {
    package let flaw: JSONFlaw
    package let offset: Int
}
