import HealthModel

extension CohortDefinition {
    /// The definition in plain words: entry, restrictions, rules, exit, eras, concept sets, and how it is read.
    package func description(_ reading: CohortReading = .strict) -> DefinitionDescription {
        var sections = [section(Phrase(fr: "Entrée", en: "Entry"), describeEntry)]
        if additional != nil {
            sections.append(
                section(Phrase(fr: "Restriction des entrées", en: "Restriction of entries"), describeAdditional))
        }
        if !rules.isEmpty {
            sections.append(section(Phrase(fr: "Règles d’inclusion", en: "Inclusion rules"), describeRules))
        }
        sections.append(section(Phrase(fr: "Événement retenu", en: "Event kept"), describeLimit))
        sections.append(section(Phrase(fr: "Sortie", en: "Exit"), describeExit))
        sections.append(section(Phrase(fr: "Périodes", en: "Spans"), describeSpans))
        if !conceptSets.isEmpty {
            sections.append(section(Phrase(fr: "Ensembles de concepts", en: "Concept sets"), describeSets))
        }
        let differences = readingDifferences
        if !differences.isEmpty {
            sections.append(
                section(reading == .strict ? .strictReading : .fixedReading) { lines in
                    for difference in differences {
                        lines.add(
                            0, "\(difference.path) : \(difference.explanation.fr)",
                            "\(difference.path): \(difference.explanation.en)")
                    }
                })
        }
        return DefinitionDescription(sections: sections)
    }

    private func section(
        _ title: Phrase, _ body: (inout DescriptionLines) -> Void
    ) -> DefinitionDescription.Section {
        var lines = DescriptionLines(self)
        body(&lines)
        return DefinitionDescription.Section(title: title, lines: lines.lines)
    }

    private func describeEntry(_ lines: inout DescriptionLines) {
        if let title, !title.isEmpty { lines.add(0, "Titre : \(title)", "Title: \(title)") }
        if let modelVersions {
            lines.add(
                0, "Modèle de données prévu : OMOP \(modelVersions)", "Intended data model: OMOP \(modelVersions)")
        }
        lines.add(
            0, primary.criteria.count == 1 ? "Les personnes ayant :" : "Les personnes ayant l’un de ces événements :",
            primary.criteria.count == 1 ? "People having:" : "People having any of these events:")
        for criterion in primary.criteria { lines.add(1, criterion) }
        lines.add(0, primary.observationWords)
        let kept = primary.limit.words
        lines.add(0, "De chaque personne, \(kept.fr).", "Of each person, \(kept.en).")
    }

    private func describeAdditional(_ lines: inout DescriptionLines) {
        guard let additional else { return }
        lines.add(0, group: additional, index: .entryEvent)
        let kept = qualifiedLimit.words
        lines.add(0, "Ensuite, de chaque personne, \(kept.fr).", "Then, of each person, \(kept.en).")
    }

    private func describeRules(_ lines: inout DescriptionLines) {
        for (position, rule) in rules.enumerated() {
            let name = rule.name.isEmpty ? "" : " \(rule.name)"
            lines.add(0, "Règle \(position + 1) :\(name)", "Rule \(position + 1):\(name)")
            if let description = rule.description, !description.isEmpty {
                lines.add(1, "Note de l’auteur : \(description)", "Author’s note: \(description)")
            }
            lines.add(1, group: rule.group, index: .entryEvent)
        }
    }

    private func describeLimit(_ lines: inout DescriptionLines) {
        let kept = expressionLimit.words
        let among =
            rules.isEmpty
            ? Phrase(fr: "", en: "")
            : Phrase(
                fr: "des événements qui satisfont toutes les règles, ", en: "of the events that satisfy every rule, ")
        lines.add(0, among + Phrase(fr: "de chaque personne, \(kept.fr).", en: "of each person, \(kept.en)."))
        if additional == nil, qualifiedLimit != .all {
            lines.add(
                0,
                "La limite « \(qualifiedLimit.rawValue) » des événements qualifiés est écrite et sans effet, faute de restriction.",
                "The limit “\(qualifiedLimit.rawValue)” on qualified events is written and has no effect without a restriction."
            )
        }
    }

    private func describeExit(_ lines: inout DescriptionLines) {
        switch endStrategy {
        case nil: lines.add(0, "À la fin de la période d’observation.", "At the end of the observation period.")
        case .offset(let days, let date):
            let anchor =
                date == .start
                ? Phrase(fr: "du début de l’événement", en: "the start of the event")
                : Phrase(fr: "de la fin de l’événement", en: "the end of the event")
            let when: Phrase
            switch days {
            case 0: when = Phrase(fr: "Le jour \(anchor.fr)", en: "On the day of \(anchor.en)")
            case ..<0:
                when = Phrase(fr: "\(-days) jours avant le jour \(anchor.fr)", en: "\(-days) days before \(anchor.en)")
            default:
                when = Phrase(fr: "\(days) jours après le jour \(anchor.fr)", en: "\(days) days after \(anchor.en)")
            }
            lines.add(
                0,
                when
                    + Phrase(
                        fr: ", au plus tard à la fin de la période d’observation.",
                        en: ", at the latest at the end of the observation period."))
        case .continuousExposure(let exposure): describe(exposure, &lines)
        }
        guard !censoring.isEmpty else { return }
        lines.add(0, "Plus tôt, dès l’un de ces événements :", "Earlier, as soon as any of these events:")
        for criterion in censoring { lines.add(1, criterion) }
    }

