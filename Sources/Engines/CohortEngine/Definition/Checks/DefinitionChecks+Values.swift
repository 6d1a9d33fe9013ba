import HealthModel

extension DefinitionChecks {
    /// Oldest age that a condition can reasonably ask for.
    static let ageYearsMax = 130.0

    /// Attributes of criteria and conditions on persons.
    mutating func checkValues() {
        for site in sites.criteria {
            for specification in site.criterion.type.attributes {
                guard let value = site.criterion.attributes.first(where: { $0.key == specification.key })?.value
                else { continue }
                check(value, specification.kind, "\(site.path).\(specification.key)")
            }
        }
        for site in sites.demographics {
            if let age = site.demographic.age { check(age, .whole(.ageAtStart), site.path + ".Age") }
            for (key, range) in [
                ("OccurrenceStartDate", site.demographic.start), ("OccurrenceEndDate", site.demographic.end),
            ] {
                if let range { check(range, "\(site.path).\(key)") }
            }
        }
    }

    private mutating func check(_ value: AttributeValue, _ kind: AttributeSpecification.Kind, _ path: String) {
        switch value {
        case .numbers(let range): check(range, kind, path)
        case .days(let range): check(range, path)
        case .text(let filter) where filter.text.isEmpty:
            add(
                "cohort.text-empty", .warning, path,
                fr: "Le texte cherché est vide : tout texte renseigné convient.",
                en: "The text looked for is empty: any recorded text will do.")
        case .period(let bounds):
            if let start = bounds.start, let end = bounds.end, start > end { addReversed(path) }
        case .selection(let selection) where selection.conceptSetID == nil:
            add(
                "cohort.selection-empty", .note, path,
                fr:
                    "Aucun ensemble choisi : la condition est seulement que la valeur soit \(selection.isExcluded ? "absente" : "renseignée").",
                en:
                    "No set chosen: the condition is only that the value be \(selection.isExcluded ? "absent" : "recorded")."
            )
        default: break
        }
    }

    private mutating func check(_ range: NumberRange, _ kind: AttributeSpecification.Kind, _ path: String) {
        let bounds = [range.value] + (range.comparison.needsExtent ? [range.extent].compactMap { $0 } : [])
        if range.comparison.needsExtent, let extent = range.extent, range.value > extent { addReversed(path) }
        switch kind {
        case .whole(let operand):
            if bounds.contains(where: { $0 < 0 }) {
                add(
                    "cohort.range-negative", .warning, path,
                    fr: "Une borne est négative, alors que cette valeur ne l’est jamais.",
                    en: "A bound is negative, and this value never is.")
            }
            if bounds.contains(where: { $0 != $0.rounded(.towardZero) }) {
                addCut(path, "à un nombre entier", "to a whole number")
            }
            if [.ageAtStart, .ageAtEnd].contains(operand), bounds.contains(where: { $0 > Self.ageYearsMax }) {
                add(
                    "cohort.age-range", .warning, path, fr: "L’âge demandé dépasse 130 ans.",
                    en: "The age asked for is beyond 130 years.")
            }
        case .decimal:
            if bounds.contains(where: { abs($0 * 10_000 - ($0 * 10_000).rounded()) > 1e-6 * max(1, abs($0 * 10_000)) })
            {
                addCut(path, "à quatre décimales", "to four decimals")
            }
        default: break
        }
    }

    private mutating func check(_ range: DayRange, _ path: String) {
        if range.comparison.needsExtent, let extent = range.extent, range.value > extent { addReversed(path) }
    }

    private mutating func addReversed(_ path: String) {
        add(
            "cohort.range-reversed", .warning, path,
            fr: "La borne basse dépasse la borne haute : l’intervalle est vide.",
            en: "The lower bound is above the upper one: the range is empty.")
    }

    private mutating func addCut(_ path: String, _ fr: String, _ en: String) {
        add(
            "cohort.number-cut", .note, path,
            fr: "Comme dans Circe, cette borne est ramenée \(fr).", en: "As in Circe, this bound is cut \(en).")
    }
}
