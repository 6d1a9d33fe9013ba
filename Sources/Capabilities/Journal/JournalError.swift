package import HealthModel

/// What can go wrong with the journal.
package enum JournalError: HubError, Equatable {
    /// An entry's canonical bytes are longer than the format can hold.
    case entryTooLong(byteCount: Int)
    /// A word of an entry breaks a rule; the field is named, its content never is.
    case entryMalformed(field: String)
    /// One call brings more entries than a commit may hold.
    case batchTooLarge(entryCount: Int)
    /// More entries wait for the disk than the journal accepts.
    case tooManyWaiting(entryCount: Int)
    /// An earlier write failed: nothing more is accepted until the journal is opened again.
    case stopped
    /// The files contradict each other or the signed checkpoint.
    case damaged(file: String, reason: Damage)
    /// The sequence number or size asked for is not in the journal.
    case unknownSequence(Int)
    /// The signing or verification key cannot be read.
    case badKey
    /// The origin is empty, too long, or holds a blank or a plus sign.
    case badOrigin
    /// A text is not a checkpoint signed by the key.
    case badCheckpoint
    /// The operating system refused an operation on a file.
    case disk(operation: String, file: String, errno: Int32)

    /// How files contradict each other.
    package enum Damage: String, Sendable {
        case missing
        case length
        case unreadable
        case root
        case rollback
        case signature
    }

    package var code: String {
        switch self {
        case .entryTooLong: "journal.entry-too-long"
        case .entryMalformed: "journal.entry-malformed"
        case .batchTooLarge: "journal.batch-too-large"
        case .tooManyWaiting: "journal.too-many-waiting"
        case .stopped: "journal.stopped"
        case .damaged: "journal.damaged"
        case .unknownSequence: "journal.sequence-unknown"
        case .badKey: "journal.key-bad"
        case .badOrigin: "journal.origin-bad"
        case .badCheckpoint: "journal.checkpoint-bad"
        case .disk: "journal.disk"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .entryTooLong, .batchTooLarge, .tooManyWaiting: .limit
        case .entryMalformed, .badKey, .badOrigin, .badCheckpoint: .badInput
        case .damaged: .damaged
        case .unknownSequence: .notFound
        case .stopped, .disk: .surroundings
        }
    }

    package var message: Phrase {
        switch self {
        case .entryTooLong(let byteCount):
            Phrase(
                fr: "Une entrée du journal fait \(byteCount) octets ; la limite est \(JournalEntry.byteCountMax).",
                en: "A journal entry has \(byteCount) bytes; the limit is \(JournalEntry.byteCountMax).")
        case .entryMalformed(let field):
            Phrase(
                fr: "Le champ « \(field) » d'une entrée du journal n'est pas acceptable.",
                en: "The field \"\(field)\" of a journal entry is not acceptable.")
        case .batchTooLarge(let count):
            Phrase(
                fr: "\(count) entrées en un appel ; la limite est \(Journal.batchEntryCountMax).",
                en: "\(count) entries in one call; the limit is \(Journal.batchEntryCountMax).")
        case .tooManyWaiting(let count):
            Phrase(
                fr: "\(count) entrées attendent déjà le disque. Réessayez plus tard.",
                en: "\(count) entries already wait for the disk. Try again later.")
        case .stopped:
            Phrase(
                fr: "Une écriture du journal a échoué : il n'accepte plus rien avant d'être rouvert.",
                en: "A write of the journal failed: it accepts nothing more until it is opened again.")
        case .damaged(let file, let reason):
            Phrase(
                fr: "Le journal est abîmé (\(file) : \(reason.rawValue)). Lancez la vérification du journal.",
                en: "The journal is damaged (\(file): \(reason.rawValue)). Run the verification of the journal.")
        case .unknownSequence(let sequence):
            Phrase(
                fr: "Le journal n'a pas d'entrée ou de taille \(sequence).",
                en: "The journal has no entry or size \(sequence).")
        case .badKey:
            Phrase(fr: "La clé du journal est illisible.", en: "The journal's key cannot be read.")
        case .badOrigin:
            Phrase(
                fr: "Le nom du journal doit avoir de 1 à \(NoteKey.nameByteCountMax) octets, sans blanc ni « + ».",
                en: "The journal's name must have 1 to \(NoteKey.nameByteCountMax) bytes, no blank and no \"+\".")
        case .badCheckpoint:
            Phrase(
                fr: "Ce point de contrôle n'est pas signé par la clé du journal.",
                en: "This checkpoint is not signed by the journal's key.")
        case .disk(let operation, let file, let errno):
            Phrase(
                fr: "Le disque a refusé « \(operation) » sur \(file) (errno \(errno)).",
                en: "The disk refused \"\(operation)\" on \(file) (errno \(errno)).")
        }
    }
}
