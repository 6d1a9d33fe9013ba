package import Feasibility
import HealthModel

/// The ready-made eligibility questions.
package struct QuestionsPage: Sendable {
    package let questions: [EligibilityQuestion]

    package init(questions: [EligibilityQuestion]) { self.questions = questions }

    package var layout: Layout {
        Layout(
            title: Phrase(fr: "Questions d'éligibilité", en: "Eligibility questions"), place: .questions
        ) { language in
            """
            <h1>\(Phrase(fr: "Questions d'éligibilité", en: "Eligibility questions").words(language))</h1>
            <p class="lead">\(Phrase(
                fr: "Combien de personnes pourraient entrer dans cet essai\u{00A0}? Chaque question est une définition au format "
                    + "ouvert OHDSI (Circe), comptée sur la version la plus récente.",
                en: "How many people could enter this trial? Each question is a definition in the open OHDSI format (Circe), "
                    + "counted on the newest release."
            ).words(language))</p>
            <p><a href="\(Links.builder.path(language))">\(Phrase(
                fr: "Composer votre propre question", en: "Compose your own question").words(language))</a></p>
            <ul class="cards">
            \(questions.map { question in
                """
                <li><h2><a href="\(Links.question(name: question.name).path(language))">\(question.title.words(language))</a></h2>
                <p>\(question.explanation.words(language))</p>
                <p><a href="\(Links.builderFrom(question: question.name).path(language))">\(Phrase(
                    fr: "Ouvrir dans le compositeur", en: "Open in the builder").words(language))\
                <span class="unseen"> – \(question.title.words(language))</span></a></p></li>
                """ as HTML
            })
            </ul>
            """
        }
    }
}
