package import HealthModel

/// Why records could not be encoded, read or compared.
package enum EncodedLinkageError: HubError, Hashable {
    case masterKeyTooShort(byteCount: Int)
    case projectNameInvalid
    case profileInvalid(reason: Phrase)
    case tooManyRows(count: Int, countMax: Int)
    case rowTwice
    case fileNotEncodings
    case fileVersionUnknown(version: Int)
    case fileDamaged(byte: Int)
    case fileUnreadable(operation: String)
    /// The two files were made with other keys, fields or settings.
    case profilesDiffer
    case tooManyPairs(count: Int, countMax: Int)

    package var code: String {
        switch self {
        case .masterKeyTooShort: "encoded-linkage.master-key-too-short"
        case .projectNameInvalid: "encoded-linkage.project-name-invalid"
        case .profileInvalid: "encoded-linkage.profile-invalid"
        case .tooManyRows: "encoded-linkage.too-many-rows"
        case .rowTwice: "encoded-linkage.row-twice"
        case .fileNotEncodings: "encoded-linkage.file-not-encodings"
        case .fileVersionUnknown: "encoded-linkage.file-version-unknown"
        case .fileDamaged: "encoded-linkage.file-damaged"
        case .fileUnreadable: "encoded-linkage.file-unreadable"
        case .profilesDiffer: "encoded-linkage.profiles-differ"
        case .tooManyPairs: "encoded-linkage.too-many-pairs"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .masterKeyTooShort, .projectNameInvalid, .profileInvalid, .rowTwice, .fileNotEncodings,
            .fileVersionUnknown, .profilesDiffer:
            .badInput
        case .tooManyRows, .tooManyPairs: .limit
        case .fileDamaged: .damaged
        case .fileUnreadable: .surroundings
        }
    }

    package var message: Phrase {
        switch self {
        case .masterKeyTooShort(let byteCount):
            Phrase(
                fr: "La clé de projet a \(byteCount) octets ; il en faut \(EncodingKey.masterByteCount).",
                en: "The project key has \(byteCount) bytes; it needs \(EncodingKey.masterByteCount).")
        case .projectNameInvalid:
            Phrase(
                fr: "Le nom du projet doit avoir de 1 à \(EncodingKey.projectNameLengthMax) octets.",
                en: "The project's name must have 1 to \(EncodingKey.projectNameLengthMax) bytes.")
        case .profileInvalid(let reason):
            Phrase(fr: "Réglage d'encodage refusé : \(reason.fr)", en: "Encoding profile refused: \(reason.en)")
        case .tooManyRows(let count, let countMax):
            Phrase(
                fr: "\(count) lignes encodées, \(countMax) au plus.", en: "\(count) encoded rows, \(countMax) at most.")
        case .rowTwice:
            Phrase(
                fr: "Un même jeton de ligne est donné deux fois.", en: "The same row token was given twice.")
        case .fileNotEncodings:
            Phrase(fr: "Ce n'est pas un fichier d'encodages.", en: "This is not a file of encodings.")
        case .fileVersionUnknown(let version):
            Phrase(
                fr: "Version \(version) du fichier d'encodages inconnue : mettez le programme à jour.",
                en: "Version \(version) of the encodings file is unknown: update the program.")
        case .fileDamaged(let byte):
            Phrase(
                fr: "Le fichier d'encodages est abîmé ou tronqué (vers l'octet \(byte)).",
                en: "The encodings file is damaged or truncated (near byte \(byte)).")
        case .fileUnreadable(let operation):
            Phrase(
                fr: "Le fichier d'encodages est inaccessible (\(operation)).",
                en: "The encodings file cannot be accessed (\(operation)).")
        case .profilesDiffer:
            Phrase(
                fr: "Les deux fichiers n'ont pas été encodés avec la même clé et le même réglage.",
                en: "The two files were not encoded with the same key and the same profile.")
        case .tooManyPairs(let count, let countMax):
            Phrase(
                fr: "\(count) paires à comparer, \(countMax) au plus : encodez avec des clés de blocage plus fines.",
                en: "\(count) pairs to compare, \(countMax) at most: encode with finer blocking keys.")
        }
    }
}
