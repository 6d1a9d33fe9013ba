package import HealthModel

/// What keeps the surfaces from answering.
package enum HubServerError: HubError, Equatable {
    case noRelease
    case keyHolderUnknown
    case questionUnknown
    case sheetUnknown
    case homeUnusable
    case indexMissing(release: String)
    case indexOfOtherData(release: String)
    case ruleUnknown(count: Int)

    package var code: String {
        switch self {
        case .noRelease: "hub.no-release"
        case .keyHolderUnknown: "hub.keyholder-unknown"
        case .questionUnknown: "hub.question-unknown"
        case .sheetUnknown: "hub.sheet-unknown"
        case .homeUnusable: "hub.home-unusable"
        case .indexMissing: "hub.index-missing"
        case .indexOfOtherData: "hub.index-of-other-data"
        case .ruleUnknown: "hub.rule-unknown"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .homeUnusable, .ruleUnknown: .badInput
        case .indexOfOtherData: .conflict
        case .noRelease, .keyHolderUnknown, .questionUnknown, .sheetUnknown, .indexMissing: .notFound
        }
    }

    package var message: Phrase {
        switch self {
        case .noRelease:
            Phrase(
                fr: "Aucune version n'est publiée : prendre des livraisons en charge, puis `hub publish` "
                    + "(ou `hub import omop`).",
                en: "No release is published: take deliveries in, then `hub publish` (or `hub import omop`).")
        case .keyHolderUnknown:
            Phrase(
                fr: "Ce hub ne connaît pas encore son tiers de confiance : `hub trust keyholder.public`, après avoir "
                    + "comparé l'empreinte au téléphone.",
                en: "This hub does not know its key holder yet: `hub trust keyholder.public`, after comparing the "
                    + "fingerprint by telephone.")
        case .homeUnusable:
            Phrase(
                fr: "Le chemin du dossier ne doit contenir ni *, ni ?, ni [ : DuckDB y verrait un motif.",
                en: "The folder's path must hold no *, ? or [: DuckDB would take it for a pattern.")
        case .indexMissing(let release):
            Phrase(
                fr:
                    "La version \(release) n'a pas encore d'index des patients : `hub index build --release \(release)`.",
                en: "Release \(release) has no patient index yet: `hub index build --release \(release)`.")
        case .indexOfOtherData(let release):
            Phrase(
                fr: "L'index des patients n'est pas celui de la version \(release) telle qu'elle est : "
                    + "`hub index build --release \(release)` le refait.",
                en: "The patient index is not of release \(release) as it is: `hub index build --release \(release)` "
                    + "makes it anew.")
        case .ruleUnknown(let count):
            Phrase(
                fr: "Cette règle n'existe pas : la question en a \(count), numérotées à partir de 1.",
                en: "This rule does not exist: the question has \(count), numbered from 1.")
        case .sheetUnknown:
            Phrase(
                fr: "Cette livraison n'a pas de fiche d'appariement dans cette version.",
                en: "This delivery has no linkage sheet in this release.")
        case .questionUnknown:
            Phrase(
                fr: "Ni une question (`hub cohort list` les nomme) ni un fichier de ce nom.",
                en: "Neither a question (`hub cohort list` names them) nor a file of this name.")
        }
    }
}
