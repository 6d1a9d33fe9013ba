package import HealthModel

extension CriteriaGroup {
    /// The group in short: its members joined by "and" or "or", or counted.
    package func words(in definition: CohortDefinition) -> Phrase {
        let members =
            criteria.map { $0.words(in: definition) } + demographics.map(\.words)
            + groups.map { group in
                let inner = group.words(in: definition)
                return Phrase(fr: "[\(inner.fr)]", en: "[\(inner.en)]")
            }
        guard !members.isEmpty else { return Phrase(fr: "toujours", en: "always") }
        func joined(_ fr: String, _ en: String) -> Phrase {
            Phrase(fr: members.map(\.fr).joined(separator: fr), en: members.map(\.en).joined(separator: en))
        }
        switch quantifier {
        case .all: return joined(" et ", " and ")
        case .any: return joined(" ou ", " or ")
        case .atLeast(let count):
            let list = joined(" ; ", "; ")
            return Phrase(fr: "au moins \(count) parmi : \(list.fr)", en: "at least \(count) of: \(list.en)")
        case .atMost(let count):
            let list = joined(" ; ", "; ")
            return Phrase(fr: "au plus \(count) parmi : \(list.fr)", en: "at most \(count) of: \(list.en)")
        }
    }
}

extension WindowedCriterion {
    /// "no drug exposure “insulins”, any time before".
    package func words(in definition: CohortDefinition) -> Phrase {
        let what = criterion.words(in: definition)
        let when = startWindow.words(ignoresObservationPeriod: ignoresObservationPeriod)
        let count = occurrence.words
        return Phrase(fr: "\(count.fr) \(what.fr), \(when.fr)", en: "\(count.en) \(what.en), \(when.en)")
    }
}

extension Occurrence {
    fileprivate var words: Phrase {
        let different = distinct == nil ? Phrase(fr: "", en: "") : Phrase(fr: " différents", en: " different")
        switch (comparison, count) {
        case (.exactly, 0), (.atMost, 0): return Phrase(fr: "jamais", en: "never")
        case (.exactly, _):
            return Phrase(fr: "exactement \(count)\(different.fr) ×", en: "exactly \(count)\(different.en) ×")
        case (.atMost, _):
            return Phrase(fr: "au plus \(count)\(different.fr) ×", en: "at most \(count)\(different.en) ×")
        case (.atLeast, _):
            return Phrase(fr: "au moins \(count)\(different.fr) ×", en: "at least \(count)\(different.en) ×")
        }
    }
}

extension Window {
    fileprivate func words(ignoresObservationPeriod: Bool) -> Phrase {
        let from = start.words(ignoresObservationPeriod)
        let to = end.words(ignoresObservationPeriod)
        return Phrase(fr: "de \(from.fr) à \(to.fr)", en: "from \(from.en) to \(to.en)")
    }
}

extension Window.Endpoint {
    fileprivate func words(_ ignoresObservationPeriod: Bool) -> Phrase {
        switch self {
        case .days(0, _): Phrase(fr: "jour 0", en: "day 0")
        case .days(let days, _) where days < 0: Phrase(fr: "\(-days) jours avant", en: "\(-days) days before")
        case .days(let days, _): Phrase(fr: "\(days) jours après", en: "\(days) days after")
        case .edgeBefore where ignoresObservationPeriod: Phrase(fr: "toujours", en: "ever")
        case .edgeAfter where ignoresObservationPeriod: Phrase(fr: "toujours", en: "ever")
        case .edgeBefore: Phrase(fr: "début d’observation", en: "the start of observation")
        case .edgeAfter: Phrase(fr: "fin d’observation", en: "the end of observation")
        }
    }
}

extension DemographicCriterion {
    /// "age ≥ 18, sex FEMALE".
    package var words: Phrase {
        var parts: [Phrase] = []
        if let age { parts.append(Phrase(fr: "âge \(age.words.fr)", en: "age \(age.words.en)")) }
        let lists = [
            (Phrase(fr: "sexe", en: "sex"), sexes), (Phrase(fr: "origine", en: "race"), races),
            (Phrase(fr: "groupe ethnique", en: "ethnicity"), ethnicities),
        ]
        for (label, concepts) in lists where !concepts.isEmpty {
            let names = concepts.map { $0.name ?? "\($0.identifier)" }.joined(separator: ", ")
            parts.append(Phrase(fr: "\(label.fr) \(names)", en: "\(label.en) \(names)"))
        }
        if let start { parts.append(Phrase(fr: "début \(start.words.fr)", en: "start \(start.words.en)")) }
        if let end { parts.append(Phrase(fr: "fin \(end.words.fr)", en: "end \(end.words.en)")) }
        if parts.isEmpty { parts.append(Phrase(fr: "condition sur la personne", en: "a condition on the person")) }
        return Phrase(fr: parts.map(\.fr).joined(separator: ", "), en: parts.map(\.en).joined(separator: ", "))
    }
}