    private func describe(_ exposure: ContinuousExposure, _ lines: inout DescriptionLines) {
        let name = setName(exposure.drugSetID)
        lines.add(
            0,
            "À la fin de l’exposition continue à \(name.fr) : expositions séparées d’au plus \(exposure.gapDays) jours "
                + "réunies, plus \(exposure.offsetDays) jours ; à défaut, à la fin de la période d’observation.",
            "At the end of continuous exposure to \(name.en): exposures at most \(exposure.gapDays) days apart joined, "
                + "plus \(exposure.offsetDays) days; failing that, at the end of the observation period.")
        if let days = exposure.daysSupply {
            lines.add(0, "Chaque exposition dure \(days) jours.", "Each exposure lasts \(days) days.")
        }
    }

    private func describeSpans(_ lines: inout DescriptionLines) {
        if eraPadDays == 0 {
            lines.add(
                0, "Les périodes d’une personne qui se chevauchent ou se touchent sont réunies.",
                "Spans of a person that overlap or touch are joined.")
        } else {
            lines.add(
                0, "Les périodes d’une personne séparées d’au plus \(eraPadDays) jours sont réunies.",
                "Spans of a person at most \(eraPadDays) days apart are joined.")
        }
        if let start = censorWindow?.start?.words {
            lines.add(0, "Rien n’est compté avant le \(start.fr).", "Nothing is counted before \(start.en).")
        }
        if let end = censorWindow?.end?.words {
            lines.add(0, "Rien n’est compté après le \(end.fr).", "Nothing is counted after \(end.en).")
        }
    }

    private func describeSets(_ lines: inout DescriptionLines) {
        let used = Set(usedConceptSetIDs)
        for set in conceptSets {
            let unused =
                used.contains(set.identifier) ? Phrase(fr: "", en: "") : Phrase(fr: " (non utilisé)", en: " (not used)")
            let name = setName(set.identifier) + unused
            lines.add(0, name)
            if set.items.isEmpty { lines.add(1, "aucun concept", "no concept") }
            for item in set.items { lines.add(1, item.words) }
        }
    }
}

extension PrimaryCriteria {
    fileprivate var observationWords: Phrase {
        let inside = Phrase(fr: "dans une même période d’observation.", en: "in one observation period.")
        switch (priorDays, postDays) {
        case (0, 0): return Phrase(fr: "L’événement est ", en: "The event lies ") + inside
        case (_, 0):
            return Phrase(
                fr: "Avec au moins \(priorDays) jours d’observation avant l’événement, ",
                en: "With at least \(priorDays) days of observation before the event, ") + inside
        case (0, _):
            return Phrase(
                fr: "Avec au moins \(postDays) jours d’observation après l’événement, ",
                en: "With at least \(postDays) days of observation after the event, ") + inside
        default:
            return Phrase(
                fr: "Avec au moins \(priorDays) jours d’observation avant l’événement et \(postDays) après, ",
                en: "With at least \(priorDays) days of observation before the event and \(postDays) after it, ")
                + inside
        }
    }
}

extension EventLimit {
    fileprivate var words: Phrase {
        switch self {
        case .all: Phrase(fr: "tous les événements sont retenus", en: "all events are kept")
        case .first: Phrase(fr: "seul le premier événement est retenu", en: "only the first event is kept")
        case .last: Phrase(fr: "seul le dernier événement est retenu", en: "only the last event is kept")
        }
    }
}

extension ConceptSet.Item {
    fileprivate var words: Phrase {
        let code = [concept.vocabulary, concept.code].compactMap { $0 }.joined(separator: " ")
        let reference = code.isEmpty ? "\(concept.identifier)" : "\(concept.identifier), \(code)"
        var text = Phrase(fr: "\(concept.words) (\(reference))", en: "\(concept.words) (\(reference))")
        if includesDescendants { text = text + Phrase(fr: ", avec ce qui en dépend", en: ", with what is below it") }
        if includesMapped {
            text =
                text + Phrase(fr: ", avec les codes sources qui y mènent", en: ", with the source codes that map to it")
        }
        return isExcluded ? Phrase(fr: "sauf ", en: "except ") + text : text
    }
}

extension Phrase {
    fileprivate static let entryEvent = Phrase(fr: "l’événement d’entrée", en: "the entry event")
    fileprivate static let strictReading = Phrase(
        fr: "Lecture stricte (celle de Circe), là où elle diffère du texte",
        en: "Strict reading (Circe’s), where it differs from the text")
    fileprivate static let fixedReading = Phrase(
        fr: "Lecture corrigée (le sens du texte), là où Circe diffère",
        en: "Fixed reading (what the text says), where Circe differs")
}
