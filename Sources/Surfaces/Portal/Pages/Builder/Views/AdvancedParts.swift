import CohortEngine
import HealthModel

/// What the builder keeps without editing it, in words.
enum AdvancedParts {
    static func words(_ event: EventDraft, in definition: CohortDefinition) -> [Phrase] {
        guard let criterion = event.advanced else { return [] }
        var parts: [Phrase] = []
        if !criterion.attributes.isEmpty || criterion.nested != nil {
            parts.append(criterion.words(in: definition))
        }
        if let adjustment = criterion.adjustment {
            let start = side(adjustment.start, adjustment.startOffsetDays)
            let end = side(adjustment.end, adjustment.endOffsetDays)
            parts.append(
                Phrase(
                    fr: "dates déplacées : du \(start.fr) au \(end.fr)",
                    en: "moved dates: from \(start.en) to \(end.en)"
                ))
        }
        return parts
    }

    static func words(_ criterion: CriterionDraft, in definition: CohortDefinition) -> [Phrase] {
        var parts = words(criterion.event, in: definition)
        if criterion.window.usesIndexEnd {
            parts.append(
                Phrase(
                    fr: "jours comptés depuis la fin de l’événement d’entrée",
                    en: "days counted from the end of the entry event"))
        }
        if criterion.window.usesEventEnd == true {
            parts.append(
                Phrase(fr: "la fenêtre porte sur la fin de l’événement", en: "the window looks at the end of the event")
            )
        }
        if let window = criterion.endWindow {
            let from = endpoint(window.start)
            let to = endpoint(window.end)
            parts.append(
                Phrase(
                    fr: "seconde fenêtre, sur la fin de l’événement : de \(from.fr) à \(to.fr)",
                    en: "second window, on the end of the event: from \(from.en) to \(to.en)"))
        }
        return parts
    }

    static func words(_ person: PersonDraft) -> [Phrase] { person.advanced.map { [$0.words] } ?? [] }

    static func words(_ rule: RuleDraft, in definition: CohortDefinition) -> [Phrase] {
        var parts = rule.groups.map { $0.words(in: definition) }
        if let description = rule.description, !description.isEmpty {
            parts.append(Phrase(fr: "description : \(description)", en: "description: \(description)"))
        }
        return parts
    }

    /// Of the whole definition: additional criteria, censoring, exposure exit.
    static func words(_ draft: BuilderDraft, in definition: CohortDefinition) -> [Phrase] {
        var parts: [Phrase] = []
        if let additional = draft.additional {
            let group = additional.words(in: definition)
            parts.append(
                Phrase(
                    fr: "l’événement d’entrée est restreint : \(group.fr)",
                    en: "the entry event is restricted: \(group.en)"))
            let limit = DefinitionWords.limit(draft.qualifiedLimit)
            parts.append(Phrase(fr: "puis : \(limit.fr)", en: "then: \(limit.en)"))
        }
        for criterion in draft.censoring {
            let words = criterion.words(in: definition)
            parts.append(Phrase(fr: "sortie anticipée : \(words.fr)", en: "early exit: \(words.en)"))
        }
        if let window = draft.censorWindow { parts.append(DefinitionWords.censoring(window)) }
        if case .continuousExposure = draft.exit { parts.append(DefinitionWords.exit(draft.exit, in: definition)) }
        if let versions = draft.modelVersions {
            parts.append(Phrase(fr: "versions d’OMOP visées : \(versions)", en: "OMOP versions in mind: \(versions)"))
        }
        return parts
    }

    private static func side(_ date: EventDate, _ days: Int) -> Phrase {
        let shift = days == 0 ? "" : (days > 0 ? " + \(days)" : " − \(-days)")
        return date == .start
            ? Phrase(fr: "début\(shift)", en: "start\(shift)") : Phrase(fr: "fin\(shift)", en: "end\(shift)")
    }

    private static func endpoint(_ endpoint: Window.Endpoint) -> Phrase {
        switch endpoint {
        case .edgeBefore: Phrase(fr: "début d’observation", en: "the start of observation")
        case .edgeAfter: Phrase(fr: "fin d’observation", en: "the end of observation")
        case .days(let days, _) where days < 0: Phrase(fr: "\(-days) jours avant", en: "\(-days) days before")
        case .days(let days, _): Phrase(fr: "\(days) jours après", en: "\(days) days after")
        }
    }
}
