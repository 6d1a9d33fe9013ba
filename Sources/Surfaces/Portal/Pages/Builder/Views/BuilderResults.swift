package import CohortEngine
import DisclosureControl
package import Feasibility
package import HealthModel

/// The count, the attrition, the warnings and the words of a definition: the part of the builder that refreshes.
package struct BuilderResults: Sendable {
    package enum Outcome: Sendable {
        /// Nobody asked for a count yet.
        case notAsked
        case answered(EligibilityAnswer)
        /// The count was not made, and why.
        case failed(Phrase)
    }

    package let definition: CohortDefinition
    package let outcome: Outcome

    package init(definition: CohortDefinition, outcome: Outcome) {
        self.definition = definition
        self.outcome = outcome
    }

    /// What the script takes to refresh the page: errors of the fields, then the results.
    package func refreshed(errors: [FieldError], _ language: Language) -> HTML {
        """
        <div id="refreshed"><div id="error-summary">\(Self.errorList(errors, language))</div>\(html(language))\
        <input type="hidden" id="current" value="\(BuilderPage.json(definition))"></div>
        """
    }

    /// The errors with links to their fields.
    package static func errorList(_ errors: [FieldError], _ language: Language) -> HTML {
        guard !errors.isEmpty else { return .empty }
        return """
            <div class="errors" role="group" aria-labelledby="errors-title">
            <p id="errors-title"><strong>\(Phrase(fr: "À corriger ; compté sans ces changements :", en: "To correct; counted without these changes:").words(language))</strong></p>
            <ul>\(errors.map { "<li><a href=\"#\($0.field)\">\($0.message.words(language))</a></li>" as HTML })</ul></div>
            """
    }

    func html(_ language: Language) -> HTML {
        """
        <div id="results"\(isPending ? " data-pending=\"1\"" as HTML : .empty)>
        \(headline(language))
        \(steps(language))
        \(warnings(language))
        \(words(language))
        </div>
        """
    }

    private var isPending: Bool { if case .notAsked = outcome { true } else { false } }

    private func headline(_ language: Language) -> HTML {
        func say(_ fr: String, _ en: String) -> String { Phrase(fr: fr, en: en).words(language) }
        switch outcome {
        case .notAsked:
            return
                "<p id=\"headline\">\(say("« Compter » donne l’effectif.", "“Count” gives the number of persons."))</p>"
        case .failed(let reason):
            return "<p id=\"headline\" class=\"errors\">\(reason.words(language))</p>"
        case .answered(let answer):
            let release: HTML = """
                <p class="quiet">\(say("Version", "Release")) <a href="\(Links.dataset(release: answer.release).path(language))">\(answer.release)</a></p>
                """
            switch answer.persons.value {
            case .exactlyRounded:
                return """
                    <p id="headline" class="answer"><strong>\(answer.persons.words(language))</strong>
                    \(say("personnes environ", "persons or so"))</p>\(release)
                    """
            case .withheld(let reason):
                return """
                    <p id="headline" class="answer"><strong>\(say("Non communiqué", "Withheld"))</strong>
                    \(reason.words(language))</p>\(release)\(Self.why(language))
                    """
            }
        }
    }

    private static func why(_ language: Language) -> HTML {
        """
        <details><summary>\(Phrase(fr: "Pourquoi un effectif n’est pas communiqué", en: "Why a count is withheld").words(language))</summary>
        <p>\(Phrase(
            fr: "Un petit effectif peut désigner quelqu’un. Sous 11 personnes, rien n’est donné, pas même zéro ; il en va de même quand presque toute la population y serait. Les autres effectifs sont arrondis au multiple de 5, et une règle qui écarte moins de 11 personnes répète l’effectif précédent. Élargissez une condition, ou demandez un accès aux données.",
            en: "A small count can point at somebody. Below 11 persons nothing is given, not even zero; the same holds when nearly the whole population would be in. Other counts are rounded to a multiple of 5, and a rule that keeps out fewer than 11 persons repeats the count before it. Widen a condition, or ask for access to the data."
        ).words(language))</p></details>
        """
    }

    private func steps(_ language: Language) -> HTML {
        guard case .answered(let answer) = outcome else { return .empty }
        let steps = answer.steps.value
        let widest = max(1, steps.compactMap(\.persons.number).max() ?? 1)
        return """
            <h3>\(Phrase(fr: "Qui reste après chaque règle", en: "Who remains after each rule").words(language))</h3>
            <ol class="steps">
            \(steps.enumerated().map { place, step in self.step(place, step, answer, widest, language) })
            </ol>
            <p class="quiet"><small>\(Phrase(
                fr: "Des personnes, non des événements : reste qui a un événement d’entrée remplissant toutes les règles jusque-là. « Écartées par elle seule » regarde l’événement de la personne qui remplit le plus de règles.",
                en: "Persons, not events: who has an entry event that meets all rules so far remains. “Kept out by it alone” looks at the person’s event that meets most rules."
            ).words(language))</small></p>
            """
    }

    private func step(
        _ place: Int, _ step: ReleasableStep, _ answer: EligibilityAnswer, _ widest: Int, _ language: Language
    ) -> HTML {
        let rule = place - 1
        let isRule = answer.keptOutByOneRule.indices.contains(rule) && place < answer.steps.value.count - 1
        let alone: HTML =
            isRule && answer.keptOutByOneRule.count > 1
            ? """
            <small class="quiet">\(Phrase(fr: "écartées par elle seule :", en: "kept out by it alone:").words(language)) \(answer.keptOutByOneRule[rule].words(language))</small>
            """ : .empty
        let width = (step.persons.number ?? 0) * 100 / widest
        let number =
            step.persons.number.map { Chart.number($0, language) }
            ?? Phrase(fr: "non communiqué", en: "withheld").words(language)
        let note = self.note(place, answer.steps.value).map { "<small>\($0.words(language))</small>" as HTML }
        return """
            <li><span class="label">\(step.label.words(language))</span> <b>\(number)</b>
            <svg class="stepbar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="\(step.persons.number == nil ? "withheld" : "bar")" width="\(max(1, width))" height="6"></rect></svg>\
            \(alone)\(note)</li>
            """
    }

    /// Why a figure is withheld or repeats the one before; said in full the first time.
    private func note(_ place: Int, _ steps: [ReleasableStep]) -> Phrase? {
        func reason(_ step: ReleasableStep) -> Phrase? {
            if case .withheld(let reason) = step.persons { return reason }
            return step.note
        }
        guard let own = reason(steps[place]) else { return nil }
        return place > 0 && reason(steps[place - 1]) == own
            ? Phrase(fr: "Même remarque que ci-dessus.", en: "Same remark as above.") : own
    }

    private func warnings(_ language: Language) -> HTML {
        let findings = definition.check().sorted
        guard !findings.isEmpty else { return .empty }
        return """
            <h3>\(Phrase(fr: "À vérifier", en: "To check").words(language))</h3>
            <ul class="warnings">\(findings.map { "<li>\($0.message.words(language))</li>" as HTML })</ul>
            """
    }

    private func words(_ language: Language) -> HTML {
        """
        <details><summary>\(Phrase(fr: "Toute la définition en mots", en: "The whole definition in words").words(language))</summary>
        \(DefinitionWords.parts(definition).map { part in
            """
            <h4>\(part.heading.words(language))</h4><ul>\(part.lines.map { "<li>\($0.words(language))</li>" as HTML })</ul>
            """ as HTML
        })
        </details>
        """
    }
}
