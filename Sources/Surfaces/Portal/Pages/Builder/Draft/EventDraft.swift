package import CohortEngine
import HealthModel

/// A condition on the events of one table, while it is being composed.
package struct EventDraft: Sendable, Hashable {
    package private(set) var type: CriterionKind
    package var setID: Int?
    package var isFirst: Bool
    /// By key; those without a field of their own on the page are kept as they came.
    package private(set) var attributes: [String: AttributeValue]
    package var adjustment: DateAdjustment?
    package var nested: CriteriaGroup?

    package init(_ type: CriterionType, setID: Int? = nil) { self.init(Criterion(type, conceptSetID: setID)) }

    init(_ criterion: Criterion) {
        type = CriterionKind(criterion.type)
        setID = criterion.conceptSetID
        isFirst = criterion.isFirst
        attributes = Dictionary(criterion.attributes.map { ($0.key, $0.value) }) { first, _ in first }
        adjustment = criterion.adjustment
        nested = criterion.nested
    }

    /// Attributes stand in the order of the kind, as the reader of Circe JSON puts them.
    package var criterion: Criterion {
        Criterion(
            type.value, conceptSetID: setID, isFirst: isFirst,
            attributes: type.value.attributes.compactMap { specification in
                attributes[specification.key].map { Criterion.Attribute(specification.key, $0) }
            }, adjustment: adjustment, nested: nested)
    }

    // MARK: - What the page edits

    private func has(_ key: String) -> Bool { type.value.attributes.contains { $0.key == key } }

    /// The key of the age at the start of the event, which eras and periods call otherwise.
    var ageKey: String? { ["Age", "AgeAtStart"].first(where: has) }
    var dateKey: String? {
        ["OccurrenceStartDate", "EraStartDate", "PeriodStartDate", "VisitDetailStartDate", "EpisodeStartDate"]
            .first(where: has)
    }
    var valueKey: String? { ["ValueAsNumber"].first(where: has) }
    var unitKey: String? { ["Unit"].first(where: has) }
    var sexKey: String? { ["Gender"].first(where: has) }
    /// Kinds that have no concept take no concept set.
    package var takesSet: Bool { type.value.source.concept != nil }

    package var age: NumberRange? {
        get { numbers(ageKey) }
        set { set(ageKey, newValue.map(AttributeValue.numbers)) }
    }
    package var value: NumberRange? {
        get { numbers(valueKey) }
        set { set(valueKey, newValue.map(AttributeValue.numbers)) }
    }
    package var dates: DayRange? {
        get {
            guard let dateKey, case .days(let range) = attributes[dateKey] else { return nil }
            return range
        }
        set { set(dateKey, newValue.map(AttributeValue.days)) }
    }
    package var units: [Concept] {
        get { concepts(unitKey) }
        set { set(unitKey, newValue.isEmpty ? nil : .concepts(newValue, isExcluded: false)) }
    }
    package var sexes: [Concept] {
        get { concepts(sexKey) }
        set { set(sexKey, newValue.isEmpty ? nil : .concepts(newValue, isExcluded: false)) }
    }

    private func numbers(_ key: String?) -> NumberRange? {
        guard let key, case .numbers(let range) = attributes[key] else { return nil }
        return range
    }

    private func concepts(_ key: String?) -> [Concept] {
        guard let key, case .concepts(let concepts, _) = attributes[key] else { return [] }
        return concepts
    }

    private mutating func set(_ key: String?, _ value: AttributeValue?) {
        if let key { attributes[key] = value }
    }

    /// Changes the kind of event and gives what the new kind cannot carry, which is lost.
    package mutating func change(to new: CriterionType) -> [Criterion.Attribute] {
        guard new.name != type.value.name else { return [] }
        let (age, dates) = (age, dates)
        let left = criterion
        type = CriterionKind(new)
        attributes = attributes.filter { key, _ in new.attributes.contains { $0.key == key } }
        if self.age == nil { self.age = age }
        if self.dates == nil { self.dates = dates }
        if !takesSet { setID = nil }
        let kept = Set(attributes.values)
        return left.attributes.filter { !kept.contains($0.value) }
    }

    // MARK: - What the page only tells

    /// The part without fields of its own, as a criterion of the same kind; nil when there is none.
    package var advanced: Criterion? {
        let edited = [ageKey, dateKey, valueKey, unitKey, sexKey].compactMap { $0 }
        let rest = criterion.attributes.filter { !edited.contains($0.key) }
        guard !rest.isEmpty || nested != nil || adjustment != nil else { return nil }
        return Criterion(type.value, attributes: rest, adjustment: adjustment, nested: nested)
    }
}

/// A kind of criterion that can be compared: kinds are the same when their names are.
package struct CriterionKind: Sendable, Hashable {
    package let value: CriterionType

    package init(_ value: CriterionType) { self.value = value }

    package static func == (left: CriterionKind, right: CriterionKind) -> Bool { left.value.name == right.value.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(value.name) }
}
