package import CohortEngine
package import HealthModel

/// A whole definition in plain words, part after part.
package enum DefinitionWords {
    /// A heading and its sentences.
    package struct Part: Sendable, Hashable {
        package let heading: Phrase
        package let lines: [Phrase]
    }

    package static func parts(_ definition: CohortDefinition) -> [Part] {
        var parts = [
            Part(heading: Phrase(fr: "Entrée", en: "Entry"), lines: entry(definition)),
            Part(heading: Phrase(fr: "Règles", en: "Rules"), lines: rules(definition)),
            Part(heading: Phrase(fr: "Sortie", en: "Exit"), lines: exit(definition)),
        ]
        let sets = definition.conceptSets.map(words)
        if !sets.isEmpty {
            parts.append(Part(heading: Phrase(fr: "Ensembles de concepts", en: "Concept sets"), lines: sets))
        }
        return parts.filter { !$0.lines.isEmpty }
    }

    private static func entry(_ definition: CohortDefinition) -> [Phrase] {
        let primary = definition.primary
        var lines = primary.criteria.map { $0.words(in: definition) }
        if primary.criteria.count > 1 {
            lines.insert(Phrase(fr: "L’un de ces événements :", en: "One of these events:"), at: 0)
        }
        if primary.priorDays > 0 || primary.postDays > 0 {
            lines.append(
                Phrase(
                    fr: "Observé au moins \(primary.priorDays) jours avant et \(primary.postDays) jours après.",
                    en: "Observed at least \(primary.priorDays) days before and \(primary.postDays) days after."))
        }
        lines.append(limit(primary.limit))
        if let additional = definition.additional {
            let words = additional.words(in: definition)
            lines.append(Phrase(fr: "Et en plus : \(words.fr).", en: "And besides: \(words.en)."))
            lines.append(limit(definition.qualifiedLimit))
        }
        return lines
    }

    private static func rules(_ definition: CohortDefinition) -> [Phrase] {
        var lines = definition.rules.enumerated()
            .map { place, rule in
                let words = rule.group.words(in: definition)
                let name = rule.name.isEmpty ? "\(place + 1)" : rule.name
                return Phrase(fr: "\(name) : \(words.fr).", en: "\(name): \(words.en).")
            }
        if !lines.isEmpty { lines.append(limit(definition.expressionLimit)) }
        return lines
    }

    private static func exit(_ definition: CohortDefinition) -> [Phrase] {
        var lines = [exit(definition.endStrategy, in: definition)]
        for criterion in definition.censoring {
            let words = criterion.words(in: definition)
            lines.append(Phrase(fr: "Ou dès ceci : \(words.fr).", en: "Or from this on: \(words.en)."))
        }
        if definition.eraPadDays > 0 {
            lines.append(
                Phrase(
                    fr: "Deux passages à \(definition.eraPadDays) jours d’écart au plus n’en font qu’un.",
                    en: "Two memberships at most \(definition.eraPadDays) days apart are one."))
        }
        if let window = definition.censorWindow { lines.append(censoring(window)) }
        return lines
    }

    static func exit(_ strategy: EndStrategy?, in definition: CohortDefinition) -> Phrase {
        switch strategy {
        case nil: return Phrase(fr: "À la fin de l’observation.", en: "At the end of observation.")
        case .offset(let days, let date):
            let from = date == .start ? Phrase(fr: "le début", en: "the start") : Phrase(fr: "la fin", en: "the end")
            return Phrase(
                fr: "\(days) jours après \(from.fr) de l’événement.", en: "\(days) days after \(from.en) of the event.")
        case .continuousExposure(let exposure):
            let name = definition.conceptSet(exposure.drugSetID)?.name ?? "\(exposure.drugSetID)"
            return Phrase(
                fr:
                    "À la fin de l’exposition continue à « \(name) » (interruptions d’au plus \(exposure.gapDays) jours).",
                en: "At the end of the continuous exposure to “\(name)” (gaps of at most \(exposure.gapDays) days).")
        }
    }

    static func limit(_ limit: EventLimit) -> Phrase {
        switch limit {
        case .all: Phrase(fr: "Tous les événements d’une personne comptent.", en: "All events of a person count.")
        case .first: Phrase(fr: "Le premier événement de chaque personne.", en: "The first event of each person.")
        case .last: Phrase(fr: "Le dernier événement de chaque personne.", en: "The last event of each person.")
        }
    }

    static func censoring(_ window: DayBounds) -> Phrase {
        let from = window.start?.description ?? "…"
        let to = window.end?.description ?? "…"
        return Phrase(fr: "Seulement du \(from) au \(to).", en: "Only from \(from) to \(to).")
    }

    private static let conceptCountMax = 8

    private static func words(_ set: ConceptSet) -> Phrase {
        func list(_ items: [ConceptSet.Item]) -> Phrase {
            let shown = items.prefix(conceptCountMax)
                .map { item in
                    let name = item.concept.name ?? "\(item.concept.identifier)"
                    return item.includesDescendants
                        ? Phrase(fr: name + " et ce qui est dessous", en: name + " and what is below")
                        : Phrase(fr: name, en: name)
                }
            let more = items.count > conceptCountMax ? items.count - conceptCountMax : 0
            return Phrase(
                fr: shown.map(\.fr).joined(separator: ", ") + (more > 0 ? " et \(more) autres" : ""),
                en: shown.map(\.en).joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""))
        }
        let included = list(set.items.filter { !$0.isExcluded })
        let excluded = set.items.filter(\.isExcluded)
        guard !excluded.isEmpty else {
            return Phrase(fr: "« \(set.name) » : \(included.fr).", en: "“\(set.name)”: \(included.en).")
        }
        let without = list(excluded)
        return Phrase(
            fr: "« \(set.name) » : \(included.fr) ; sauf \(without.fr).",
            en: "“\(set.name)”: \(included.en); except \(without.en).")
    }
}
