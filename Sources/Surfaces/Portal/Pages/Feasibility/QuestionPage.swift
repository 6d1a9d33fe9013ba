import DisclosureControl
package import Feasibility
import HealthModel

/// One question: the answer, who remains after each rule, and the definition to take away.
package struct QuestionPage: Sendable {
    package let question: EligibilityQuestion
    package let answer: EligibilityAnswer

    package init(question: EligibilityQuestion, answer: EligibilityAnswer) {
        self.question = question
        self.answer = answer
    }

    package var layout: Layout {
        Layout(title: question.title, place: .question(name: question.name)) { language in
            """
            <p><a href="\(Links.questions.path(language))">← \(Phrase(
                fr: "Questions d'éligibilité", en: "Eligibility questions").words(language))</a></p>
            <h1>\(question.title.words(language))</h1>
            <p class="lead">\(question.explanation.words(language))</p>
            <p class="answer"><strong>\(answer.persons.words(language))</strong>
            \(answerWords(language)) <a href="\(Links.dataset(release: answer.release).path(language))">\(answer.release)</a></p>
            \(attrition(language))
            <p><a href="\(Links.characterisation(name: question.name, against: nil).path(language))">\(Phrase(
                fr: "Qui sont-ils ? Description de la cohorte", en: "Who are they? Description of the cohort"
            ).words(language))</a></p>
            <h2>\(Phrase(fr: "Définition", en: "Definition").words(language))</h2>
            <p><a href="\(Links.questionDefinition(name: question.name).path(language))">\(Phrase(
                fr: "Télécharger la définition (Circe JSON)", en: "Download the definition (Circe JSON)").words(language))</a>
            · <a href="\(Links.builderFrom(question: question.name).path(language))">\(Phrase(
                fr: "Ouvrir dans le compositeur", en: "Open in the builder").words(language))</a>
            · SHA-256 <code>\(answer.definitionDigest)</code></p>
            """
        }
    }

    private func answerWords(_ language: Language) -> String {
        switch answer.persons.value {
        case .exactlyRounded:
            Phrase(fr: "personnes éligibles environ, sur la version", en: "eligible persons or so, on release")
                .words(language)
        case .withheld(let reason):
            reason.words(language) + " " + Phrase(fr: "Version", en: "Release").words(language)
        }
    }

    private func attrition(_ language: Language) -> HTML {
        let steps = answer.steps.value
        let title = Phrase(fr: "Qui reste après chaque règle", en: "Who remains after each rule")
        return """
            <h2>\(title.words(language))</h2>
            \(Chart.bars(
                steps.enumerated().map { Chart.Bar(label: label($0, $1).words(language), value: $1.persons.number) }, title: title,
                language: language))
            <div class="scroll"><table><thead><tr><th>\(Phrase(fr: "Règle", en: "Rule").words(language))</th>
            <th class="n">\(Phrase(fr: "Personnes restantes", en: "Persons remaining").words(language))</th>
            <th class="n">\(Phrase(fr: "Écartées par elle seule", en: "Kept out by it alone").words(language))</th></tr></thead>
            <tbody>
            \(steps.enumerated().map { position, step in row(position, step, language) })
            </tbody></table></div>
            """
    }

    /// A rule's name in both languages where the question gives it; the definition's own name otherwise.
    private func label(_ position: Int, _ step: ReleasableStep) -> Phrase {
        question.ruleTitles.indices.contains(position - 1) && position < answer.steps.value.count - 1
            ? question.ruleTitles[position - 1] : step.label
    }

    private func row(_ position: Int, _ step: ReleasableStep, _ language: Language) -> HTML {
        let rule = position - 1
        let alone =
            answer.keptOutByOneRule.indices.contains(rule) && position < answer.steps.value.count - 1
            ? answer.keptOutByOneRule[rule].words(language) : "–"
        let note: HTML = step.note.map { "<br><small>\($0.words(language))</small>" } ?? .empty
        return """
            <tr><td>\(label(position, step).words(language))\(note)</td>
            <td class="n">\(Chart.number(step.persons.number, language))</td><td class="n">\(alone)</td></tr>
            """
    }
}
