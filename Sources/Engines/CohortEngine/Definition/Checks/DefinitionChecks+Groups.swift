import HealthModel

extension DefinitionChecks {
    /// Groups that always or never hold, empty parts, and members that stand twice.
    mutating func checkGroups() {
        for site in sites.groups {
            let group = site.group
            let isWholeRule = site.path.hasSuffix("].expression")
            if group.isEmpty, !isWholeRule {
                add(
                    "cohort.group-empty", .note, site.path,
                    fr: "Ce groupe est vide : il est toujours satisfait.", en: "This group is empty: it always holds.")
            }
            if !group.isEmpty { checkQuantifier(site) }
            var seen: Set<WindowedCriterion> = []
            for (position, windowed) in group.criteria.enumerated() where !seen.insert(windowed).inserted {
                add(
                    "cohort.criterion-twice", .warning, "\(site.path).CriteriaList[\(position)]",
                    fr: "Ce critère figure déjà dans le groupe.", en: "This criterion stands already in the group.")
            }
        }
        for site in sites.demographics where site.demographic.predicates(.fixed).isEmpty {
            add(
                "cohort.demographic-empty", .warning, site.path,
                fr: "Cette condition sur la personne est vide : elle est toujours satisfaite.",
                en: "This condition on the person is empty: it always holds.")
        }
    }

    private mutating func checkQuantifier(_ site: DefinitionSites.GroupSite) {
        let members = site.group.memberCount
        switch site.group.quantifier {
        case .atLeast(let count) where count > members:
            add(
                "cohort.group-impossible", .warning, site.path + ".Count",
                fr: "Le groupe demande \(count) conditions et n’en a que \(members) : il n’est jamais satisfait.",
                en: "The group asks for \(count) conditions and has only \(members): it never holds.")
        case .atLeast(0):
            add(
                "cohort.group-trivial", .warning, site.path + ".Count",
                fr: "« Au moins 0 » est toujours satisfait.", en: "“At least 0” always holds.")
        case .atMost(let count) where count >= members:
            add(
                "cohort.group-trivial", .warning, site.path + ".Count",
                fr: "« Au plus \(count) » de \(members) conditions est toujours satisfait.",
                en: "“At most \(count)” of \(members) conditions always holds.")
        default: break
        }
    }

    /// Counts that ask nothing, that contradict each other, or that the index event itself decides.
    mutating func checkCounts() {
        for site in sites.criteria {
            guard let windowed = site.windowed else { continue }
            let occurrence = windowed.occurrence
            if occurrence.comparison == .atLeast, occurrence.count == 0 {
                add(
                    "cohort.at-least-zero", .warning, site.windowPath + ".Occurrence",
                    fr: "« Au moins 0 fois » ne demande rien ; sans doute « exactement 0 » ou « au moins 1 ».",
                    en: "“At least 0 times” asks nothing; probably “exactly 0” or “at least 1” is meant.")
            }
            checkOwnEvent(site, windowed)
        }
        checkContradictions()
    }

    /// The entry event is a candidate too: it satisfies "at least 1" and forbids "exactly 0" of its own kind on day 0.
    private mutating func checkOwnEvent(_ site: DefinitionSites.CriterionSite, _ windowed: WindowedCriterion) {
        guard !site.isNested, definition.primary.criteria.count == 1, windowed.startWindow.containsIndexDay,
            windowed.endWindow == nil, windowed.occurrence.distinct == nil,
            windowed.criterion == definition.primary.criteria.first
        else { return }
        let occurrence = windowed.occurrence
        if occurrence.comparison == .atLeast, occurrence.count == 1 {
            add(
                "cohort.own-event", .note, site.windowPath,
                fr: "L’événement d’entrée compte lui-même : cette condition est toujours satisfaite.",
                en: "The entry event counts itself: this condition always holds.")
        } else if occurrence.comparison != .atLeast, occurrence.count == 0, !windowed.restrictsToVisit {
            add(
                "cohort.own-event-excluded", .warning, site.windowPath,
                fr: "L’événement d’entrée compte lui-même : cette condition n’est jamais satisfaite.",
                en: "The entry event counts itself: this condition never holds.")
        }
    }

    /// The same event asked for in the same window, by counts that no person can satisfy together.
    private mutating func checkContradictions() {
        struct Asked: Hashable {
            let type: String
            let set: Int?
            let attributes: [Criterion.Attribute]
            let start: Window
            let end: Window?
        }
        var ranges: [Asked: ClosedRange<Int>] = [:]
        let required = Set(sites.groups.filter { $0.group.quantifier == .all && !$0.isNested }.map(\.path))
        for site in sites.criteria where !site.isNested {
            guard let windowed = site.windowed, let group = site.groupPath, required.contains(group) else { continue }
            let asked = Asked(
                type: site.criterion.typeName, set: site.criterion.conceptSetID, attributes: site.criterion.attributes,
                start: windowed.startWindow, end: windowed.endWindow)
            let range = windowed.occurrence.range
            guard let earlier = ranges[asked] else {
                ranges[asked] = range
                continue
            }
            if !earlier.overlaps(range) {
                add(
                    "cohort.contradiction", .warning, site.windowPath + ".Occurrence",
                    fr:
                        "Ce nombre contredit celui d’un autre critère sur le même événement : personne ne peut satisfaire "
                        + "les deux.",
                    en: "This count contradicts that of another criterion on the same event: nobody can satisfy both.")
            }
        }
    }
}

extension Occurrence {
    /// The counts that satisfy it.
    fileprivate var range: ClosedRange<Int> {
        switch comparison {
        case .exactly: count...count
        case .atMost: 0...count
        case .atLeast: count...Int.max
        }
    }
}
