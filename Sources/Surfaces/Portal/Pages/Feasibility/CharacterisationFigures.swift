import DisclosureControl
import Feasibility
import HealthModel

/// The head of a characterisation: the main figures, the age pyramid, the plot of differences.
struct CharacterisationFigures {
    let characterisation: CohortCharacterisation
    let language: Language

    /// Rows of the plot of differences at most.
    private static let differenceCountMax = 25

    var html: HTML {
        """
        \(figures)
        \(keys)
        <div class="plots">
        <div>\(pyramid)</div>
        \(characterisation.isCompared ? "<div>\(differences)</div>" : .empty)
        </div>
        """
    }

    private var figures: HTML {
        let women = characterisation.sexes.count > 1 ? characterisation.sexes[1].shares.first?.value.percent : nil
        let age = characterisation.quantities.first?.summaries.first?.value.mean.number
        let observed = characterisation.groups.first?.observed[.before]?.value
        return """
            <dl class="figures">
            <div><dt>\(Phrase(fr: "Personnes", en: "People").words(language))</dt>
            <dd>\(Chart.number(characterisation.groups.first?.persons.value.number, language))</dd></div>
            <div><dt>\(Phrase(fr: "Âge moyen", en: "Mean age").words(language))</dt>
            <dd>\(age.map { CharacterisationWords.number($0, language) } ?? "–")</dd></div>
            <div><dt>\(Phrase(fr: "Femmes", en: "Women").words(language))</dt>
            <dd>\(percent(women))</dd></div>
            <div><dt>\(Phrase(fr: "Observées avant l'entrée", en: "Observed before entry").words(language))</dt>
            <dd>\(observed.map { $0.isNearlyAll ? CharacterisationWords.share($0, language) : percent($0.percent) } ?? "–")</dd></div>
            </dl>
            """
    }

    private func percent(_ value: Double?) -> String {
        value.map { CharacterisationWords.number($0, decimals: 1, language) + "\u{A0}%" } ?? "–"
    }

    /// What the colours mean, with the sizes of the groups.
    private var keys: HTML {
        guard characterisation.isCompared else { return .empty }
        return """
            <ul class="keys">
            \(characterisation.groups.enumerated().map { place, group in
                """
                <li><svg viewBox="0 0 10 10" aria-hidden="true" focusable="false"><rect class="key \(place == 0 ? "bar" : "peer")" \
                width="10" height="10"></rect></svg>\(group.title.words(language)) – \
                \(Chart.number(group.persons.value.number, language)) \(Phrase(fr: "personnes", en: "people").words(language))</li>
                """ as HTML
            })
            </ul>
            """
    }

    // MARK: - Pyramid

    private var pyramid: HTML {
        let title = Phrase(fr: "Âge à l'entrée, en pourcentage", en: "Age at entry, in percent")
        let bands = bands
        let caption =
            characterisation.isCompared
            ? Phrase(
                fr:
                    "Barres : la cohorte. Contours : le groupe comparé. En gris : masqué. Les âges extrêmes sont réunis.",
                en: "Bars: the cohort. Outlines: the group compared. Grey: withheld. The outermost ages are together.")
            : Phrase(
                fr: "En gris : masqué. Les âges extrêmes sont réunis.",
                en: "Grey: withheld. The outermost ages are together.")
        return """
            <h2>\(title.words(language))</h2>
            \(Chart.comparedPyramid(bands, title: title, language: language))
            <p class="quiet">\(caption.words(language))</p>
            <details><summary>\(Phrase(fr: "Les âges en tableau", en: "Ages as a table").words(language))</summary>
            \(CharacterisationTables(characterisation: characterisation, language: language)
                .table(Phrase(fr: "Âge", en: "Age"), characterisation.ageBands))
            </details>
            """
    }

    /// The bands from the first to the last of which anything is told.
    private var bands: [Chart.PyramidBand] {
        let tables = characterisation.groups.map(\.ages.value)
        let wholes = characterisation.groups.map { Double($0.persons.value.number ?? 1) }
        guard let first = tables.first else { return [] }
        let all = first.rows.indices.map { band in
            func shares(_ column: Int) -> [Double?] {
                zip(tables, wholes)
                    .map { table, whole in
                        table.cells[band][column].number.map { Double($0) / whole * 100 }
                    }
            }
            return Chart.PyramidBand(label: first.rows[band].words(language), men: shares(0), women: shares(1))
        }
        func isTold(_ band: Chart.PyramidBand) -> Bool { (band.men + band.women).contains { ($0 ?? 0) > 0 } }
        guard let from = all.firstIndex(where: isTold), let to = all.lastIndex(where: isTold) else { return [] }
        return Array(all[from...to])
    }

    // MARK: - Differences

    private var differences: HTML {
        let title = Phrase(
            fr: "Les plus grandes différences avant et à l'entrée", en: "Largest differences before and at entry")
        let rows = drawn
        guard !rows.isEmpty else { return .empty }
        let caption = Phrase(
            fr:
                "Différences standardisées ; à droite, plus dans la cohorte. Triangle : au moins autant. La bande grise va de "
                + "−0,1 à 0,1. J0 : le jour de l'entrée.",
            en:
                "Standardised differences; to the right, more in the cohort. Triangle: at least as much. The grey band goes "
                + "from −0.1 to 0.1. D0: the day of entry.")
        return """
            <h2>\(title.words(language))</h2>
            \(Chart.differences(rows, title: title, language: language))
            <p class="quiet">\(caption.words(language))</p>
            """
    }

    private var drawn: [Chart.Difference] {
        let persons =
            characterisation.quantities.prefix(1).map { ($0.label.words(language), $0.difference) }
            + characterisation.sexes.prefix(2).suffix(1).map { ($0.label.words(language), $0.difference) }
        let records = characterisation.sections.filter { $0.window != .after && !$0.isGrouped }
            .flatMap { section in section.different.map { (label($0.label, section.window), $0.difference) } }
        let values = characterisation.values.filter { $0.window != .after }
            .map { row in
                let name = label(row.label, row.window)
                return (Phrase(fr: "\(name) (valeur)", en: "\(name) (value)").words(language), row.difference)
            }
        let rows = (persons + records + values)
            .compactMap { name, difference -> Chart.Difference? in
                guard let difference, let value = difference.number else { return nil }
                var isBound = false
                if case .beyond = difference { isBound = true }
                return Chart.Difference(label: name, value: value, isBound: isBound)
            }
        return Array(
            rows.sorted { ($1.value.magnitude, $0.label) < ($0.value.magnitude, $1.label) }
                .prefix(Self.differenceCountMax))
    }

    private func label(_ name: Phrase, _ window: CharacterisedWindow?) -> String {
        window == .atEntry ? Phrase(fr: "\(name.fr), J0", en: "\(name.en), D0").words(language) : name.words(language)
    }
}
