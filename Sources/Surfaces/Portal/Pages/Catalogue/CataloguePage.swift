package import Catalogue
import HealthModel

/// What exists: every published release.
package struct CataloguePage: Sendable {
    package let datasets: [DatasetView]

    package init(datasets: [DatasetView]) { self.datasets = datasets }

    package var layout: Layout {
        Layout(title: Phrase(fr: "Catalogue", en: "Catalogue"), place: .catalogue) { language in
            """
            <h1>\(Phrase(fr: "Catalogue", en: "Catalogue").words(language))</h1>
            <p class="lead">\(Phrase(
                fr: "Chaque jeu de données est une version qui ne change plus : un résultat peut toujours dire sur quelle "
                    + "version il a été obtenu.",
                en: "Each dataset is a release that no longer changes: a result can always name the release that it comes from."
            ).words(language))</p>
            \(datasets.isEmpty ? empty(language) : cards(language))
            """
        }
    }

    private func empty(_ language: Language) -> HTML {
        "<p>\(Phrase(fr: "Aucune version n'est encore publiée.", en: "No release is published yet.").words(language))</p>"
    }

    private func cards(_ language: Language) -> HTML {
        """
        <ul class="cards">
        \(datasets.map { dataset in
            """
            <li><h2><a href="\(Links.dataset(release: dataset.release).path(language))">\(dataset.release)</a></h2>
            <p><strong>\(dataset.persons.words(language))</strong>
            \(Phrase(fr: "personnes", en: "people").words(language)),
            \(dataset.firstDay ?? "?") – \(dataset.lastDay ?? "?")</p>
            <p>\(dataset.isImported
                ? Phrase(fr: "Jeu OMOP importé", en: "Imported OMOP dataset").words(language)
                : dataset.sources.map { $0.title.words(language) }.joined(separator: " · "))</p>
            <p class="quiet">OMOP CDM \(dataset.cdmVersion) · \(dataset.created)</p></li>
            """ as HTML
        })
        </ul>
        """
    }
}
