package import HealthModel

extension Criterion {
    /// The criterion in short, such as "a measurement of “HbA1c” (value 7 to 10, age 40 to 75)".
    package func words(in definition: CohortDefinition) -> Phrase {
        var fr = type.title.fr
        var en = type.title.en
        if let conceptSetID {
            let name = definition.conceptSet(conceptSetID)?.name ?? "\(conceptSetID)"
            fr += " « \(name) »"
            en += " “\(name)”"
        }
        var details: [Phrase] = []
        if isFirst { details.append(Phrase(fr: "premier du dossier", en: "first ever")) }
        details += attributes.map { $0.words(label: label(of: $0), in: definition) }
        if let nested, !nested.isEmpty {
            let inner = nested.words(in: definition)
            details.append(Phrase(fr: "avec \(inner.fr)", en: "with \(inner.en)"))
        }
        guard !details.isEmpty else { return Phrase(fr: fr, en: en) }
        return Phrase(
            fr: "\(fr) (\(details.map(\.fr).joined(separator: ", ")))",
            en: "\(en) (\(details.map(\.en).joined(separator: ", ")))")
    }
}

extension Criterion {
    private func label(of attribute: Attribute) -> Phrase {
        type.attributes.first { $0.key == attribute.key }?.label ?? Phrase(fr: attribute.key, en: attribute.key)
    }
}

extension Criterion.Attribute {
    fileprivate func words(label: Phrase, in definition: CohortDefinition) -> Phrase {
        let value = value.words(in: definition)
        return Phrase(fr: "\(label.fr) \(value.fr)", en: "\(label.en) \(value.en)")
    }
}

extension AttributeValue {
    fileprivate func words(in definition: CohortDefinition) -> Phrase {
        switch self {
        case .numbers(let range): return range.words
        case .days(let range): return range.words
        case .concepts(let concepts, let isExcluded):
            let names = concepts.prefix(3).map { $0.name ?? "\($0.identifier)" }.joined(separator: ", ")
            let list = concepts.count > 3 ? names + "…" : names
            return isExcluded ? Phrase(fr: "hors \(list)", en: "not \(list)") : Phrase(fr: list, en: list)
        case .selection(let selection):
            guard let set = selection.conceptSetID else {
                return selection.isExcluded
                    ? Phrase(fr: "non renseigné", en: "unknown") : Phrase(fr: "renseigné", en: "known")
            }
            let name = definition.conceptSet(set)?.name ?? "\(set)"
            return selection.isExcluded
                ? Phrase(fr: "hors « \(name) »", en: "not “\(name)”") : Phrase(fr: "« \(name) »", en: "“\(name)”")
        case .text(let filter): return Phrase(fr: "« \(filter.text) »", en: "“\(filter.text)”")
        case .conceptSet(let set):
            let name = definition.conceptSet(set)?.name ?? "\(set)"
            return Phrase(fr: "« \(name) »", en: "“\(name)”")
        case .period(let bounds):
            let days = [bounds.start, bounds.end].compactMap { $0?.description }.joined(separator: " – ")
            return Phrase(fr: days, en: days)
        case .yes: return Phrase(fr: "oui", en: "yes")
        }
    }
}

extension NumberRange {
    /// "≥ 140", "7 to 10".
    package var words: Phrase {
        comparison.words(NumberRange.text(value), NumberRange.text(extent ?? value))
    }

    private static func text(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? String(number)
    }
}

extension DayRange {
    package var words: Phrase { comparison.words(value.description, (extent ?? value).description) }
}

extension Comparison {
    fileprivate func words(_ value: String, _ extent: String) -> Phrase {
        switch self {
        case .less: Phrase(fr: "< \(value)", en: "< \(value)")
        case .lessOrEqual: Phrase(fr: "≤ \(value)", en: "≤ \(value)")
        case .equal: Phrase(fr: "= \(value)", en: "= \(value)")
        case .notEqual: Phrase(fr: "≠ \(value)", en: "≠ \(value)")
        case .greater: Phrase(fr: "> \(value)", en: "> \(value)")
        case .greaterOrEqual: Phrase(fr: "≥ \(value)", en: "≥ \(value)")
        case .between: Phrase(fr: "\(value) à \(extent)", en: "\(value) to \(extent)")
        case .notBetween: Phrase(fr: "hors \(value) à \(extent)", en: "outside \(value) to \(extent)")
        }
    }
}
