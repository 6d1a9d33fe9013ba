package import HealthModel

/// Why the lake refused or failed.
package enum LakeError: HubError, Equatable {
    /// Letters, digits, `.`, `_` and `-`, not starting with a dot, at most 80.
    case nameInvalid(name: String)
    case releaseExists(name: String)
    case releaseUnknown(name: String)
    /// The manifest cannot be read.
    case manifestDamaged(release: String)
    /// A document is missing, or not what was published.
    case documentDamaged(release: String, path: String)
    /// A select gave a row whose delivery is null.
    case deliveryMissing(table: String)
    /// More files than a release may list.
    case tooManyFiles(limit: Int)
    case alreadyPublished(name: String)

    package var code: String { details.code }
    package var kind: HubErrorKind { details.kind }
    package var message: Phrase { details.message }

    private var details: (code: String, kind: HubErrorKind, message: Phrase) {
        switch self {
        case .nameInvalid(let name):
            (
                "lake.name-invalid", .badInput,
                Phrase(
                    fr: "« \(name) » ne peut nommer une version : lettres, chiffres, point, tiret, 80 signes au plus.",
                    en: "“\(name)” cannot name a release: letters, digits, dot, dash, 80 characters at most.")
            )
        case .releaseExists(let name):
            (
                "lake.release-exists", .conflict,
                Phrase(
                    fr: "La version \(name) existe déjà ; une version ne change jamais. Choisir un autre nom.",
                    en: "Release \(name) already exists; a release never changes. Choose another name.")
            )
        case .releaseUnknown(let name):
            (
                "lake.release-unknown", .notFound,
                Phrase(fr: "La version \(name) n’existe pas.", en: "Release \(name) does not exist.")
            )
        case .manifestDamaged(let release):
            (
                "lake.manifest-damaged", .damaged,
                Phrase(
                    fr: "Le manifeste de la version \(release) est illisible : la restaurer d’une sauvegarde.",
                    en: "The manifest of release \(release) cannot be read: restore it from a backup.")
            )
        case .documentDamaged(let release, let path):
            (
                "lake.document-damaged", .damaged,
                Phrase(
                    fr: "Le document \(path) de la version \(release) n’est plus celui qui a été publié.",
                    en: "The document \(path) of release \(release) is not what was published.")
            )
        case .deliveryMissing(let table):
            (
                "lake.delivery-missing", .damaged,
                Phrase(
                    fr: "Des lignes de la table \(table) n’ont pas de livraison d’origine.",
                    en: "Rows of table \(table) have no delivery of origin.")
            )
        case .tooManyFiles(let limit):
            (
                "lake.too-many-files", .limit,
                Phrase(
                    fr: "La version compterait plus de \(limit) fichiers.",
                    en: "The release would have more than \(limit) files.")
            )
        case .alreadyPublished(let name):
            (
                "lake.already-published", .conflict,
                Phrase(
                    fr: "La version \(name) est déjà publiée ou abandonnée.",
                    en: "Release \(name) is already published or given up.")
            )
        }
    }
}
