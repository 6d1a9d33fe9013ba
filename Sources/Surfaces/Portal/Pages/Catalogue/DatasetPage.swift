package import Catalogue
import DisclosureControl
import HealthModel

/// One dataset: where it comes from, who is in it, its tables and variables.
package struct DatasetPage: Sendable {
    package let dataset: DatasetView

    package init(dataset: DatasetView) { self.dataset = dataset }

    package var layout: Layout {
        Layout(
            title: Phrase(fr: "Jeu de données \(dataset.release)", en: "Dataset \(dataset.release)"),
            place: .dataset(release: dataset.release)
        ) { language in
            """
            <p><a href="\(Links.catalogue.path(language))">← \(Phrase(fr: "Catalogue", en: "Catalogue").words(language))</a></p>
            <h1>\(dataset.release)</h1>
            \(figures(language))
            \(sources(language))
            \(pyramid(language))
            \(tables(language))
            \(variables(language))
            """
        }
    }

    private func figures(_ language: Language) -> HTML {
        """
        <dl class="figures">
        <div><dt>\(Phrase(fr: "Personnes", en: "People").words(language))</dt><dd>\(dataset.persons.words(language))</dd></div>
        <div><dt>\(Phrase(fr: "Observées", en: "Observed").words(language))</dt>
        <dd>\(dataset.firstDay?.prefix(4) ?? "?")–\(dataset.lastDay?.prefix(4) ?? "?")</dd></div>
        <div><dt>\(Phrase(fr: "Format", en: "Format").words(language))</dt><dd>OMOP \(dataset.cdmVersion)</dd></div>
        </dl>
        <p class="quiet">\(Phrase(fr: "Publiée le", en: "Published on").words(language)) \(dataset.created),
        \(Phrase(fr: "programme", en: "program").words(language)) \(dataset.codeVersion).
        \(Phrase(
            fr: "Les effectifs sont arrondis au multiple de 5 ; sous 11 personnes ils sont masqués.",
            en: "Counts are rounded to a multiple of 5; below 11 persons they are withheld.").words(language))</p>
        """
    }

    private func sources(_ language: Language) -> HTML {
        guard !dataset.sources.isEmpty else { return .empty }
        return """
            <h2>\(Phrase(fr: "Sources", en: "Sources").words(language))</h2>
            <div class="scroll"><table><thead><tr><th>\(Phrase(fr: "Base", en: "Database").words(language))</th>
            <th>\(Phrase(fr: "Détenteur", en: "Holder").words(language))</th>
            <th>\(Phrase(fr: "Livraisons", en: "Deliveries").words(language))</th></tr></thead><tbody>
            \(dataset.sources.map { source in
                """
                <tr><td>\(source.title.words(language))</td><td>\(source.holder.words(language))</td>
                <td>\(source.deliveries.joined(separator: ", "))</td></tr>
                """ as HTML
            })
            </tbody></table></div>
            \(linkage(language))
            """
    }

    private func linkage(_ language: Language) -> HTML {
        guard !dataset.isImported else { return .empty }
        return """
            <p><a href="\(Links.linkage(release: dataset.release).path(language))">\(Phrase(
                fr: "Qualité de l'appariement : qui est apparié, qui manque",
                en: "Linkage quality: who is linked, who is missing").words(language))</a></p>
            """
    }

    private func pyramid(_ language: Language) -> HTML {
        guard let ages = dataset.ages?.value else { return .empty }
        let title = Phrase(
            fr: "Pyramide des âges au dernier jour observé", en: "Age pyramid on the last observed day")
        let labels = ages.rows.map { $0.words(language) }
        func bars(_ column: Int) -> [Chart.Bar] {
            zip(labels, ages.cells).map { Chart.Bar(label: $0, value: $1[column].number) }
        }
        return """
            <h2>\(title.words(language))</h2>
            \(Chart.pyramid(men: bars(0), women: bars(1), title: title, language: language))
            <details><summary>\(Phrase(fr: "Les mêmes nombres en tableau", en: "The same numbers as a table").words(language))</summary>
            <table><thead><tr><th>\(Phrase(fr: "Âge", en: "Age").words(language))</th>
            \(ages.columns.map { "<th class=\"n\">\($0.words(language))</th>" as HTML })</tr></thead><tbody>
            \(zip(labels, ages.cells).map { label, cells in
                """
                <tr><td>\(label)</td>
                \(cells.map { "<td class=\"n\">\(Chart.number($0.number, language))</td>" as HTML })</tr>
                """ as HTML
            })
            </tbody></table></details>
            """
    }

    private func tables(_ language: Language) -> HTML {
        let years = Array(Set(dataset.tables.flatMap(\.years))).sorted().suffix(8)
        return """
            <h2>\(Phrase(fr: "Tables", en: "Tables").words(language))</h2>
            <div class="scroll"><table>
            <caption>\(Phrase(
                fr: "Lignes, personnes, et personnes ayant au moins une ligne dans l'année.",
                en: "Rows, persons, and persons with at least one row in the year.").words(language))</caption>
            <thead><tr><th>\(Phrase(fr: "Table", en: "Table").words(language))</th>
            <th class="n">\(Phrase(fr: "Lignes", en: "Rows").words(language))</th>
            <th class="n">\(Phrase(fr: "Personnes", en: "People").words(language))</th>
            \(years.map { "<th class=\"n\">\($0)</th>" as HTML })</tr></thead><tbody>
            \(dataset.tables.map { table in row(table, years: Array(years), language) })
            </tbody></table></div>
            """
    }

    private func row(_ table: DatasetView.Table, years: [Int], _ language: Language) -> HTML {
        let counts = table.personsByYear?.value.cells.map { $0[0].number } ?? []
        let byYear = Dictionary(zip(table.years, counts)) { first, _ in first }
        return """
            <tr><td><a href="#\(table.name)">\(table.title.words(language))</a><br><code>\(table.name)</code></td>
            <td class="n">\(table.rows?.words(language) ?? "–")</td>
            <td class="n">\(table.persons?.words(language) ?? "–")</td>
            \(years.map { "<td class=\"n\">\(byYear[$0].map { Chart.number($0, language) } ?? "–")</td>" as HTML })</tr>
            """
    }

    private func variables(_ language: Language) -> HTML {
        """
        <h2>\(Phrase(fr: "Variables", en: "Variables").words(language))</h2>
        \(dataset.tables.map { table in
            """
            <details id="\(table.name)"><summary>\(table.title.words(language)) – <code>\(table.name)</code>,
            \(table.variables.count) variables</summary>
            <div class="scroll"><table><thead><tr><th>Variable</th><th>Type</th>
            <th>\(Phrase(fr: "Obligatoire", en: "Required").words(language))</th>
            <th class="n">\(Phrase(fr: "Renseignée", en: "Filled").words(language))</th></tr></thead><tbody>
            \(table.variables.map { variable in
                """
                <tr><td><code>\(variable.name)</code></td><td>\(variable.type)</td>
                <td>\(variable.isRequired ? Phrase(fr: "oui", en: "yes").words(language) : "")</td>
                <td class="n">\(variable.filledPercent.value.map { "\($0) %" } ?? "–")</td></tr>
                """ as HTML
            })
            </tbody></table></div></details>
            """ as HTML
        })
        """
    }
}
