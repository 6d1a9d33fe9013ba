package import HealthModel

/// Why eligibility questions cannot be read or answered. Refusals to tell a figure are answers, not errors.
package enum FeasibilityError: HubError, Equatable {
    /// The folder of questions has no readable list.
    case questionsDamaged(file: String)
    /// A definition's number is the digits its file name starts with.
    case fileWithoutNumber(file: String)
    case numberTwice(number: Int, file: String)
    case tooManyFiles(maximum: Int)
    case unreadable(file: String)
    case unwritable(file: String)

    package var code: String {
        switch self {
        case .questionsDamaged: "feasibility.questions-damaged"
        case .fileWithoutNumber: "feasibility.file-without-number"
        case .numberTwice: "feasibility.number-twice"
        case .tooManyFiles: "feasibility.too-many-files"
        case .unreadable: "feasibility.unreadable"
        case .unwritable: "feasibility.unwritable"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .questionsDamaged: .damaged
        case .fileWithoutNumber, .numberTwice: .badInput
        case .tooManyFiles: .limit
        case .unreadable: .notFound
        case .unwritable: .surroundings
        }
    }

    package var message: Phrase {
        switch self {
        case .questionsDamaged(let file):
            Phrase(
                fr: "La liste des questions \(file) est illisible.", en: "The list of questions \(file) cannot be read."
            )
        case .fileWithoutNumber(let file):
            Phrase(
                fr: "Le nom du fichier \(file) ne contient pas de numéro de cohorte.",
                en: "The name of file \(file) holds no cohort number.")
        case .numberTwice(let number, let file):
            Phrase(
                fr: "Le numéro de cohorte \(number) (\(file)) est déjà pris par un autre fichier.",
                en: "The cohort number \(number) (\(file)) is taken by another file already.")
        case .tooManyFiles(let maximum):
            Phrase(fr: "Plus de \(maximum) fichiers à la fois.", en: "More than \(maximum) files at once.")
        case .unreadable(let file): Phrase(fr: "Le fichier \(file) est illisible.", en: "File \(file) cannot be read.")
        case .unwritable(let file):
            Phrase(fr: "Le fichier \(file) ne peut être écrit.", en: "File \(file) cannot be written.")
        }
    }
}
