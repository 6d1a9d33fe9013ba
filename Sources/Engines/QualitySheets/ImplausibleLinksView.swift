package import HealthModel

/// Implausible links as the content of a page that has `QualitySheetPage.style`.
package struct ImplausibleLinksView: Sendable {
    package let links: ImplausibleLinks
    /// Sources in words.
    package let titles: [String: Phrase]

    package init(links: ImplausibleLinks, titles: [String: Phrase]) { (self.links, self.titles) = (links, titles) }

    package func content(_ language: Language) -> HTML {
        let empty = QualitySheet(made: "", countMin: links.countMin, countStep: links.countStep)
        return """
            <div class="sheet">
            \(ImplausibleText(links: links, titles: titles, text: SheetText(sheet: empty, language: language)).html)
            </div>
            """
    }
}
