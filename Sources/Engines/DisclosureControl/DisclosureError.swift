package import HealthModel

/// Why disclosure control cannot do its work; a withheld figure is an answer, not an error.
package enum DisclosureError: HubError, Equatable {
    /// A policy that would protect nobody.
    case badPolicy(String)
    case negativeCount
    /// The rows of a table do not have one count per column.
    case unevenTable
    case tooManyCells(maximum: Int)
    /// The steps of an attrition must not grow.
    case growingSteps

    package var code: String {
        switch self {
        case .badPolicy: "disclosure.bad-policy"
        case .negativeCount: "disclosure.negative-count"
        case .unevenTable: "disclosure.uneven-table"
        case .tooManyCells: "disclosure.too-many-cells"
        case .growingSteps: "disclosure.growing-steps"
        }
    }

    package var kind: HubErrorKind {
        if case .tooManyCells = self { return .limit }
        return .badInput
    }

    package var message: Phrase {
        switch self {
        case .badPolicy(let rule):
            Phrase(
                fr: "La politique de divulgation est invalide (\(rule)).",
                en: "The disclosure policy is invalid (\(rule)).")
        case .negativeCount: Phrase(fr: "Un effectif est négatif.", en: "A count is negative.")
        case .unevenTable:
            Phrase(
                fr: "Les lignes du tableau n’ont pas toutes le même nombre de cases.",
                en: "The rows of the table do not all have the same number of cells.")
        case .tooManyCells(let maximum):
            Phrase(fr: "Le tableau dépasse \(maximum) cases.", en: "The table has more than \(maximum) cells.")
        case .growingSteps:
            Phrase(
                fr: "Un effectif augmente d’une étape à la suivante.", en: "A count grows from one step to the next.")
        }
    }
}
