import DisclosureControl
import Feasibility
import HealthModel

/// The tables of a characterisation: persons, then records by table and window, then values of measurements.
struct CharacterisationTables {
    let characterisation: CohortCharacterisation
    let language: Language

    private typealias Row = CohortCharacterisation.ShareRow
    private typealias NumberRow = CohortCharacterisation.NumberRow

    var html: HTML {
        """
        <h2>\(Phrase(fr: "Personnes", en: "People").words(language))</h2>
        \(numbers(characterisation.quantities, heading: Phrase(fr: "Grandeur", en: "Quantity"), hasWindow: false))
        \(table(Phrase(fr: "Sexe", en: "Sex"), characterisation.sexes))
        \(areas)
        <details><summary>\(Phrase(fr: "Année d'entrée", en: "Year of entry").words(language))</summary>
        \(table(Phrase(fr: "Année", en: "Year"), characterisation.years))
        </details>
        \(CharacterisedDomain.allCases.map { domain in self.domain(domain) })
        \(values)
        """
    }

    private var areas: HTML {
        let title = Phrase(fr: "Territoire", en: "Territory")
        guard let areas = characterisation.areas else {
            return """
                <h3>\(title.words(language))</h3>
                <p>\(Phrase(
                    fr: "Cette version ne dit d'aucune de ces personnes où elle habite.",
                    en: "This release says of none of these people where they live.").words(language))</p>
                """
        }
        return """
            <h3>\(title.words(language))</h3>
            \(table(areas.title, areas.rows))
            """
    }

    // MARK: - Records

    private func domain(_ domain: CharacterisedDomain) -> HTML {
        let sections = characterisation.sections.filter { $0.domain == domain && !$0.frequent.isEmpty }
        guard !sections.isEmpty else {
            return """
                <h2>\(domain.title.words(language))</h2>
                <p>\(Phrase(
                    fr: "Rien n'atteint 11 personnes autour de l'entrée.",
                    en: "Nothing reaches 11 persons around the entry.").words(language))</p>
                """
        }
        return """
            <h2>\(domain.title.words(language))</h2>
            \(sections.enumerated().map { place, section in self.section(section, isOpen: place == 0) })
            """
    }

    private func section(_ section: CohortCharacterisation.Section, isOpen: Bool) -> HTML {
        let grouped = Phrase(fr: ", groupes de concepts", en: ", groups of concepts").words(language)
        let heading = section.window.title.words(language) + (section.isGrouped ? grouped : "")
        let rest: HTML =
            section.leftOutCount > 0
            ? """
            <p class="quiet">\(Phrase(
                fr: "\(section.leftOutCount) autres concepts atteignent 11 personnes.",
                en: "\(section.leftOutCount) more concepts reach 11 persons.").words(language))</p>
            """ : .empty
        return """
            <details\(isOpen ? Self.open : .empty)><summary>\(heading)</summary>
            <h3>\(Phrase(fr: "Les plus fréquents", en: "Most frequent").words(language))</h3>
            \(table(Phrase(fr: "Concept", en: "Concept"), section.frequent))
            \(rest)
            \(different(section))
            </details>
            """
    }

    private static let open: HTML = " open"

    private func different(_ section: CohortCharacterisation.Section) -> HTML {
        // The same rows twice would tell nothing new.
        guard section.leftOutCount > 0, !section.different.isEmpty else { return .empty }
        return """
            <details><summary>\(Phrase(fr: "Les plus différents", en: "Most different").words(language))</summary>
            \(table(Phrase(fr: "Concept", en: "Concept"), section.different))
            </details>
            """
    }

