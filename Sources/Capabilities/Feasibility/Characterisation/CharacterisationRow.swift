import DisclosureControl
package import HealthModel

/// One released figure of a characterisation, flat: a line of the CSV and an element of the JSON.
package struct CharacterisationRow: Sendable, Hashable, Encodable {
    /// `persons`, `sex`, `age`, `year`, `area`, `quantity`, `observed`, a table, a table with `-group`, or `value`.
    package let section: String
    /// `before`, `at-entry`, `after`; empty where there is none.
    package let window: String
    package let conceptID: Int?
    package let label: String
    package let unit: String
    /// `persons`, `mean`, `standard-deviation`, `lower-quartile`, `median`, `upper-quartile`.
    package let measure: String
    /// Nil when withheld.
    package let cohort: Double?
    package let cohortPercent: Double?
    package let peer: Double?
    package let peerPercent: Double?
    package let difference: Double?
    /// True when `difference` is a bound: the difference is at least as far from zero.
    package let isBound: Bool
    /// Why figures are withheld; empty when none is.
    package let note: String

    package enum CodingKeys: String, CodingKey, CaseIterable {
        case section, window
        case conceptID = "concept_id"
        case label, unit, measure, cohort
        case cohortPercent = "cohort_percent"
        case peer = "comparator"
        case peerPercent = "comparator_percent"
        case difference = "standardised_difference"
        case isBound = "difference_is_bound"
        case note
    }

    /// What is withheld is there, as null: a reader must not take it for a column that is absent.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(section, forKey: .section)
        try container.encode(window, forKey: .window)
        try container.encode(conceptID, forKey: .conceptID)
        try container.encode(label, forKey: .label)
        try container.encode(unit, forKey: .unit)
        try container.encode(measure, forKey: .measure)
        try container.encode(cohort, forKey: .cohort)
        try container.encode(cohortPercent, forKey: .cohortPercent)
        try container.encode(peer, forKey: .peer)
        try container.encode(peerPercent, forKey: .peerPercent)
        try container.encode(difference, forKey: .difference)
        try container.encode(isBound, forKey: .isBound)
        try container.encode(note, forKey: .note)
    }
}

extension CohortCharacterisation {
    /// Every released figure, in the order of the page; words in one language.
    package func rows(_ language: Language) -> [CharacterisationRow] {
        let persons = Maker(section: "persons", language: language)
            .row(label: Phrase(fr: "Personnes", en: "Persons"), counts: groups.map(\.persons.value))
        var rows = [persons]
        let lists = [("sex", sexes), ("age", ageBands), ("year", years), ("area", areas?.rows ?? [])]
        for (section, list) in lists { rows += list.map(Maker(section: section, language: language).row) }
        for quantity in quantities { rows += Maker(section: "quantity", language: language).rows(quantity) }
        for section in sections {
            let maker = Maker(
                section: section.domain.rawValue + (section.isGrouped ? "-group" : ""), window: section.window.name,
                language: language)
            // Both lists hold many of the same concepts: each is written once.
            var known: Set<Int?> = []
            rows += (section.frequent + section.different).filter { known.insert($0.conceptID).inserted }
                .map(maker.row)
        }
        for value in values {
            rows += Maker(section: "value", window: value.window?.name ?? "", language: language).rows(value)
        }
        return rows
    }

    /// Makes rows of one section.
    private struct Maker {
        let section: String
        var window = ""
        let language: Language

        func row(_ row: ShareRow) -> CharacterisationRow {
            let shares = row.shares.map(\.value)
            return make(
                row.label, row.conceptID, "", "persons", shares.map { $0.persons.number.map(Double.init) },
                percents: shares.map(\.percent), row.difference, reasons: shares.map { $0.persons.reason })
        }

        func row(label: Phrase, counts: [ReleasableCount]) -> CharacterisationRow {
            make(
                label, nil, "", "persons", counts.map { $0.number.map(Double.init) }, percents: [], nil,
                reasons: counts.map(\.reason))
        }

        func rows(_ row: NumberRow) -> [CharacterisationRow] {
            let summaries = row.summaries.map(\.value)
            let unit = row.unit.words(language)
            let persons = make(
                row.label, row.conceptID, unit, "persons", summaries.map { $0.persons.number.map(Double.init) },
                percents: [], nil, reasons: summaries.map { $0.persons.reason })
            let figures: [(String, KeyPath<ReleasableSummary, ReleasableNumber>)] = [
                ("mean", \.mean), ("standard-deviation", \.standardDeviation), ("lower-quartile", \.lowerQuartile),
                ("median", \.median), ("upper-quartile", \.upperQuartile),
            ]
            return [persons]
                + figures.map { name, figure in
                    let numbers = summaries.map { $0[keyPath: figure] }
                    return make(
                        row.label, row.conceptID, unit, name, numbers.map(\.number), percents: [],
                        name == "mean" ? row.difference : nil, reasons: numbers.map(\.reason))
                }
        }

        private func make(
            _ label: Phrase, _ conceptID: Int?, _ unit: String, _ measure: String, _ numbers: [Double?],
            percents: [Double?], _ difference: ReleasableDifference?, reasons: [Phrase?]
        ) -> CharacterisationRow {
            func second<Value>(_ values: [Value?]) -> Value? { values.count > 1 ? values[1] : nil }
            var isBound = false
            if case .beyond = difference { isBound = true }
            var notes: [String] = []
            for reason in reasons.compactMap({ $0?.words(language) }) where !notes.contains(reason) {
                notes.append(reason)
            }
            return CharacterisationRow(
                section: section, window: window, conceptID: conceptID, label: label.words(language), unit: unit,
                measure: measure, cohort: numbers.first ?? nil, cohortPercent: percents.first ?? nil,
                peer: second(numbers), peerPercent: second(percents), difference: difference?.number,
                isBound: isBound, note: notes.joined(separator: " "))
        }
    }
}

extension ReleasableCount {
    /// Why it is withheld; nil when it is told.
    fileprivate var reason: Phrase? {
        if case .withheld(let reason) = self { return reason }
        return nil
    }
}
