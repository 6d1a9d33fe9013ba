package import HealthModel
package import QualitySheets

/// How the records of one release were linked: what became of each delivery, who is missing, what contradicts itself.
///
/// Sheets hold no small count: the key holder withholds them, and the hub refuses a sheet that does not.
package struct LinkagePage: Sendable {
    /// One delivery; without a sheet when its key holder made none.
    package struct Delivery: Sendable {
        package let source: String
        package let title: Phrase
        package let delivery: String
        package let sheet: QualitySheet?

        package init(source: String, title: Phrase, delivery: String, sheet: QualitySheet?) {
            (self.source, self.title, self.delivery, self.sheet) = (source, title, delivery, sheet)
        }
    }

    package let release: String
    package let deliveries: [Delivery]
    package let implausible: ImplausibleLinks?

    package init(release: String, deliveries: [Delivery], implausible: ImplausibleLinks?) {
        (self.release, self.deliveries, self.implausible) = (release, deliveries, implausible)
    }

    package var layout: Layout {
        Layout(
            title: Phrase(fr: "Qualité de l'appariement, \(release)", en: "Linkage quality, \(release)"),
            place: .linkage(release: release)
        ) { language in
            """
            <p><a href="\(Links.dataset(release: release).path(language))">← \(release)</a></p>
            <h1>\(Phrase(fr: "Qualité de l'appariement", en: "Linkage quality").words(language))</h1>
            <p class="lead">\(Phrase(
                fr: "Chaque source connaît les personnes sous un autre nom. Voici quels enregistrements ont trouvé leur "
                    + "personne, lesquels non, et qui manque : à lire avant de compter.",
                en: "Each source knows people by another name. Here is which records found their person, which did not, "
                    + "and who is missing: to be read before counting.").words(language))</p>
            \(overview(language))
            \(missing(language))
            \(contradictions(language))
            """
        }
    }

    // MARK: - What became of the records

    private func overview(_ language: Language) -> HTML {
        let titles = [
            Phrase(fr: "Enregistrements", en: "Records"),
            Phrase(fr: "Personne déjà connue", en: "Person known before"),
            Phrase(fr: "Personne nouvelle", en: "New person"), Phrase(fr: "Ambigus", en: "Ambiguous"),
            Phrase(fr: "Exclus", en: "Excluded"), Phrase(fr: "Précision attendue", en: "Expected precision"),
            Phrase(fr: "Rappel attendu", en: "Expected recall"),
        ]
        return """
            <h2>\(Phrase(fr: "Devenir des enregistrements", en: "What became of the records").words(language))</h2>
            <div class="scroll"><table class="stack"><thead><tr>
            <th scope="col">\(Phrase(fr: "Source, livraison", en: "Source, delivery").words(language))</th>
            \(titles.map { "<th scope=\"col\" class=\"n\">\($0.words(language))</th>" as HTML })</tr></thead><tbody>
            \(deliveries.map { row($0, titles, language) })
            </tbody></table></div>
            <p class="quiet">\(Phrase(
                fr: "Les enregistrements ambigus ou exclus n'ont pas de personne : leurs lignes ne sont pas dans cette "
                    + "version. «\u{00A0}Déjà connue\u{00A0}» : d'une livraison précédente, ou plus haut dans la même. Les effectifs "
                    + "sont arrondis au multiple de 5 ; de 1 à 10 ils sont masqués. Précision et rappel sont attendus des "
                    + "probabilités.",
                en: "Ambiguous and excluded records have no person: their rows are not in this release. \u{201C}Known "
                    + "before\u{201D}: from an earlier delivery, or further up in the same. Counts are rounded to a "
                    + "multiple of 5; from 1 to 10 they are withheld. Precision and recall are expected from the "
                    + "probabilities.").words(language))</p>
            """
    }

    private func row(_ delivery: Delivery, _ titles: [Phrase], _ language: Language) -> HTML {
        let name: HTML = "\(delivery.title.words(language))<br><span class=\"quiet\">\(delivery.delivery)</span>"
        guard let sheet = delivery.sheet, let told = sheet.delivery else {
            return """
                <tr><td>\(name)</td><td colspan="7">\(Phrase(
                    fr: "Sans fiche : le tiers de confiance n'en a pas fait.",
                    en: "No sheet: the key holder made none.").words(language))</td></tr>
                """
        }
        let numbers = SheetNumbers(language: language)
        let counts = [told.recordCount, told.known, told.new, told.ambiguous, told.excluded].map(numbers.count)
        let expected = sheet.thresholds.first
        let shares = [expected?.precision, expected?.recall].map { $0.map { numbers.percent($0, 2) } ?? "–" }
        let link = Links.linkageSheet(release: release, source: delivery.source, delivery: delivery.delivery)
        return """
            <tr><td>\(name)<br><a href="\(link.path(language))">\(Phrase(fr: "fiche complète", en: "full sheet")
                .words(language))</a></td>
            \(zip(titles, counts + shares).map { title, value in
                "<td class=\"n\" data-label=\"\(title.words(language))\">\(value)</td>" as HTML
            })</tr>
            """
    }

    // MARK: - Who is missing

    private func missing(_ language: Language) -> HTML {
        let told = deliveries.filter { $0.sheet != nil }
        guard !told.isEmpty else { return .empty }
        return """
            <h2>\(Phrase(fr: "Qui manque", en: "Who is missing").words(language))</h2>
            <p>\(Phrase(
                fr: "Groupes plus ou moins fréquents parmi les enregistrements sans personne que parmi les autres : une "
                    + "différence standardisée de 0,1 ou plus, et plus que le hasard n'en fait.",
                en: "Groups more or less frequent among the records without a person than among the others: a "
                    + "standardised difference of 0.1 or more, and more than chance makes.").words(language))</p>
            \(told.map { missing(of: $0, language) })
            """
    }

    private func missing(of delivery: Delivery, _ language: Language) -> HTML {
        let numbers = SheetNumbers(language: language)
        let differenceMin = LinkagePage.differenceMin(delivery.sheet)
        let found = (delivery.sheet?.characteristics ?? [])
            .flatMap { characteristic in characteristic.categories.map { (characteristic, $0) } }
            .filter { abs($0.1.standardisedDifference ?? 0) >= differenceMin }
            .sorted { abs($0.1.standardisedDifference ?? 0) > abs($1.1.standardisedDifference ?? 0) }
            .prefix(LinkagePage.groupCountMax)
        let lines = found.map { characteristic, category -> HTML in
            let name = characteristic.label(of: category).words(language)
            let (left, right) = (
                numbers.percent(category.linkedShare ?? 0), numbers.percent(category.unlinkedShare ?? 0)
            )
            return """
                <li>\(name)\(Phrase(
                    fr: " : \(right) de ceux qui manquent, \(left) des autres",
                    en: ": \(right) of those who are missing, \(left) of the others").words(language))</li>
                """
        }
        return """
            <h3>\(delivery.title.words(language)), \(delivery.delivery)</h3>
            \(lines.isEmpty
                ? "<p>\(Phrase(fr: "Aucun groupe qui se voie.", en: "No group that shows.").words(language))</p>"
                : "<ul class=\"missing\">\(lines)</ul>" as HTML)
            """
    }

    /// 0.1, or two standard errors of the difference when few are missing.
    private static func differenceMin(_ sheet: QualitySheet?) -> Double {
        let missing = (sheet?.delivery).map { ($0.ambiguous.value ?? 0) + ($0.excluded.value ?? 0) } ?? 0
        return max(0.1, 2 / Double(max(1, missing)).squareRoot())
    }

    private static let groupCountMax = 6

    // MARK: - Contradictions

    private func contradictions(_ language: Language) -> HTML {
        guard let implausible else { return .empty }
        let titles = Dictionary(deliveries.map { ($0.source, $0.title) }) { first, _ in first }
        return """
            <h2>\(Phrase(fr: "Liens invraisemblables", en: "Implausible links").words(language))</h2>
            \(ImplausibleLinksView(links: implausible, titles: titles).content(language))
            """
    }
}
