package import HealthModel

/// Why the key holder refuses or fails. Never holds a trait, a hash or a pseudonym.
package enum IdentityVaultError: HubError, Equatable {
    case custodianNameInvalid
    case sameCustodian(name: String)
    case ceremonyComplete
    /// The pseudonym key needs the shares of two custodians.
    case keyIncomplete(shareCount: Int)
    /// A share file is not the one that was contributed.
    case shareChanged(custodian: String)
    case shareMissing(custodian: String)
    /// The same delivery was received before with another content.
    case deliveryDiffers(source: String, delivery: String)
    /// The same delivery was answered before, to another hub key.
    case answeredToAnotherKey(source: String, delivery: String)
    case answerLost(source: String, delivery: String)
    case deliveryUnknown(source: String, delivery: String)
    case deliveryNameInvalid
    /// The sealed file changed between two readings.
    case fileChanged(file: String)
    case tooManyMerges(count: Int)
    case registerFailed(reason: String)
    case workDamaged
    case reviewerNameInvalid
    case reviewUnknown(number: Int)
    /// The item is settled, or the reviewer decided already.
    case reviewClosed(number: Int)
    /// Somebody else decided meanwhile, or the reviewer did not decide.
    case reviewNotUndoable(number: Int)
    /// No person of the register has the pseudonym.
    case personUnknown
    /// Nothing was ever merged into the person, nor given to it by evidence.
    case personIsWhole

    package var code: String {
        switch self {
        case .custodianNameInvalid: "vault.custodian-name-invalid"
        case .sameCustodian: "vault.same-custodian"
        case .ceremonyComplete: "vault.ceremony-complete"
        case .keyIncomplete: "vault.key-incomplete"
        case .shareChanged: "vault.share-changed"
        case .shareMissing: "vault.share-missing"
        case .deliveryDiffers: "vault.delivery-differs"
        case .answeredToAnotherKey: "vault.answered-to-another-key"
        case .answerLost: "vault.answer-lost"
        case .deliveryUnknown: "vault.delivery-unknown"
        case .deliveryNameInvalid: "vault.delivery-name-invalid"
        case .fileChanged: "vault.file-changed"
        case .tooManyMerges: "vault.too-many-merges"
        case .registerFailed: "vault.register-failed"
        case .workDamaged: "vault.work-damaged"
        case .reviewerNameInvalid: "vault.reviewer-name-invalid"
        case .reviewUnknown: "vault.review-unknown"
        case .reviewClosed: "vault.review-closed"
        case .reviewNotUndoable: "vault.review-not-undoable"
        case .personUnknown: "vault.person-unknown"
        case .personIsWhole: "vault.person-is-whole"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .custodianNameInvalid, .deliveryNameInvalid, .reviewerNameInvalid: .badInput
        case .sameCustodian, .ceremonyComplete, .keyIncomplete: .refused
        case .deliveryDiffers, .answeredToAnotherKey, .fileChanged, .reviewClosed, .reviewNotUndoable, .personIsWhole:
            .conflict
        case .shareChanged, .answerLost, .workDamaged: .damaged
        case .shareMissing, .deliveryUnknown, .reviewUnknown, .personUnknown: .notFound
        case .tooManyMerges: .limit
        case .registerFailed: .surroundings
        }
    }

    package var message: Phrase {
        switch self {
        case .custodianNameInvalid, .sameCustodian, .ceremonyComplete, .keyIncomplete, .shareChanged, .shareMissing:
            custodyMessage
        case .reviewerNameInvalid, .reviewUnknown, .reviewClosed, .reviewNotUndoable, .personUnknown, .personIsWhole:
            reviewMessage
        default: deliveryMessage
        }
    }
}

// MARK: - Words

extension IdentityVaultError {
    private var custodyMessage: Phrase {
        switch self {
        case .custodianNameInvalid:
            Phrase(
                fr: "Le nom du dépositaire doit compter de 1 à 64 lettres, chiffres, tirets ou points.",
                en: "A custodian's name has 1 to 64 letters, digits, dashes or dots.")
        case .sameCustodian(let name):
            Phrase(
                fr: "\(name) a déjà déposé sa part : l'autre part vient d'un autre dépositaire.",
                en: "\(name) has contributed already: the other share comes from another custodian.")
        case .ceremonyComplete:
            Phrase(
                fr: "Les deux parts de la clé sont déjà déposées : une troisième est refusée.",
                en: "Both shares of the key are there already: a third one is refused.")
        case .keyIncomplete(let shareCount):
            Phrase(
                fr: "La clé n'est pas complète : \(shareCount) part sur 2. "
                    + "Chaque dépositaire lance « keyholder keys contribute --custodian NOM ».",
                en: "The key is not complete: \(shareCount) of 2 shares. "
                    + "Each custodian runs \"keyholder keys contribute --custodian NAME\".")
        case .shareChanged(let custodian):
            Phrase(
                fr: "La part de \(custodian) n'est pas celle de la cérémonie : rien n'est fait.",
                en: "The share of \(custodian) is not the one of the ceremony: nothing is done.")
        case .shareMissing(let custodian):
            Phrase(
                fr: "La part de \(custodian) est introuvable : la clé ne peut pas être formée.",
                en: "The share of \(custodian) cannot be found: the key cannot be formed.")
        default: Phrase(fr: code, en: code)
        }
    }

