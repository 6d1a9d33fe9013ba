package import HealthModel

/// Why an intake, a withdrawal or a publication could not be done.
package enum IntakeError: HubError, Equatable {
    case sourceUnknown(name: String)
    case deliveryUnreadable(path: String, reason: String)
    case fileMissing(file: String)
    case fileChanged(file: String)
    case deliveryConflict(source: String, delivery: String)
    case deliveryUnknown(source: String, delivery: String)
    case crosswalkMismatch(reason: String)
    case tooLarge(file: String, limitBytes: Int)
    case tooManyFiles(limit: Int)
    case nothingToPublish
    case releaseNameTaken(name: String)
    case nameInvalid(name: String)
    case hubBusy
    case stagingFailed(file: String, detail: String)
    case mappingFailed(source: String, step: String, detail: String)
    case storeDamaged(detail: String)

    package var code: String { "intake." + details.code }
    package var kind: HubErrorKind { details.kind }
    package var message: Phrase { details.message }

    private var details: (code: String, kind: HubErrorKind, message: Phrase) {
        switch self {
        case .sourceUnknown(let name):
            (
                "source-unknown", .notFound,
                Phrase(
                    fr: "La source « \(name) » n'est pas décrite. `hub sources` donne la liste.",
                    en: "The source \"\(name)\" is not described. `hub sources` lists those that are.")
            )
        case .deliveryUnreadable(let path, let reason):
            (
                "delivery-unreadable", .badInput,
                Phrase(
                    fr: "La livraison \(path) ne peut pas être lue : \(reason).",
                    en: "The delivery \(path) cannot be read: \(reason).")
            )
        case .fileMissing(let file):
            (
                "file-missing", .badInput,
                Phrase(
                    fr: "Le fichier \(file) annoncé par delivery.json est absent.",
                    en: "The file \(file) announced by delivery.json is missing.")
            )
        case .fileChanged(let file):
            (
                "file-changed", .badInput,
                Phrase(
                    fr:
                        "Le fichier \(file) n'a pas l'empreinte annoncée : livraison tronquée ou modifiée. Refaire l'envoi.",
                    en: "The file \(file) does not have the announced digest: truncated or changed. Send it again.")
            )
        case .deliveryConflict(let source, let delivery):
            (
                "delivery-conflict", .conflict,
                Phrase(
                    fr: "La livraison \(delivery) de \(source) existe déjà avec un autre contenu. "
                        + "La retirer (`hub withdraw`) ou donner un autre identifiant.",
                    en: "Delivery \(delivery) of \(source) is already there with other content. "
                        + "Withdraw it (`hub withdraw`) or give another identifier.")
            )
        case .deliveryUnknown(let source, let delivery):
            (
                "delivery-unknown", .notFound,
                Phrase(
                    fr: "Aucune livraison \(delivery) de \(source) n'est en place. `hub deliveries` donne la liste.",
                    en: "No delivery \(delivery) of \(source) is in place. `hub deliveries` lists them.")
            )
        case .crosswalkMismatch(let reason):
            (
                "crosswalk-mismatch", .badInput,
                Phrase(
                    fr: "La table de passage ne correspond pas à la livraison : \(reason).",
                    en: "The crosswalk does not belong to the delivery: \(reason).")
            )
        case .tooLarge(let file, let limitBytes):
            (
                "file-too-large", .limit,
                Phrase(
                    fr: "Le fichier \(file) dépasse \(limitBytes) octets. Le livrer en plusieurs fois.",
                    en: "The file \(file) exceeds \(limitBytes) bytes. Deliver it in parts.")
            )
        case .tooManyFiles(let limit):
            (
                "too-many-files", .limit,
                Phrase(
                    fr: "La livraison compte plus de \(limit) fichiers.",
                    en: "The delivery holds more than \(limit) files.")
            )
        case .nothingToPublish:
            (
                "nothing-to-publish", .conflict,
                Phrase(
                    fr: "Aucune livraison acceptée : rien à publier.",
                    en: "No delivery is accepted: nothing to publish.")
            )
        case .releaseNameTaken(let name):
            (
                "release-name-taken", .conflict,
                Phrase(
                    fr: "Une version nommée \(name) existe déjà ; une version ne change jamais.",
                    en: "A release named \(name) exists already; a release never changes.")
            )
        case .nameInvalid(let name):
            (
                "name-invalid", .badInput,
                Phrase(
                    fr: "« \(name) » : lettres, chiffres, point, tiret et souligné seulement, 64 caractères au plus.",
                    en: "\"\(name)\": letters, digits, dot, dash and underscore only, 64 characters at most.")
            )
        case .hubBusy:
            (
                "hub-busy", .conflict,
                Phrase(
                    fr: "Une autre prise en charge ou publication est en cours. Attendre qu'elle finisse.",
                    en: "Another intake or publication is under way. Wait until it ends.")
            )
        case .stagingFailed(let file, let detail):
            (
                "staging-failed", .badInput,
                Phrase(
                    fr: "Le fichier \(file) n'a pas pu être chargé (\(detail)).",
                    en: "The file \(file) could not be loaded (\(detail)).")
            )
        case .mappingFailed(let source, let step, let detail):
            (
                "mapping-failed", .damaged,
                Phrase(
                    fr: "Le passage de \(source) vers OMOP a échoué à l'étape \(step) (\(detail)).",
                    en: "Mapping \(source) to OMOP failed at step \(step) (\(detail)).")
            )
        case .storeDamaged(let detail):
            (
                "store-damaged", .damaged,
                Phrase(
                    fr: "Les registres de la plateforme sont illisibles (\(detail)).",
                    en: "The hub's own records cannot be read (\(detail)).")
            )
        }
    }
}
