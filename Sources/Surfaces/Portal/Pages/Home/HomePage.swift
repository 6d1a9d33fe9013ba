package import DisclosureControl
package import HealthModel

/// The front page: what the hub is, what it holds now, where to go.
package struct HomePage: Sendable {
    /// What the latest release offers; nil before the first publication.
    package struct Summary: Sendable {
        package let release: String
        package let persons: Releasable<ReleasableCount>
        package let sources: [Phrase]

        package init(release: String, persons: Releasable<ReleasableCount>, sources: [Phrase]) {
            self.release = release
            self.persons = persons
            self.sources = sources
        }
    }

    package let summary: Summary?

    package init(summary: Summary?) { self.summary = summary }

    package var layout: Layout {
        Layout(title: Phrase(fr: "Accueil", en: "Home"), place: .home) { language in
            """
            <h1>\(Phrase(
                fr: "Les données de santé, réunies sans nom", en: "Health data, brought together without names"
            ).words(language))</h1>
            <p class="lead">\(Phrase(
                fr: "Plusieurs bases de santé, un seul format ouvert (OMOP CDM 5.4), les enregistrements d'une même personne "
                    + "rapprochés par un tiers de confiance, et des réponses qui ne désignent personne.",
                en: "Several health databases, one open format (OMOP CDM 5.4), the records of one person matched by a trusted "
                    + "third party, and answers that point at nobody."
            ).words(language))</p>
            \(figures(language))
            <ul class="cards">
            \(HomePage.cards.map { card in
                """
                <li><h2><a href="\(card.link.path(language))">\(card.title.words(language))</a></h2>
                <p>\(card.text.words(language))</p></li>
                """ as HTML
            })
            </ul>
            """
        }
    }

    private func figures(_ language: Language) -> HTML {
        guard let summary else {
            return """
                <p>\(Phrase(
                    fr: "Aucune version n'est encore publiée.", en: "No release is published yet.").words(language))</p>
                """
        }
        return """
            <dl class="figures">
            <div><dt>\(Phrase(fr: "Personnes", en: "People").words(language))</dt>
            <dd>\(summary.persons.words(language))</dd></div>
            <div><dt>\(Phrase(fr: "Bases réunies", en: "Databases joined").words(language))</dt>
            <dd>\(summary.sources.count)</dd></div>
            <div><dt>\(Phrase(fr: "Version", en: "Release").words(language))</dt>
            <dd><a href="\(Links.dataset(release: summary.release).path(language))">\(summary.release)</a></dd></div>
            </dl>
            """
    }

    private static let cards: [(link: Links, title: Phrase, text: Phrase)] = [
        (
            .catalogue, Phrase(fr: "Catalogue", en: "Catalogue"),
            Phrase(
                fr: "Ce qui existe\u{00A0}: jeux de données, tables, variables, effectifs par année et par âge.",
                en: "What exists: datasets, tables, variables, counts by year and by age.")
        ),
        (
            .questions, Phrase(fr: "Questions d'éligibilité", en: "Eligibility questions"),
            Phrase(
                fr: "Combien de patients pour un essai\u{00A0}? La réponse, règle après règle.",
                en: "How many patients for a trial? The answer, rule after rule.")
        ),
        (
            .journal, Phrase(fr: "Journal", en: "Journal"),
            Phrase(
                fr: "Ce qui a été fait, dans un registre que personne ne peut réécrire.",
                en: "What was done, in a log that nobody can rewrite.")
        ),
    ]
}
