import HealthModel

/// What a verification can find.
enum JournalFlaw: String {
    case checkpointInvalid = "journal.verify.checkpoint-invalid"
    case fileMissing = "journal.verify.file-missing"
    case fileChanged = "journal.verify.file-changed"
    case fileUnexpected = "journal.verify.file-unexpected"
    case rootMismatch = "journal.verify.root-mismatch"
    case truncated = "journal.verify.truncated"
    case rewritten = "journal.verify.rewritten"
    case tailBehind = "journal.verify.tail-behind"
    case tailTorn = "journal.verify.tail-torn"
    case unpublished = "journal.verify.unpublished"
    case unpublishedFile = "journal.verify.unpublished-file"
    case temporaryLeft = "journal.verify.temporary-left"
    case tailMissing = "journal.verify.tail-missing"
    case detailOrphan = "journal.verify.detail-orphan"

    func finding(file: String, count: Int) -> Finding {
        Finding(code: rawValue, severity: severity, file: file, count: count, message: message)
    }

    private var severity: Finding.Severity {
        switch self {
        case .tailTorn, .unpublished, .unpublishedFile, .temporaryLeft: .warning
        case .tailMissing, .detailOrphan: .note
        default: .error
        }
    }

    private var message: Phrase {
        switch self {
        case .checkpointInvalid:
            Phrase(
                fr: "Le point de contrôle n'est pas signé par la clé du journal, ou a été modifié.",
                en: "The checkpoint is not signed by the journal's key, or was changed.")
        case .fileMissing:
            Phrase(fr: "Il manque un fichier du journal.", en: "A file of the journal is missing.")
        case .fileChanged:
            Phrase(
                fr: "Le contenu ne correspond pas aux entrées du journal.",
                en: "The content does not match the entries of the journal.")
        case .fileUnexpected:
            Phrase(fr: "Ce fichier n'appartient pas au journal.", en: "This file does not belong to the journal.")
        case .rootMismatch:
            Phrase(
                fr: "Les entrées ne donnent pas la racine signée : au moins une a été modifiée.",
                en: "The entries do not give the signed root: at least one was changed.")
        case .truncated:
            Phrase(
                fr: "Le journal est plus court que le point de contrôle antérieur : des entrées ont disparu.",
                en: "The journal is shorter than the earlier checkpoint: entries are gone.")
        case .rewritten:
            Phrase(
                fr: "Le journal ne prolonge pas le point de contrôle antérieur : son passé a été réécrit.",
                en: "The journal does not continue the earlier checkpoint: its past was rewritten.")
        case .tailBehind:
            Phrase(
                fr: "Le fichier d'écriture anticipée contredit le point de contrôle.",
                en: "The write-ahead file contradicts the checkpoint.")
        case .tailTorn:
            Phrase(
                fr: "Une écriture interrompue sera retirée à la prochaine ouverture.",
                en: "An interrupted write will be dropped when the journal is next opened.")
        case .unpublished:
            Phrase(
                fr: "Des entrées durables ne sont pas encore publiées ; elles le seront à la prochaine ouverture.",
                en: "Durable entries are not published yet; they will be when the journal is next opened.")
        case .unpublishedFile:
            Phrase(
                fr: "Un fichier d'entrées pas encore publiées est incomplet ; la prochaine ouverture le récrira.",
                en: "A file of entries not yet published is incomplete; the next opening writes it again.")
        case .temporaryLeft:
            Phrase(
                fr: "Un fichier temporaire sera retiré à la prochaine ouverture.",
                en: "A temporary file will be removed when the journal is next opened.")
        case .tailMissing:
            Phrase(
                fr: "Pas de fichier d'écriture anticipée : c'est une copie du journal.",
                en: "No write-ahead file: this is a copy of the journal.")
        case .detailOrphan:
            Phrase(
                fr: "Aucune entrée ne se réfère à ce détail privé ; il peut être effacé.",
                en: "No entry refers to this private detail; it may be erased.")
        }
    }
}