    /// A table of shares: a name, the pair of bars, one column a group, the difference.
    func table(_ heading: Phrase, _ rows: [CohortCharacterisation.ShareRow]) -> HTML {
        let widest = rows.flatMap(\.shares).compactMap(\.value.percent).max() ?? 100
        return """
            <div class="scroll"><table class="shares"><thead><tr><th scope="col">\(heading.words(language))</th>
            <td class="plot"></td>\(headings)</tr></thead><tbody>
            \(rows.map { row in
                """
                <tr><th scope="row">\(row.label.words(language))</th>
                <td class="plot">\(Chart.comparedShare(row.shares.map(\.value.percent), widest: widest))</td>
                \(row.shares.map { "<td class=\"n\">\(CharacterisationWords.share($0.value, language))</td>" as HTML })
                \(differenceCell(row.difference))</tr>
                """ as HTML
            })
            </tbody></table></div>
            """
    }

    private var headings: HTML {
        guard characterisation.isCompared else {
            return "<th scope=\"col\" class=\"n\">\(Phrase(fr: "Personnes", en: "People").words(language))</th>"
        }
        return """
            <th scope="col" class="n">\(Phrase(fr: "Cohorte", en: "Cohort").words(language))</th>
            <th scope="col" class="n">\(Phrase(fr: "Comparé", en: "Compared").words(language))</th>
            <th scope="col" class="n">\(Phrase(fr: "Diff. std.", en: "Std diff.").words(language))</th>
            """
    }

    private func differenceCell(_ difference: ReleasableDifference?) -> HTML {
        guard characterisation.isCompared else { return .empty }
        return "<td class=\"n\">\(CharacterisationWords.difference(difference, language))</td>"
    }

    // MARK: - Numbers

    private var values: HTML {
        guard !characterisation.values.isEmpty else { return .empty }
        let byWindow = CharacterisedWindow.allCases.map { window in
            (window, characterisation.values.filter { $0.window == window })
        }
        let title = Phrase(fr: "Valeurs des mesures", en: "Values of measurements")
        return """
            <h2>\(title.words(language))</h2>
            \(byWindow.filter { !$0.1.isEmpty }.enumerated().map { place, entry in
                """
                <details\(place == 0 ? Self.open : .empty)><summary>\(entry.0.title.words(language))</summary>
                \(numbers(entry.1, heading: Phrase(fr: "Mesure", en: "Measurement"), hasWindow: true))
                </details>
                """ as HTML
            })
            """
    }

    /// A table of quantities; a cell holds a group's persons where they differ by row, its mean and its median.
    private func numbers(
        _ rows: [CohortCharacterisation.NumberRow], heading: Phrase, hasWindow: Bool
    ) -> HTML {
        let caption = hasWindow ? Self.measuredCaption : Self.caption
        return """
            <div class="scroll"><table class="shares"><caption>\(caption.words(language))</caption>
            <thead><tr><th scope="col">\(heading.words(language))</th>\(headings)</tr></thead><tbody>
            \(rows.map { row in
                """
                <tr><th scope="row">\(row.label.words(language)) <span class="quiet">\(row.unit.words(language))</span></th>
                \(row.summaries.map { cell($0.value, hasPersons: hasWindow) })
                \(differenceCell(row.difference))</tr>
                """ as HTML
            })
            </tbody></table></div>
            """
    }

    private func cell(_ summary: ReleasableSummary, hasPersons: Bool) -> HTML {
        let persons: HTML = hasPersons ? "\(CharacterisationWords.persons(summary, language))<br>" : .empty
        guard summary.mean.number != nil else {
            return "<td class=\"n\">\(persons)\(Phrase(fr: "masqué", en: "withheld").words(language))</td>"
        }
        let median: HTML =
            summary.median.number == nil ? .empty : "<br>\(CharacterisationWords.median(summary, language))"
        return "<td class=\"n\">\(persons)\(CharacterisationWords.mean(summary, language))\(median)</td>"
    }

    private static let caption = Phrase(
        fr: "Moyenne ± écart type, puis médiane [quartiles].", en: "Mean ± SD, then median [quartiles].")
    private static let measuredCaption = Phrase(
        fr: "Personnes mesurées, moyenne ± écart type, médiane [quartiles].",
        en: "Persons measured, mean ± SD, median [quartiles].")
}
