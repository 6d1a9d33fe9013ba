package import HealthModel

/// Implausible links as the content of a page that has `QualitySheetPage.style`.
package struct ImplausibleLinksView: Sendable {
    package let links: ImplausibleLinks

    package init(links: ImplausibleLinks) { self.links = links }

    package func content(_ language: Language) -> HTML {
        let empty = QualitySheet(made: "", countMin: links.countMin, countStep: links.countStep)
        return """
            <div class="sheet">
            \(ImplausibleText(links: links, text: SheetText(sheet: empty, language: language)).html)
            </div>
            """
    }
}