    private var reviewMessage: Phrase {
        switch self {
        case .reviewerNameInvalid:
            Phrase(
                fr: "Le nom du relecteur doit compter de 1 à 64 lettres, chiffres, tirets ou points.",
                en: "A reviewer's name has 1 to 64 letters, digits, dashes or dots.")
        case .reviewUnknown(let number):
            Phrase(fr: "Aucune paire \(number) n'est à relire.", en: "No pair \(number) is in the review queue.")
        case .reviewClosed(let number):
            Phrase(
                fr: "La paire \(number) n'attend pas de décision de ce relecteur.",
                en: "Pair \(number) waits for no decision of this reviewer.")
        case .reviewNotUndoable(let number):
            Phrase(
                fr: "La décision sur la paire \(number) ne peut plus être annulée : seul son auteur le peut, avant la "
                    + "décision suivante.",
                en: "The decision on pair \(number) cannot be undone: only its author can, before the next one.")
        case .personUnknown:
            Phrase(
                fr: "Aucune personne du registre n'a ce pseudonyme.",
                en: "No person of the register has this pseudonym.")
        case .personIsWhole:
            Phrase(
                fr: "Cette personne n'est faite d'aucune réunion ni d'aucun lien par indices : rien à séparer.",
                en: "This person was made by no merge and no link by evidence: there is nothing to take apart.")
        default: Phrase(fr: code, en: code)
        }
    }

    private var deliveryMessage: Phrase {
        switch self {
        case .deliveryDiffers(let source, let delivery):
            Phrase(
                fr: "La livraison \(delivery) de \(source) a déjà été reçue avec un autre contenu : "
                    + "donnez-lui un nouveau nom, ou oubliez d'abord l'ancienne (keyholder forget).",
                en: "Delivery \(delivery) of \(source) was received before with another content: "
                    + "give it a new name, or forget the old one first (keyholder forget).")
        case .answeredToAnotherKey(let source, let delivery):
            Phrase(
                fr: "La livraison \(delivery) de \(source) a déjà reçu sa réponse, scellée pour une autre clé.",
                en: "Delivery \(delivery) of \(source) was answered before, sealed to another key.")
        case .answerLost(let source, let delivery):
            Phrase(
                fr: "La réponse gardée pour la livraison \(delivery) de \(source) manque ou est abîmée : "
                    + "oubliez la livraison (keyholder forget), puis recevez-la de nouveau.",
                en: "The answer kept for delivery \(delivery) of \(source) is missing or damaged: "
                    + "forget the delivery (keyholder forget), then receive it again.")
        case .deliveryUnknown(let source, let delivery):
            Phrase(
                fr: "Aucune livraison \(delivery) de \(source) n'a été reçue.",
                en: "No delivery \(delivery) of \(source) was received.")
        case .deliveryNameInvalid:
            Phrase(
                fr: "L'en-tête ne nomme pas la source et la livraison (de 1 à 128 caractères chacune).",
                en: "The header does not name the source and the delivery (1 to 128 characters each).")
        case .fileChanged(let file):
            Phrase(
                fr: "\(file) a changé pendant sa lecture : rien n'est retenu.",
                en: "\(file) changed while it was read: nothing is kept.")
        case .tooManyMerges(let count):
            Phrase(
                fr: "La livraison réunirait \(count) personnes connues : c'est plus que la limite.",
                en: "The delivery would merge \(count) known persons: more than the limit.")
        case .registerFailed(let reason):
            Phrase(fr: "Le registre a échoué : \(reason).", en: "The register failed: \(reason).")
        case .workDamaged:
            Phrase(
                fr: "Un fichier de travail est abîmé : relancez la réception.",
                en: "A work file is damaged: receive again.")
        default: Phrase(fr: code, en: code)
        }
    }
}
