import HealthModel

extension Criterion {
    /// Every attribute as a clause, in the order of its kind: "value from 7 to 10".
    func attributeClauses(in definition: CohortDefinition) -> [Phrase] {
        type.attributes.compactMap { specification in
            attributes.first { $0.key == specification.key }
                .map { specification.clause($0.value, in: definition) }
        }
    }
}

extension AttributeSpecification {
    fileprivate func clause(_ value: AttributeValue, in definition: CohortDefinition) -> Phrase {
        func labelled(_ rest: Phrase) -> Phrase {
            Phrase(fr: "\(label.fr) \(rest.fr)", en: "\(label.en) \(rest.en)")
        }
        switch value {
        case .numbers(let range): return labelled(range.clause(unit: isAge ? .years : Phrase(fr: "", en: "")))
        case .days(let range): return labelled(range.clause)
        case .concepts(let concepts, let isExcluded): return labelled(.list(of: concepts, isExcluded: isExcluded))
        case .selection(let selection): return labelled(selection.clause(in: definition))
        case .text(let filter): return labelled(filter.clause)
        case .conceptSet(let set):
            let name = definition.setName(set)
            return labelled(Phrase(fr: "dans \(name.fr)", en: "in \(name.en)"))
        case .period(let bounds):
            let days = [bounds.start, bounds.end].compactMap { $0?.words }
            let list = Phrase.joined(days, fr: " et le ", en: " and ")
            return labelled(
                Phrase(
                    fr: "le \(list.fr), les bornes données remplaçant celles de la période",
                    en: "\(list.en), the given bounds replacing those of the period"))
        case .yes: return label
        }
    }
}

extension AttributeSpecification {
    private var isAge: Bool {
        guard case .whole(let operand) = kind else { return false }
        return operand == .ageAtStart || operand == .ageAtEnd
    }
}

extension Phrase {
    static let years = Phrase(fr: " ans", en: " years")

    /// "A or B", "none of A, B".
    static func list(of concepts: [Concept], isExcluded: Bool) -> Phrase {
        let names = concepts.map(\.words)
        guard isExcluded else {
            return Phrase(fr: names.joined(separator: " ou "), en: names.joined(separator: " or "))
        }
        return Phrase(
            fr: "autre que \(names.joined(separator: ", "))", en: "other than \(names.joined(separator: ", "))")
    }
}

extension ConceptSetSelection {
    func clause(in definition: CohortDefinition) -> Phrase {
        guard let conceptSetID else {
            return isExcluded
                ? Phrase(fr: "non renseigné", en: "not recorded") : Phrase(fr: "renseigné", en: "recorded")
        }
        let name = definition.setName(conceptSetID)
        return isExcluded
            ? Phrase(fr: "hors de \(name.fr)", en: "not in \(name.en)")
            : Phrase(fr: "dans \(name.fr)", en: "in \(name.en)")
    }
}

extension TextFilter {
    fileprivate var clause: Phrase {
        let quoted = Phrase.quoted(text)
        let verb =
            switch comparison {
            case .startsWith: Phrase(fr: "commençant par", en: "starting with")
            case .contains: Phrase(fr: "contenant", en: "containing")
            case .endsWith: Phrase(fr: "finissant par", en: "ending with")
            case .startsNotWith: Phrase(fr: "ne commençant pas par", en: "not starting with")
            case .containsNot: Phrase(fr: "ne contenant pas", en: "not containing")
            case .endsNotWith: Phrase(fr: "ne finissant pas par", en: "not ending with")
            }
        return Phrase(fr: "\(verb.fr) \(quoted.fr)", en: "\(verb.en) \(quoted.en)")
    }
}

extension NumberRange {
    /// "from 7 to 10", "at least 18", with the unit after the numbers.
    func clause(unit: Phrase = Phrase(fr: "", en: "")) -> Phrase {
        let low = value.words
        let high = (extent ?? value).words
        let plain: Phrase =
            switch comparison {
            case .less: Phrase(fr: "inférieur à \(low.fr)", en: "below \(low.en)")
            case .lessOrEqual: Phrase(fr: "d’au plus \(low.fr)", en: "of at most \(low.en)")
            case .equal: Phrase(fr: "de \(low.fr) exactement", en: "of exactly \(low.en)")
            case .notEqual: Phrase(fr: "autre que \(low.fr)", en: "other than \(low.en)")
            case .greater: Phrase(fr: "supérieur à \(low.fr)", en: "above \(low.en)")
            case .greaterOrEqual: Phrase(fr: "d’au moins \(low.fr)", en: "of at least \(low.en)")
            case .between: Phrase(fr: "de \(low.fr) à \(high.fr)", en: "from \(low.en) to \(high.en)")
            case .notBetween:
                Phrase(
                    fr: "hors de l’intervalle de \(low.fr) à \(high.fr)",
                    en: "outside the range \(low.en) to \(high.en)")
            }
        return plain + unit
    }

}

extension DayRange {
    var clause: Phrase {
        let first = value.words
        let last = (extent ?? value).words
        return switch comparison {
        case .less: Phrase(fr: "avant le \(first.fr)", en: "before \(first.en)")
        case .lessOrEqual: Phrase(fr: "au plus tard le \(first.fr)", en: "on or before \(first.en)")
        case .equal: Phrase(fr: "le \(first.fr)", en: "on \(first.en)")
        case .notEqual: Phrase(fr: "un autre jour que le \(first.fr)", en: "on another day than \(first.en)")
        case .greater: Phrase(fr: "après le \(first.fr)", en: "after \(first.en)")
        case .greaterOrEqual: Phrase(fr: "à partir du \(first.fr)", en: "on or after \(first.en)")
        case .between:
            Phrase(fr: "du \(first.fr) au \(last.fr) inclus", en: "from \(first.en) to \(last.en), both included")
        case .notBetween:
            Phrase(fr: "hors de la période du \(first.fr) au \(last.fr)", en: "outside \(first.en) to \(last.en)")
        }
    }
}
