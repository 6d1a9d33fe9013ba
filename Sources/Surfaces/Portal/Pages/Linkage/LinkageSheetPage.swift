package import HealthModel
package import QualitySheets

/// The quality sheet of one delivery of a release.
package struct LinkageSheetPage: Sendable {
    package let release: String
    package let title: Phrase
    package let source: String
    package let delivery: String
    package let sheet: QualitySheet

    package init(release: String, title: Phrase, source: String, delivery: String, sheet: QualitySheet) {
        (self.release, self.title, self.source) = (release, title, source)
        (self.delivery, self.sheet) = (delivery, sheet)
    }

    package var layout: Layout {
        Layout(
            title: QualitySheetPage.title,
            place: .linkageSheet(release: release, source: source, delivery: delivery)
        ) { language in
            """
            <p><a href="\(Links.linkage(release: release).path(language))">← \(Phrase(
                fr: "Qualité de l'appariement, \(release)", en: "Linkage quality, \(release)").words(language))</a></p>
            <h1>\(title.words(language)), \(delivery)</h1>
            <p><a href="\(Links.linkageFile(release: release, source: source, delivery: delivery).path(language))">\(Phrase(
                fr: "La même fiche en JSON", en: "The same sheet as JSON").words(language))</a></p>
            \(QualitySheetPage(sheet: sheet).content(language))
            """
        }
    }
}
