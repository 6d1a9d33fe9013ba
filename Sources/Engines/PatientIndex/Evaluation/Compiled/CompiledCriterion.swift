import CohortEngine

/// A criterion with its concept sets resolved, valid for all shards.
final class CompiledCriterion: Sendable {
    let query: EventQuery
    /// The table's own concept column, by which its rows are stored.
    let conceptColumn: String?
    /// Concepts of the rows to read, ascending; nil for all rows.
    let concepts: [Int64]?
    /// Other concept columns that must lie in a set.
    let memberships: [(column: String, set: ResolvedSet)]
    let nested: CompiledGroup?
    /// Fields that the nested group needs.
    let nestedFields: EventFields
    /// The start is the stored one, not moved.
    let hasStoredStart: Bool
    let resolver: ConceptResolver
    let title: String
    let columns: ReadColumns

    init(_ criterion: Criterion, reading: CohortReading, resolver: ConceptResolver) {
        let query = criterion.eventQuery(reading)
        let conceptColumn = criterion.type.source.concept
        var own: [Int64]?
        var others: [(column: String, set: ResolvedSet)] = []
        for membership in query.membership {
            let set = resolver.set(membership.conceptSetID)
            if membership.column == conceptColumn, own == nil {
                own = set.concepts
            } else {
                others.append((membership.column, set))
            }
        }
        self.query = query
        self.conceptColumn = conceptColumn
        concepts = own
        memberships = others
        nested = query.nested.map { CompiledGroup($0, reading: reading, resolver: resolver) }
        nestedFields = nested?.indexFields ?? []
        hasStoredStart = query.start == query.orderedBy
        self.resolver = resolver
        title = criterion.typeName
        columns = ReadColumns(query)
    }

    /// Itself and the criteria below.
    var criterionCount: Int { 1 + (nested?.criterionCount ?? 0) }
    /// Its own and those below.
    var predicates: [EventPredicate] { query.predicates + (nested?.predicates ?? []) }
}

/// One side of a window, in terms of the index event.
struct WindowBound: Sendable {
    enum Base: Int, Sendable {
        case none = 0
        case indexStart = 1
        case indexEnd = 2
        case periodStart = 3
        case periodEnd = 4
    }

    let base: Base
    let days: Int

    init(_ endpoint: Window.Endpoint, usesIndexEnd: Bool, ignoresPeriod: Bool) {
        switch endpoint {
        case .days(let days, _):
            base = usesIndexEnd ? .indexEnd : .indexStart
            self.days = days
        case .edgeBefore:
            base = ignoresPeriod ? .none : .periodStart
            days = 0
        case .edgeAfter:
            base = ignoresPeriod ? .none : .periodEnd
            days = 0
        }
    }
}

/// A window: two bounds, and the day of the event that must lie between them.
struct CompiledWindow: Sendable {
    let low: WindowBound
    let high: WindowBound
    let looksAtEnd: Bool

    init(_ window: Window, looksAtEndByDefault: Bool, ignoresPeriod: Bool) {
        low = WindowBound(window.start, usesIndexEnd: window.usesIndexEnd, ignoresPeriod: ignoresPeriod)
        high = WindowBound(window.end, usesIndexEnd: window.usesIndexEnd, ignoresPeriod: ignoresPeriod)
        looksAtEnd = window.usesEventEnd ?? looksAtEndByDefault
    }

    var needsIndexEnd: Bool { low.base == .indexEnd || high.base == .indexEnd }
}

/// A criterion looked for around an index event.
struct CompiledWindowed: Sendable {
    let criterion: CompiledCriterion
    let windows: [CompiledWindow]
    let occurrence: Occurrence
    let counted: Operand?
    let restrictsToVisit: Bool
    let clipsToPeriod: Bool

    init(_ windowed: WindowedCriterion, reading: CohortReading, resolver: ConceptResolver) {
        criterion = CompiledCriterion(windowed.criterion, reading: reading, resolver: resolver)
        let ignoresPeriod = windowed.ignoresObservationPeriod
        var windows = [
            CompiledWindow(windowed.startWindow, looksAtEndByDefault: false, ignoresPeriod: ignoresPeriod)
        ]
        if let window = windowed.endWindow {
            windows.append(CompiledWindow(window, looksAtEndByDefault: true, ignoresPeriod: ignoresPeriod))
        }
        self.windows = windows
        occurrence = windowed.occurrence
        counted = windowed.occurrence.distinct.flatMap { windowed.criterion.type.operand(of: $0) }
        restrictsToVisit = windowed.restrictsToVisit
        clipsToPeriod = !ignoresPeriod
    }

    /// What must be known of the events found.
    var eventFields: EventFields {
        var fields: EventFields = []
        if windows.contains(where: \.looksAtEnd) { fields.insert(.end) }
        if restrictsToVisit { fields.insert(.visit) }
        if occurrence.distinct != nil { fields.insert(.counted) }
        return fields
    }

    /// Different start days are counted and nothing else is asked: events of the same day are alike.
    var countsDays: Bool {
        occurrence.distinct != nil && counted == .startDay && criterion.query.told.start == nil
            && windows.count == 1 && !windows[0].looksAtEnd && !restrictsToVisit
    }

    /// What must be known of the index events.
    var indexFields: EventFields {
        var fields: EventFields = []
        if windows.contains(where: \.needsIndexEnd) { fields.insert(.end) }
        if restrictsToVisit { fields.insert(.visit) }
        return fields
    }

    /// At least one match or none decides, and every event counts as it is stored.
    var asksForOneOrNone: Bool {
        let query = criterion.query
        return max(neededCount, forbiddenCount) == 1 && !query.isFirst && criterion.nested == nil
            && criterion.hasStoredStart && query.told.start == nil
    }

    /// So many matches are needed; 0 when none is.
    var neededCount: Int { occurrence.comparison == .atMost ? 0 : occurrence.count }
    /// So many matches are too many; 0 when there are never too many.
    var forbiddenCount: Int { occurrence.comparison == .atLeast ? 0 : occurrence.count + 1 }
}

/// A group of criteria, ready to be evaluated in any shard.
final class CompiledGroup: Sendable {
    let quantifier: CriteriaGroup.Quantifier
    let criteria: [CompiledWindowed]
    let demographics: [[EventPredicate]]
    let groups: [CompiledGroup]
    let resolver: ConceptResolver

    init(_ group: CriteriaGroup, reading: CohortReading, resolver: ConceptResolver) {
        quantifier = group.quantifier
        criteria = group.criteria.map { CompiledWindowed($0, reading: reading, resolver: resolver) }
        demographics = group.demographics.map { $0.predicates(reading) }
        groups = group.groups.map { CompiledGroup($0, reading: reading, resolver: resolver) }
        self.resolver = resolver
    }

    var isEmpty: Bool { criteria.isEmpty && demographics.isEmpty && groups.isEmpty }
    var criterionCount: Int {
        criteria.reduce(0) { $0 + $1.criterion.criterionCount } + groups.reduce(0) { $0 + $1.criterionCount }
    }
    var predicates: [EventPredicate] {
        criteria.flatMap(\.criterion.predicates) + demographics.joined() + groups.flatMap(\.predicates)
    }

    /// What must be known of the index events.
    var indexFields: EventFields {
        var fields: EventFields = []
        for member in criteria { fields.formUnion(member.indexFields) }
        for group in groups { fields.formUnion(group.indexFields) }
        for predicate in demographics.joined() {
            for alternative in predicate.alternatives where alternative.operand == .endDay { fields.insert(.end) }
        }
        return fields
    }
}
