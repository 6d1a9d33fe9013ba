package import CohortEngine
package import HealthModel

/// "How many patients could enter this trial?": a cohort definition with words for people.
package struct EligibilityQuestion: Sendable, Hashable {
    /// The file's name without its ending, as in addresses: `01-type-2-diabetes-trial`.
    package let name: String
    package let title: Phrase
    package let explanation: Phrase
    package let definition: CohortDefinition
    /// The rules' names in both languages, in order; empty when only the definition's own are known.
    package let ruleTitles: [Phrase]

    package init(
        name: String, title: Phrase, explanation: Phrase, definition: CohortDefinition, ruleTitles: [Phrase] = []
    ) {
        self.name = name
        self.title = title
        self.explanation = explanation
        self.definition = definition
        self.ruleTitles = ruleTitles
    }
}
