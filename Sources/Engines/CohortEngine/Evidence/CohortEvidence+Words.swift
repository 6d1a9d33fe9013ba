package import HealthModel

extension CohortEvidence {
    /// A line of the account, and how deep it stands under the event that it explains.
    package struct Line: Sendable, Hashable {
        package let depth: Int
        package let words: Phrase
    }

    /// The whole account in both languages, line by line.
    package func lines(_ definition: CohortDefinition) -> [Line] {
        var lines: [Line] = [Line(depth: 0, words: verdict)]
        for event in events {
            lines.append(Line(depth: 1, words: event.words(definition)))
            if let additional = event.additional {
                let title = Phrase(fr: "critères additionnels", en: "additional criteria")
                lines.append(Line(depth: 2, words: title.answered(additional.holds)))
                lines += additional.lines(depth: 3)
            }
            for (rule, group) in zip(definition.rules, event.rules) {
                let title = Phrase(fr: "règle « \(rule.name) »", en: "rule “\(rule.name)”")
                lines.append(Line(depth: 2, words: title.answered(group.holds)))
                lines += group.lines(depth: 3)
            }
        }
        if untoldEventCount > 0 {
            lines.append(
                Line(
                    depth: 1,
                    words: Phrase(
                        fr: "\(untoldEventCount) autres événements ne sont pas détaillés.",
                        en: "\(untoldEventCount) further events are not told.")))
        }
        return lines
    }

    private var verdict: Phrase {
        guard isObserved else {
            return Phrase(
                fr: "Hors de la cohorte : aucune période d’observation.",
                en: "Not in the cohort: no observation period.")
        }
        guard !memberships.isEmpty else {
            return events.isEmpty
                ? Phrase(
                    fr: "Hors de la cohorte : aucun événement d’entrée.", en: "Not in the cohort: no entry event.")
                : Phrase(
                    fr: "Hors de la cohorte : aucun événement d’entrée n’est retenu.",
                    en: "Not in the cohort: no entry event is kept.")
        }
        let fr = memberships.map { "du \($0.start) au \($0.end)" }.joined(separator: ", ")
        let en = memberships.map { "from \($0.start) to \($0.end)" }.joined(separator: ", ")
        return Phrase(fr: "Dans la cohorte \(fr).", en: "In the cohort \(en).")
    }
}

extension CohortEvidence.PrimaryEvent {
    fileprivate func words(_ definition: CohortDefinition) -> Phrase {
        let what = record.words
        var fr = "\(what.fr) : \(fate.words.fr)"
        var en = "\(what.en): \(fate.words.en)"
        if let period {
            fr += " ; observation du \(period.start) au \(period.end)"
            en += "; observed from \(period.start) to \(period.end)"
        }
        if let end, let endReason {
            let why = endReason.words(definition)
            fr += " ; fin le \(end) (\(why.fr))"
            en += "; ends on \(end) (\(why.en))"
        }
        return Phrase(fr: fr, en: en)
    }
}

extension CohortEvidence.Group {
    fileprivate func lines(depth: Int) -> [CohortEvidence.Line] {
        members.flatMap { member in
            var words = member.asked
            if let count = member.foundCount {
                words = Phrase(fr: "\(words.fr) — trouvé : \(count)", en: "\(words.en) — found: \(count)")
            }
            return [CohortEvidence.Line(depth: depth, words: words.answered(member.holds))]
                + member.records.map { CohortEvidence.Line(depth: depth + 1, words: $0.words) }
                + (member.group?.lines(depth: depth + 1) ?? [])
        }
    }
}

extension CohortEvidence.Record {
    fileprivate var words: Phrase {
        let concept = concept.map { ", concept \($0)" } ?? ""
        let to = end.map { ("au \($0)", "to \($0)") } ?? ("fin inconnue", "unknown end")
        return Phrase(
            fr: "\(table) \(identifier)\(concept), du \(start) \(to.0)",
            en: "\(table) \(identifier)\(concept), from \(start) \(to.1)")
    }
}

extension CohortEvidence.Fate {
    package var words: Phrase {
        switch self {
        case .outsideObservation: Phrase(fr: "hors de toute période d’observation", en: "in no observation period")
        case .observedTooShortly:
            Phrase(fr: "observation trop courte autour", en: "not observed long enough around it")
        case .droppedByPrimaryLimit:
            Phrase(fr: "écarté par la limite des événements d’entrée", en: "dropped by the limit on entry events")
        case .failsAdditional: Phrase(fr: "critères additionnels non remplis", en: "fails the additional criteria")
        case .droppedByQualifiedLimit:
            Phrase(fr: "écarté par la limite des événements qualifiés", en: "dropped by the limit on qualified events")
        case .failsRules: Phrase(fr: "ne satisfait pas toutes les règles", en: "does not satisfy every rule")
        case .droppedByExpressionLimit:
            Phrase(fr: "écarté par la limite des événements retenus", en: "dropped by the limit on included events")
        case .endsBeforeStart: Phrase(fr: "finirait avant de commencer", en: "would end before it starts")
        case .included: Phrase(fr: "retenu", en: "kept")
        }
    }
}

extension CohortEvidence.EndReason {
    fileprivate func words(_ definition: CohortDefinition) -> Phrase {
        switch self {
        case .observationPeriod: return Phrase(fr: "fin d’observation", en: "end of observation")
        case .dateOffset: return Phrase(fr: "durée fixée", en: "fixed duration")
        case .continuousExposure: return Phrase(fr: "fin d’exposition continue", en: "end of continuous exposure")
        case .censoring(let position):
            guard definition.censoring.indices.contains(position) else {
                return Phrase(fr: "sortie", en: "censoring")
            }
            let what = definition.censoring[position].words(in: definition)
            return Phrase(fr: "sortie : \(what.fr)", en: "censored by \(what.en)")
        }
    }
}

extension Phrase {
    fileprivate func answered(_ holds: Bool) -> Phrase {
        Phrase(fr: "\(fr) : \(holds ? "oui" : "non")", en: "\(en): \(holds ? "yes" : "no")")
    }
}
