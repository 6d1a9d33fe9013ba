import DisclosureControl
import HealthModel

/// The way from exact figures to those that may be told.
struct CharacterisationRelease {
    let disclosure: Disclosure
    let settings: CharacterisationSettings
    let exact: ExactCharacterisation
    private let bands: [AgeBand]

    init(disclosure: Disclosure, settings: CharacterisationSettings, exact: ExactCharacterisation) {
        self.disclosure = disclosure
        self.settings = settings
        self.exact = exact
        bands = AgeBand.bands(of: exact.groups, disclosure)
    }

    /// Refuses the whole when a group's size may not be told, or when the two groups differ by so few persons that
    /// every difference between them would be about those few.
    func answer(
        release: String, cohort: CohortMemberships, peer: CharacterisationPeer
    ) throws -> CharacterisationAnswer {
        if let reason = try refusal() { return .refused(reason: reason) }
        let titles = [cohort.title] + (peer.title.map { [$0] } ?? [])
        let groups = try zip(titles, exact.groups)
            .map { title, group in
                CohortCharacterisation.Group(
                    title: title, persons: try disclosure.count(group.persons, of: exact.universe),
                    ages: disclosure.table(try ageTable(group)),
                    observed: try group.observed.mapValues { try disclosure.share($0, of: group.persons) })
            }
        return .granted(
            CohortCharacterisation(
                release: release, definitionDigest: cohort.definitionDigest, peerName: peer.name, groups: groups,
                sexes: try sexes(), ageBands: try ageBands(), years: try years(), areas: try areas(),
                quantities: try quantities(), sections: try sections(), values: try values()))
    }

    private func refusal() throws -> Phrase? {
        for group in exact.groups {
            if case .withheld(let reason) = try disclosure.count(group.persons, of: exact.universe).value {
                return reason
            }
        }
        let threshold = disclosure.policy.thresholdPersons
        let overlap = exact.overlap
        guard exact.groups.count > 1, overlap.both > 0 else { return nil }
        let isTooClose = [overlap.firstOnly, overlap.secondOnly].contains { (1..<threshold).contains($0) }
        guard isTooClose else { return nil }
        return Phrase(
            fr: "Non communiqué : les deux cohortes ne diffèrent que de moins de \(threshold) personnes.",
            en: "Withheld: the two cohorts differ by fewer than \(threshold) persons only.")
    }

    // MARK: - Persons

    private static let sexLabels: [(sex: Int, label: Phrase)] = [
        (1, Phrase(fr: "Hommes", en: "Men")), (2, Phrase(fr: "Femmes", en: "Women")),
        (0, Phrase(fr: "Sexe inconnu", en: "Sex unknown")),
    ]

    /// The sexes that anybody has; unknown is left out where it is nobody's.
    private var shownSexes: [(sex: Int, label: Phrase)] {
        let isUnknownShown = exact.groups.contains { group in group.ages.values.contains { ($0[0] ?? 0) > 0 } }
        return Self.sexLabels.filter { $0.sex != 0 || isUnknownShown }
    }

    /// Men and women only: few have an unknown sex, and hiding those few would hide most of the table.
    private func ageTable(_ group: ExactCharacterisation.Group) throws -> CountTable {
        try CountTable(
            rows: bands.map(\.label), columns: Self.sexLabels.prefix(2).map(\.label),
            counts: bands.map { band in [1, 2].map { band.persons(group, sex: $0) } }, isZeroSensitive: false)
    }

    private func sexes() throws -> [CohortCharacterisation.ShareRow] {
        try parts(shownSexes.map(\.label)) { group in
            shownSexes.map { shown in group.ages.values.reduce(0) { $0 + ($1[shown.sex] ?? 0) } }
        }
    }

    private func ageBands() throws -> [CohortCharacterisation.ShareRow] {
        try parts(bands.map(\.label)) { group in
            bands.map { band in [0, 1, 2].reduce(0) { $0 + band.persons(group, sex: $1) } }
        }
    }

    private func years() throws -> [CohortCharacterisation.ShareRow] {
        let all = Set(exact.groups.flatMap(\.years.keys))
        guard let first = all.min(), let last = all.max() else { return [] }
        let years = Array(first...last)
        return try parts(years.map { Phrase(fr: "\($0)", en: "\($0)") }) { group in
            years.map { group.years[$0] ?? 0 }
        }
    }

    /// A place is named only when enough persons of a group live there; the others are put together.
    private func areas() throws -> CohortCharacterisation.Areas? {
        guard let level = exact.areaLevel else { return nil }
        let threshold = disclosure.policy.thresholdPersons
        func most(_ area: String) -> Int { exact.groups.map { $0.areas[area] ?? 0 }.max() ?? 0 }
        let named = Set(exact.groups.flatMap(\.areas.keys)).filter { $0 != "" && most($0) >= threshold }
            .sorted { (-most($0), $0) < (-most($1), $1) }
            .prefix(CharacterisationSettings.areaCountMax)
        let labels =
            named.map { Phrase(fr: $0, en: $0) } + [
                Phrase(fr: "Autres lieux, ou lieu inconnu", en: "Elsewhere, or unknown")
            ]
        let rows = try parts(labels) { group in
            let told = named.map { group.areas[$0] ?? 0 }
            return told + [group.persons - told.reduce(0, +)]
        }
        return CohortCharacterisation.Areas(title: level.title, rows: rows)
    }

