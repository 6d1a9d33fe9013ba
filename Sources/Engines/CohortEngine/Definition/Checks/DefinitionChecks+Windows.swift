import HealthModel

extension DefinitionChecks {
    mutating func checkWindows() {
        for site in sites.criteria {
            guard let windowed = site.windowed else { continue }
            check(windowed.startWindow, site.windowPath + ".StartWindow")
            if let window = windowed.endWindow { check(window, site.windowPath + ".EndWindow") }
            checkReach(site, windowed)
            if site.criterion.typeName == CriterionType.death.name, windowed.startWindow.liesBefore {
                add(
                    "cohort.death-before", .warning, site.windowPath + ".StartWindow",
                    fr: "Un décès est cherché avant l’événement : rien ne devrait suivre un décès.",
                    en: "A death is looked for before the event: nothing should follow a death.")
            }
            if site.criterion.isFirst, !windowed.startWindow.isOpen {
                add(
                    "cohort.first-in-window", .note, site.path + ".First",
                    fr:
                        "Le premier événement est choisi dans tout le dossier, puis la fenêtre est vérifiée : ce n’est pas "
                        + "le premier de la fenêtre.",
                    en:
                        "The first event is chosen in the whole record, then the window is tested: it is not the first of "
                        + "the window.")
            }
        }
        checkPattern()
        for site in sites.criteria where site.criterion.typeName == CriterionType.drugEra.name {
            add(
                "cohort.drug-era", .note, site.path,
                fr: "Les périodes de traitement dépendent de la durée délivrée, souvent absente des remboursements.",
                en: "Drug eras depend on days of supply, which claims often lack.")
        }
    }

    private mutating func check(_ window: Window, _ path: String) {
        if window.start.position > window.end.position {
            add(
                "cohort.window-reversed", .warning, path,
                fr: "La fenêtre commence après sa fin : rien n’y sera trouvé.",
                en: "The window starts after its end: nothing will be found in it.")
        }
        for (name, endpoint) in [("Start", window.start), ("End", window.end)] where endpoint.isWrittenNegative {
            add(
                "cohort.window-negative", .warning, "\(path).\(name).Days",
                fr: "Un nombre de jours négatif inverse le sens écrit (avant ou après).",
                en: "A negative number of days reverses the side that is written (before or after).")
        }
    }

    /// A window that reaches further back than the observation asked for at entry.
    private mutating func checkReach(_ site: DefinitionSites.CriterionSite, _ windowed: WindowedCriterion) {
        guard !site.isNested, !windowed.ignoresObservationPeriod,
            case .days(let days, _) = windowed.startWindow.start, -days > definition.primary.priorDays
        else { return }
        add(
            "cohort.window-beyond-observation", .note, site.windowPath + ".StartWindow",
            fr: "La fenêtre remonte à \(-days) jours et l’entrée ne garantit que \(definition.primary.priorDays) jours "
                + "d’observation.",
            en: "The window reaches back \(-days) days and entry guarantees \(definition.primary.priorDays) days of "
                + "observation only.")
    }

    /// Windows that start on another day than most others of the definition that name a day; unlike Circe, which takes
    /// the edge of the observation period for day 0.
    private mutating func checkPattern() {
        let windows = sites.criteria.compactMap { site -> (String, Int)? in
            guard case .days(let days, _)? = site.windowed?.startWindow.start else { return nil }
            return (site.windowPath, days)
        }
        let counts = Dictionary(grouping: windows, by: \.1).mapValues(\.count)
        guard let most = counts.values.max(), most > 1, let usual = counts.filter({ $0.value == most }).keys.min()
        else { return }
        for (path, days) in windows where (counts[days] ?? 0) < most {
            add(
                "cohort.time-pattern", .note, path + ".StartWindow",
                fr: "La plupart des fenêtres commencent au jour \(usual) ; celle-ci, au jour \(days).",
                en: "Most windows start on day \(usual); this one on day \(days).")
        }
    }
}

extension Window {
    /// No bound on either side, but for the observation period.
    var isOpen: Bool { start == .edgeBefore && end == .edgeAfter }

    /// Whether an event on the very day of the index event lies in it.
    var containsIndexDay: Bool {
        start.position <= 0 && end.position >= 0 && !usesIndexEnd && usesEventEnd != true
    }

    /// Reaches before the index event and not beyond it.
    fileprivate var liesBefore: Bool { start.position < 0 && end.position <= 0 && !usesIndexEnd }
}

extension Window.Endpoint {
    /// Days from the index event; the edges lie beyond every number.
    var position: Int {
        switch self {
        case .edgeBefore: Int.min
        case .edgeAfter: Int.max
        case .days(let days, _): days
        }
    }

    fileprivate var isWrittenNegative: Bool {
        if case .days(let days, let isBefore) = self { return isBefore ? days > 0 : days < 0 }
        return false
    }
}
