import CohortEngine
package import HealthModel

/// The form of the builder as it was sent: fields by name, applied to the definition that the page was made of.
package struct BuilderForm: Sendable {
    package private(set) var draft: BuilderDraft
    package private(set) var errors: [FieldError] = []
    /// What the person should know about a change that took something away.
    package private(set) var notices: [Phrase] = []
    /// What was typed in fields with errors, to be shown again.
    package private(set) var typed: [String: String] = [:]

    /// `base` is the definition that the page was made of: fields stand for its parts by position.
    package init(base: BuilderDraft, fields: [String: String]) {
        draft = base
        var reader = FieldReader(fields)
        readHead(&reader)
        for place in draft.sets.indices { readSet(place, &reader) }
        for place in draft.entry.indices {
            var event = draft.entry[place]
            readEvent("entry.\(place)", &event, &reader)
            draft.entry[place] = event
        }
        for place in draft.rules.indices { readRule(place, &reader) }
        readExit(&reader)
        errors = reader.errors
        for error in errors { typed[error.field] = fields[error.field] }
    }

    private mutating func readHead(_ reader: inout FieldReader) {
        let title = reader.shortText("title", keeping: draft.title ?? "")
        if title != draft.title ?? "" { draft.title = title.isEmpty ? nil : title }
        let days = 0...CohortLimits.dayCountMax
        draft.priorDays = reader.whole("prior", in: days, keeping: draft.priorDays)
        draft.postDays = reader.whole("post", in: days, keeping: draft.postDays)
        draft.entryLimit = reader.choice("entryLimit", keeping: draft.entryLimit)
        draft.expressionLimit = reader.choice("limit", keeping: draft.expressionLimit)
        draft.eraPadDays = reader.whole("pad", in: days, keeping: draft.eraPadDays)
    }

    private mutating func readExit(_ reader: inout FieldReader) {
        switch reader.text("exit") {
        case "observation": draft.exit = nil
        case "start", "end":
            var old = 0
            if case .offset(let days, _) = draft.exit { old = days }
            let range = -CohortLimits.dayCountMax...CohortLimits.dayCountMax
            let days = reader.whole("exitDays", in: range, keeping: old)
            draft.exit = .offset(days: days, from: reader.text("exit") == "start" ? .start : .end)
        default: break
        }
    }

    private mutating func readSet(_ place: Int, _ reader: inout FieldReader) {
        let name = "sets.\(place)"
        draft.sets[place].name = reader.shortText(name + ".name", keeping: draft.sets[place].name)
        for row in draft.sets[place].items.indices.prefix(SetDraft.shownItemCountMax) {
            let item = draft.sets[place].items[row]
            let field = "\(name).items.\(row)"
            // The marker says that the row was on the page: only then does an absent box mean "no".
            guard reader.text(field) == String(item.concept.identifier) else { continue }
            draft.sets[place].items[row] = ConceptSet.Item(
                concept: item.concept, isExcluded: reader.isOn(field + ".excluded"),
                includesDescendants: reader.isOn(field + ".below"), includesMapped: reader.isOn(field + ".mapped"))
        }
    }

    private mutating func readEvent(_ name: String, _ event: inout EventDraft, _ reader: inout FieldReader) {
        guard let kind = reader.text(name + ".kind") else { return }
        if let set = reader.text(name + ".set") {
            event.setID = Int(set)
        }
        event.isFirst = reader.isOn(name + ".first")
        if event.ageKey != nil { event.age = reader.numbers(name + ".age", keeping: event.age) }
        if event.valueKey != nil { event.value = reader.numbers(name + ".value", keeping: event.value) }
        if event.dateKey != nil { event.dates = reader.days(name + ".dates", keeping: event.dates) }
        if event.unitKey != nil {
            event.units = reader.concepts(name + ".unit", from: KnownConcepts.units, keeping: event.units)
        }
        if event.sexKey != nil {
            event.sexes = reader.concepts(name + ".sex", from: KnownConcepts.sexes, keeping: event.sexes)
        }
        guard let type = CriterionType.named(kind) else { return }
        let lost = event.change(to: type)
        if !lost.isEmpty {
            notices.append(
                Phrase(
                    fr: "Retiré en changeant de type d’événement (\(type.title.fr)) : "
                        + lost.map(\.key).joined(separator: ", ") + ".",
                    en: "Removed by the change of the kind of event (\(type.title.en)): "
                        + lost.map(\.key).joined(separator: ", ") + "."))
        }
        if type.name == CriterionType.death.name { event.isFirst = false }
    }

    private mutating func readRule(_ place: Int, _ reader: inout FieldReader) {
        let name = "rules.\(place)"
        var rule = draft.rules[place]
        rule.name = reader.shortText(name + ".name", keeping: rule.name)
        switch reader.text(name + ".quantifier") {
        case "all": rule.quantifier = .all
        case "any": rule.quantifier = .any
        case "atLeast": rule.quantifier = .atLeast(reader.whole(name + ".count", in: 0...1_000, keeping: 1))
        case "atMost": rule.quantifier = .atMost(reader.whole(name + ".count", in: 0...1_000, keeping: 0))
        default: break
        }
        for row in rule.criteria.indices { readCriterion("\(name).criteria.\(row)", &rule.criteria[row], &reader) }
        for row in rule.persons.indices {
            let field = "\(name).persons.\(row)"
            rule.persons[row].age = reader.numbers(field + ".age", keeping: rule.persons[row].age)
            rule.persons[row].sexes = reader.concepts(
                field + ".sex", from: KnownConcepts.sexes, keeping: rule.persons[row].sexes)
        }
        draft.rules[place] = rule
    }

    private mutating func readCriterion(
        _ name: String, _ criterion: inout CriterionDraft, _ reader: inout FieldReader
    ) {
        guard reader.text(name + ".kind") != nil else { return }
        readEvent(name, &criterion.event, &reader)
        let old = criterion.occurrence
        let count = reader.whole(name + ".count", in: 0...Int(Int32.max), keeping: old.count)
        let comparison: Occurrence.Comparison =
            switch reader.text(name + ".times") {
            case "atLeast": .atLeast
            case "exactly": .exactly
            case "atMost": .atMost
            default: old.comparison
            }
        var distinct = old.distinct
        if let counted = reader.text(name + ".counted") { distinct = EventColumn(rawValue: counted) }
        if let column = distinct, criterion.event.type.value.operand(of: column) == nil { distinct = nil }
        criterion.occurrence = Occurrence(comparison, count, distinct: distinct)
        criterion.window = Window(
            start: reader.endpoint(name + ".from", keeping: criterion.window.start),
            end: reader.endpoint(name + ".to", keeping: criterion.window.end),
            usesIndexEnd: criterion.window.usesIndexEnd, usesEventEnd: criterion.window.usesEventEnd)
        criterion.restrictsToVisit = reader.isOn(name + ".visit")
        criterion.ignoresObservationPeriod = reader.isOn(name + ".whole")
    }
}

/// Concepts that the page offers by name.
enum KnownConcepts {
    static let sexes = [
        Concept(identifier: 8507, name: "MALE", code: "M", domain: "Gender", vocabulary: "Gender", standard: "S"),
        Concept(identifier: 8532, name: "FEMALE", code: "F", domain: "Gender", vocabulary: "Gender", standard: "S"),
    ]

    static let units = [
        (8554, "%"), (8840, "mg/dL"), (8753, "mmol/L"), (8749, "umol/L"), (8636, "g/L"), (8713, "g/dL"), (8751, "mg/L"),
        (8748, "ug/L"), (8725, "ng/L"), (8645, "U/L"), (9444, "10*9/L"), (9117, "mL/min/{1.73_m2}"),
        (9040, "m[IU]/L"), (8723, "mg/g"), (8876, "mm[Hg]"), (8541, "/min"), (9529, "kg"), (8582, "cm"),
        (9531, "kg/m2"), (586_323, "Cel"),
    ]
    .map { Concept(identifier: $0, name: $1, code: $1, domain: "Unit", vocabulary: "UCUM", standard: "S") }
}