    private func parts(
        _ labels: [Phrase], _ counts: (ExactCharacterisation.Group) -> [Int]
    ) throws -> [CohortCharacterisation.ShareRow] {
        let shares = try exact.groups.map { try disclosure.parts(labels, counts($0)) }
        return labels.enumerated()
            .map { place, label in row(label: label, conceptID: nil, shares: shares.map { $0[place] }) }
    }

    private func quantities() throws -> [CohortCharacterisation.NumberRow] {
        try CharacterisedQuantity.allCases.map { quantity in
            try row(
                label: quantity.title, conceptID: nil, unit: quantity.unit, window: nil,
                exact.groups.map { ($0.quantities[quantity], nil) })
        }
    }

    // MARK: - Records

    private func sections() throws -> [CohortCharacterisation.Section] {
        let byPlace = Dictionary(grouping: exact.items) { [$0.domain.rawValue, $0.window.name, "\($0.isGroup)"] }
        var sections: [CohortCharacterisation.Section] = []
        for domain in CharacterisedDomain.allCases {
            for isGroup in settings.countsGroups ? [false, true] : [false] {
                for window in CharacterisedWindow.allCases {
                    let items = byPlace[[domain.rawValue, window.name, "\(isGroup)"]] ?? []
                    sections.append(try section(domain, window, isGroup, items))
                }
            }
        }
        return sections
    }

    /// Order and choice come from released figures only: exact ones would tell which of two equal counts is larger.
    private func section(
        _ domain: CharacterisedDomain, _ window: CharacterisedWindow, _ isGroup: Bool,
        _ items: [ExactCharacterisation.Item]
    ) throws -> CohortCharacterisation.Section {
        let rows =
            try items.map { item in
                row(
                    label: item.concept.name, conceptID: item.concept.id,
                    shares: try zip(item.persons, exact.groups).map { try disclosure.share($0, of: $1.persons) })
            }
            .filter { row in row.shares.contains { $0.value.percent != nil || $0.value.isNearlyAll } }
        let frequent = rows.sorted { ($1.top, $0.conceptID ?? 0) < ($0.top, $1.conceptID ?? 0) }
        let different =
            exact.groups.count < 2
            ? []
            : rows.filter { $0.difference?.number != nil }
                .sorted {
                    ($1.difference?.size ?? -1, $0.conceptID ?? 0) < ($0.difference?.size ?? -1, $1.conceptID ?? 0)
                }
        return CohortCharacterisation.Section(
            domain: domain, window: window, isGrouped: isGroup, frequent: Array(frequent.prefix(settings.itemCount)),
            different: Array(different.prefix(settings.itemCount)),
            leftOutCount: max(0, rows.count - settings.itemCount))
    }

    private func values() throws -> [CohortCharacterisation.NumberRow] {
        try exact.values
            .map { values in
                try row(
                    label: values.concept.name, conceptID: values.concept.id, unit: values.unit,
                    window: values.window, zip(values.summaries, exact.groups).map { ($0, $1.persons) })
            }
            .filter { $0.summaries.first?.value.mean.number != nil }
            .sorted { ($1.top, $0.place) < ($0.top, $1.place) }
            .prefix(settings.itemCount * CharacterisedWindow.allCases.count)
            .map { $0 }
    }

    // MARK: - Rows

    private func row(
        label: Phrase, conceptID: Int?, shares: [Releasable<ReleasableShare>]
    ) -> CohortCharacterisation.ShareRow {
        CohortCharacterisation.ShareRow(
            label: label, conceptID: conceptID, shares: shares,
            difference: shares.count > 1 ? ReleasableDifference(shares[0], shares[1]) : nil)
    }

    private func row(
        label: Phrase, conceptID: Int?, unit: Phrase, window: CharacterisedWindow?,
        _ summaries: [(exact: NumberSummary?, group: Int?)]
    ) throws -> CohortCharacterisation.NumberRow {
        let released = try summaries.map { try disclosure.summary($0.exact ?? .nothing, of: $0.group) }
        return CohortCharacterisation.NumberRow(
            label: label, conceptID: conceptID, unit: unit, window: window, summaries: released,
            difference: released.count > 1 ? ReleasableDifference(released[0], released[1]) : nil)
    }
}

extension CohortCharacterisation.ShareRow {
    /// The larger of the released shares; nearly everybody is the most.
    fileprivate var top: Double { shares.map { $0.value.percent ?? ($0.value.isNearlyAll ? 101 : -1) }.max() ?? -1 }
}

extension CohortCharacterisation.NumberRow {
    /// Persons of the cohort; where a mean is told without them, nearly everybody has a value.
    fileprivate var top: Int { summaries.first?.value.persons.number ?? .max }
    fileprivate var place: Int { (conceptID ?? 0) * 3 + (window?.rawValue ?? 0) }
}

extension NumberSummary {
    /// Of nobody.
    fileprivate static let nothing = NumberSummary(
        persons: 0, mean: 0, standardDeviation: 0, lowerQuartile: 0, median: 0, upperQuartile: 0, largest: 0,
        secondLargest: 0, absoluteSum: 0)
}
