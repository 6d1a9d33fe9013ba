import HealthModel

extension DefinitionChecks {
    /// Rules, limits and entry criteria.
    mutating func checkStructure() {
        for (position, rule) in definition.rules.enumerated() where rule.group.isEmpty {
            add(
                "cohort.rule-empty", .warning, "$.InclusionRules[\(position)]",
                fr: "La règle « \(rule.name) » est vide : elle est toujours satisfaite.",
                en: "The rule “\(rule.name)” is empty: it always holds.")
        }
        if definition.additional == nil, definition.qualifiedLimit != .all {
            add(
                "cohort.limit-without-effect", .note, "$.QualifiedLimit",
                fr: "La limite des événements qualifiés est sans effet en l’absence de critères additionnels.",
                en: "The limit on qualified events has no effect without additional criteria.")
        }
        checkProgression()
        var seen: Set<Criterion> = []
        for (position, criterion) in definition.primary.criteria.enumerated() where !seen.insert(criterion).inserted {
            add(
                "cohort.criterion-twice", .warning, "$.PrimaryCriteria.CriteriaList[\(position)]",
                fr: "Ce critère d’entrée figure déjà plus haut.", en: "This entry criterion stands already above.")
        }
    }

    /// A later step that would keep more events of a person than an earlier one lets through.
    private mutating func checkProgression() {
        guard definition.additional != nil else { return }
        let entry = definition.primary.limit.width
        let qualified = definition.qualifiedLimit.width
        let final = definition.expressionLimit.width
        if qualified > entry { addProgression("$.QualifiedLimit") }
        if final > min(entry, qualified) { addProgression("$.ExpressionLimit") }
    }

    private mutating func addProgression(_ path: String) {
        add(
            "cohort.limit-progression", .warning, path,
            fr: "Cette limite est plus large que celle d’une étape antérieure : elle n’aura pas l’effet attendu.",
            en: "This limit is wider than that of an earlier step: it will not have the intended effect.")
    }

    mutating func checkExit() {
        let exit = "$.EndStrategy"
        switch definition.endStrategy {
        case .offset(0, .start):
            add(
                "cohort.exit-at-start", .warning, exit + ".DateOffset",
                fr: "La sortie est le jour de l’entrée : les personnes n’appartiennent qu’un jour à la cohorte.",
                en: "Exit is on the day of entry: people belong to the cohort for one day only.")
        case .offset(let days, .start) where days < 0:
            add(
                "cohort.exit-before-start", .warning, exit + ".DateOffset",
                fr: "La sortie précède l’entrée : la cohorte sera vide.",
                en: "Exit comes before entry: the cohort will be empty.")
        case nil where keepsAllEvents:
            add(
                "cohort.no-exit", .warning, exit,
                fr:
                    "Tous les événements sont retenus et aucune sortie n’est définie : chaque personne reste jusqu’à la fin "
                    + "de son observation.",
                en: "All events are kept and no exit is defined: each person stays until observation ends.")
        default: break
        }
        checkDrugExit()
        if let window = definition.censorWindow, let start = window.start, let end = window.end, start > end {
            add(
                "cohort.range-reversed", .warning, "$.CensorWindow",
                fr: "Le début est après la fin : la cohorte sera vide.",
                en: "The start is after the end: the cohort will be empty.")
        }
    }

    private var keepsAllEvents: Bool {
        definition.primary.limit == .all && definition.expressionLimit == .all
            && (definition.additional == nil || definition.qualifiedLimit == .all)
    }

    /// Entry by a drug and exit that does not follow the exposure to it.
    private mutating func checkDrugExit() {
        var exitSet: Int?
        if case .continuousExposure(let exposure) = definition.endStrategy { exitSet = exposure.drugSetID }
        for site in sites.criteria where site.part == .entry && !site.isNested {
            guard let set = site.criterion.conceptSetID, set != exitSet, holdsDrugs(set, site.criterion) else {
                continue
            }
            add(
                "cohort.drug-exit", .note, site.path,
                fr: "L’entrée se fait par un médicament, et la sortie ne suit pas l’exposition à celui-ci.",
                en: "Entry is by a drug, and exit does not follow the exposure to it.")
        }
    }
}

extension DefinitionChecks {
    /// By the domains that the definition quotes, or by the kind of criterion when it quotes none.
    private func holdsDrugs(_ set: Int, _ criterion: Criterion) -> Bool {
        let domains = definition.conceptSet(set)?.items.compactMap { $0.concept.domain?.lowercased() } ?? []
        return domains.isEmpty ? criterion.type.domain == "Drug" : domains.contains("drug")
    }
}

extension EventLimit {
    fileprivate var width: Int {
        switch self {
        case .first: 0
        case .last: 1
        case .all: 2
        }
    }
}
