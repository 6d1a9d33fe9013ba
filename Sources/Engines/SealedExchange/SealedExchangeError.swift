package import HealthModel

/// What can be wrong with a sealed file, a key file, or a record inside one. Never holds a value of a record.
package enum SealedExchangeError: HubError, Equatable {
    /// The file is not a sealed file of this project.
    case notSealed(file: String)
    /// The file was made by a newer program, or with another cipher suite.
    case versionUnknown(file: String, version: Int)
    case wrongPurpose(file: String, expected: SealedPurpose)
    /// Sealed to another key; the fingerprints say which.
    case wrongKey(file: String, sealedTo: String, ours: String)
    case wrongSender(file: String)
    /// A byte of the header, of the key part or of a frame was changed, or frames were moved.
    case tampered(file: String, frame: Int)
    /// The file ends before its last frame.
    case truncated(file: String, frame: Int)
    /// There are bytes after the last frame.
    case trailingBytes(file: String)
    case headerTooLong(byteCount: Int)
    case headerUnreadable(file: String)
    case keyFileUnreadable(file: String)
    /// Others may read the private key file.
    case keyFileOpenToOthers(file: String)
    case keyFileExists(file: String)
    /// A record of the opened file does not follow its codec.
    case recordUnreadable(file: String, line: Int)
    case recordTooLong(file: String, line: Int)
    case fileMissing(file: String)
    case cannotRead(file: String, reason: String)
    case cannotWrite(file: String, reason: String)
    case cryptography(reason: String)

    package var code: String {
        switch self {
        case .notSealed: "sealed.not-sealed"
        case .versionUnknown: "sealed.version-unknown"
        case .wrongPurpose: "sealed.wrong-purpose"
        case .wrongKey: "sealed.wrong-key"
        case .wrongSender: "sealed.wrong-sender"
        case .tampered: "sealed.tampered"
        case .truncated: "sealed.truncated"
        case .trailingBytes: "sealed.trailing-bytes"
        case .headerTooLong: "sealed.header-too-long"
        case .headerUnreadable: "sealed.header-unreadable"
        case .keyFileUnreadable: "sealed.key-file-unreadable"
        case .keyFileOpenToOthers: "sealed.key-file-open-to-others"
        case .keyFileExists: "sealed.key-file-exists"
        case .recordUnreadable: "sealed.record-unreadable"
        case .recordTooLong: "sealed.record-too-long"
        case .fileMissing: "sealed.file-missing"
        case .cannotRead: "sealed.cannot-read"
        case .cannotWrite: "sealed.cannot-write"
        case .cryptography: "sealed.cryptography"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .notSealed, .versionUnknown, .wrongPurpose, .wrongKey, .headerUnreadable, .keyFileUnreadable,
            .recordUnreadable:
            .badInput
        case .wrongSender, .keyFileOpenToOthers: .refused
        case .tampered, .truncated, .trailingBytes: .damaged
        case .headerTooLong, .recordTooLong: .limit
        case .keyFileExists: .conflict
        case .fileMissing: .notFound
        case .cannotRead, .cannotWrite, .cryptography: .surroundings
        }
    }

    package var message: Phrase {
        switch self {
        case .notSealed, .versionUnknown, .wrongPurpose, .wrongKey, .wrongSender, .tampered, .truncated,
            .trailingBytes:
            sealMessage
        case .headerTooLong, .headerUnreadable, .recordUnreadable, .recordTooLong: contentMessage
        case .keyFileUnreadable, .keyFileOpenToOthers, .keyFileExists, .fileMissing, .cannotRead, .cannotWrite,
            .cryptography:
            fileMessage
        }
    }
}

// MARK: - Words

extension SealedExchangeError {
    private var sealMessage: Phrase {
        switch self {
        case .notSealed(let file):
            Phrase(fr: "\(file) n'est pas un fichier scellé.", en: "\(file) is not a sealed file.")
        case .versionUnknown(let file, let version):
            Phrase(
                fr: "\(file) est scellé dans une version (\(version)) que ce programme ne connaît pas.",
                en: "\(file) is sealed in a version (\(version)) that this program does not know.")
        case .wrongPurpose(let file, let expected):
            Phrase(
                fr: "\(file) ne contient pas ce qui est attendu ici : \(expected.title.fr).",
                en: "\(file) does not hold what is expected here: \(expected.title.en).")
        case .wrongKey(let file, let sealedTo, let ours):
            Phrase(
                fr: "\(file) est scellé pour la clé \(sealedTo) ; la nôtre est \(ours). Demandez un nouvel envoi.",
                en: "\(file) is sealed to key \(sealedTo); ours is \(ours). Ask for it to be sealed again.")
        case .wrongSender(let file):
            Phrase(
                fr: "\(file) n'est pas signé par l'expéditeur attendu.",
                en: "\(file) does not come from the expected sender.")
        case .tampered(let file, let frame):
            Phrase(
                fr: "\(file) a été modifié (bloc \(frame)) : rien n'en est lu.",
                en: "\(file) was changed (frame \(frame)): nothing of it is trusted.")
        case .truncated(let file, let frame):
            Phrase(
                fr: "\(file) est coupé après le bloc \(frame) : demandez un nouvel envoi.",
                en: "\(file) is cut short after frame \(frame): ask for it again.")
        case .trailingBytes(let file):
            Phrase(
                fr: "\(file) contient des octets après sa fin.", en: "\(file) holds bytes after its end.")
        default: Phrase(fr: code, en: code)
        }
    }

    private var contentMessage: Phrase {
        switch self {
        case .headerTooLong(let byteCount):
            Phrase(
                fr: "L'en-tête du fichier scellé est trop long : \(byteCount) octets.",
                en: "The header of the sealed file is too long: \(byteCount) bytes.")
        case .headerUnreadable(let file):
            Phrase(fr: "L'en-tête de \(file) est illisible.", en: "The header of \(file) cannot be read.")
        case .recordUnreadable(let file, let line):
            Phrase(
                fr: "\(file), ligne \(line) : enregistrement illisible.",
                en: "\(file), line \(line): the record cannot be read.")
        case .recordTooLong(let file, let line):
            Phrase(
                fr: "\(file), ligne \(line) : enregistrement trop long.",
                en: "\(file), line \(line): the record is too long.")
        default: Phrase(fr: code, en: code)
        }
    }

    private var fileMessage: Phrase {
        switch self {
        case .keyFileUnreadable(let file):
            Phrase(fr: "\(file) n'est pas un fichier de clé.", en: "\(file) is not a key file.")
        case .keyFileOpenToOthers(let file):
            Phrase(
                fr: "La clé privée \(file) est lisible par d'autres : limitez-la à son propriétaire (chmod 600).",
                en: "The private key \(file) can be read by others: limit it to its owner (chmod 600).")
        case .keyFileExists(let file):
            Phrase(
                fr: "\(file) existe déjà : une clé n'est jamais écrasée.",
                en: "\(file) already exists: a key is never overwritten.")
        case .fileMissing(let file):
            Phrase(fr: "\(file) est introuvable.", en: "\(file) cannot be found.")
        case .cannotRead(let file, let reason):
            Phrase(fr: "Lecture impossible de \(file) : \(reason).", en: "Cannot read \(file): \(reason).")
        case .cannotWrite(let file, let reason):
            Phrase(fr: "Écriture impossible de \(file) : \(reason).", en: "Cannot write \(file): \(reason).")
        case .cryptography(let reason):
            Phrase(
                fr: "La bibliothèque cryptographique a échoué : \(reason).",
                en: "The cryptographic library failed: \(reason).")
        default: Phrase(fr: code, en: code)
        }
    }
}
