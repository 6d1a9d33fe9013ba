import HealthModel

extension Criterion {
    /// The criterion in full: "a first measurement of “HbA1c”, value from 7 to 10". Nested groups become sub-lines.
    func sentence(in definition: CohortDefinition) -> Phrase {
        sentence(in: definition, called: type.title)
    }

    /// The same under another name, such as "no drug exposure".
    func sentence(in definition: CohortDefinition, called title: Phrase) -> Phrase {
        var fr = title.fr
        var en = title.en
        if let conceptSetID {
            let name = definition.setName(conceptSetID)
            fr += " de \(name.fr)"
            en += " of \(name.en)"
        } else if type.source.concept != nil {
            fr += " quel que soit le code"
            en += " of any code"
        }
        var clauses = attributeClauses(in: definition)
        if isFirst {
            let of = conceptSetID == nil ? Phrase(fr: "de ce type ", en: "of its kind ") : Phrase(fr: "", en: "")
            clauses.insert(
                Phrase(
                    fr: "seul le tout premier \(of.fr)dans le dossier étant retenu avant les autres conditions",
                    en: "only the very first one \(of.en)in the record being looked at, before the other conditions"),
                at: 0)
        }
        if let adjustment { clauses.append(adjustment.clause) }
        guard !clauses.isEmpty else { return Phrase(fr: fr, en: en) }
        let list = Phrase.joined(clauses, fr: " ; ", en: "; ")
        return Phrase(fr: "\(fr) : \(list.fr)", en: "\(en): \(list.en)")
    }
}

extension DateAdjustment {
    fileprivate var clause: Phrase {
        func side(_ date: EventDate, _ days: Int) -> Phrase {
            let anchor = date == .start ? Phrase(fr: "début", en: "start") : Phrase(fr: "fin", en: "end")
            if days == 0 { return anchor }
            return days > 0
                ? Phrase(fr: "\(anchor.fr) plus \(days) jours", en: "\(anchor.en) plus \(days) days")
                : Phrase(fr: "\(anchor.fr) moins \(-days) jours", en: "\(anchor.en) minus \(-days) days")
        }
        let from = side(start, startOffsetDays)
        let to = side(end, endOffsetDays)
        return Phrase(
            fr: "dates décalées : du \(from.fr) au \(to.fr)", en: "dates shifted: from \(from.en) to \(to.en)")
    }
}

extension DemographicCriterion {
    /// Every condition on the person: "age of at least 18; sex FEMALE".
    func sentence(in definition: CohortDefinition) -> Phrase {
        var clauses: [Phrase] = []
        func add(_ label: Phrase, _ rest: Phrase) {
            clauses.append(Phrase(fr: "\(label.fr) \(rest.fr)", en: "\(label.en) \(rest.en)"))
        }
        if let age { add(Phrase(fr: "âge", en: "age"), age.clause(unit: .years)) }
        let lists: [(Phrase, [Concept], ConceptSetSelection?)] = [
            (Phrase(fr: "sexe", en: "sex"), sexes, sexSet), (Phrase(fr: "origine", en: "race"), races, raceSet),
            (Phrase(fr: "groupe ethnique", en: "ethnicity"), ethnicities, ethnicitySet),
        ]
        for (label, concepts, selection) in lists {
            if !concepts.isEmpty { add(label, .list(of: concepts, isExcluded: false)) }
            if let selection { add(label, selection.clause(in: definition)) }
        }
        if let start { add(Phrase(fr: "date de l’événement", en: "date of the event"), start.clause) }
        if let end { add(Phrase(fr: "fin de l’événement", en: "end of the event"), end.clause) }
        guard !clauses.isEmpty else {
            return Phrase(fr: "une condition vide sur la personne", en: "an empty condition on the person")
        }
        return .joined(clauses, fr: " ; ", en: "; ")
    }
}
