package import HealthModel

/// What keeps the surfaces from answering.
package enum HubServerError: HubError, Equatable {
    case noRelease
    case keyHolderUnknown
    case questionUnknown
    case homeUnusable

    package var code: String {
        switch self {
        case .noRelease: "hub.no-release"
        case .keyHolderUnknown: "hub.keyholder-unknown"
        case .questionUnknown: "hub.question-unknown"
        case .homeUnusable: "hub.home-unusable"
        }
    }

    package var kind: HubErrorKind { self == .homeUnusable ? .badInput : .notFound }

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
        case .questionUnknown:
            Phrase(fr: "Cette question n'existe pas.", en: "This question does not exist.")
        }
    }
}
