import HealthModel

/// One event that a criterion found.
struct ReferenceEvent: Hashable {
    let table: String
    let identifier: Int64
    let concept: Int64?
    let start: Day
    let end: Day?
    /// The start before a given period replaces it: primary events are put in order by it.
    let sortDay: Day
    let visit: Int64?
    /// The value that distinct counts count.
    let counted: CDMSample.Value
}

/// A criterion with its question and its concept sets, asked about one person after another.
final class ReferenceCriterion {
    private let query: EventQuery
    private let conceptColumn: String?
    private let counted: Operand?
    private let nested: ReferenceGroup?
    private let data: ReferenceData
    private let sets: ReferenceConceptSets
    private let table: CDMSample.Table
    /// The answer for the person asked about last: every index event asks again.
    private var last: (person: Int64, events: [ReferenceEvent])?

    init(_ criterion: Criterion, counting column: EventColumn? = nil, _ context: ReferenceContext) {
        query = criterion.eventQuery(context.reading)
        conceptColumn = criterion.type.source.concept
        counted = column.flatMap { criterion.type.operand(of: $0) }
        nested = query.nested.map { ReferenceGroup($0, context) }
        data = context.data
        sets = context.sets
        table = context.data.sample.table(query.table)
    }

    /// The events of a person, in the order of the table.
    func events(of person: Int64) -> [ReferenceEvent] {
        if let last, last.person == person { return last.events }
        var rows = data.rows(of: person, in: query.table).filter(isInConceptSets)
        if query.isFirst { rows = first(of: rows).map { [$0] } ?? [] }
        let events = rows.compactMap { event($0, of: person) }.filter { holdsNested($0, of: person) }
        last = (person, events)
        return events
    }

    /// "CodesetId and the source codeset given together = AND"; "absent matches every record of the domain".
    private func isInConceptSets(_ row: Int) -> Bool {
        for membership in query.membership {
            guard let concept = table[row, membership.column].whole,
                sets.concepts(membership.conceptSetID).contains(concept)
            else { return false }
        }
        return true
    }

    /// "First: ordinal by (start, id) within the codeset, over the whole record, before every other attribute filter
    /// and before observation periods."
    private func first(of rows: [Int]) -> Int? {
        rows.compactMap { row -> (day: Day, identifier: Int64, row: Int)? in
            guard let day = day(query.orderedBy, row), let identifier = table[row, query.identifier].whole else {
                return nil
            }
            return (day, identifier, row)
        }
        .min { ($0.day, $0.identifier) < ($1.day, $1.identifier) }?
        .row
    }

    /// The row as an event if it satisfies the attributes; "rows with end < start are dropped" when dates are adjusted.
    private func event(_ row: Int, of person: Int64) -> ReferenceEvent? {
        guard let start = day(query.start, row), let identifier = table[row, query.identifier].whole else { return nil }
        let end = day(query.end, row)
        if query.keepsOrder {
            guard let end, end >= start else { return nil }
        }
        let subject = PredicateSubject(data: data, person: person, start: start, end: end, row: (table, row))
        guard query.predicates.allSatisfy({ subject.satisfies($0, sets) }) else { return nil }
        // "UserDefinedPeriod: must contain each given bound, then replaces it."
        let told = PredicateSubject(
            data: data, person: person, start: query.told.start ?? start, end: query.told.end ?? end, row: (table, row))
        return ReferenceEvent(
            table: table.name, identifier: identifier, concept: conceptColumn.flatMap { table[row, $0].whole },
            start: query.told.start ?? start, end: query.told.end ?? end, sortDay: start,
            visit: query.visit.flatMap { table[row, $0].whole },
            counted: counted.flatMap { told.value($0) } ?? .unknown)
    }

    private func day(_ expression: DayExpression, _ row: Int) -> Day? { table.day(expression, row) }

    /// "A group evaluated with the candidate record as index event, using the observation period that contains it;
    /// records outside any period are lost."
    private func holdsNested(_ event: ReferenceEvent, of person: Int64) -> Bool {
        guard let nested else { return true }
        return data.observationPeriods(of: person).filter { $0.contains(event.start) }
            .contains { period in
                let index = IndexEvent(
                    person: person, start: event.start, end: event.end, period: period, visit: event.visit)
                return nested.outcome(around: index).holds
            }
    }
}

extension CDMSample.Table {
    /// A day computed from the columns of a row; unknown if a part of it is.
    func day(_ expression: DayExpression, _ row: Int) -> Day? {
        switch expression {
        case .column(let name): self[row, name].day
        case .adding(let inner, let days): day(inner, row).map { $0 + days }
        case .addingColumn(let inner, let column):
            day(inner, row).flatMap { first in self[row, column].whole.flatMap { first.moved(by: $0) } }
        case .firstKnown(let list): list.lazy.compactMap { day($0, row) }.first
        }
    }
}

extension Day {
    /// The day so many days later; nil beyond what a day can be.
    func moved(by days: Int64) -> Day? {
        let (sum, isTooFar) = Int64(daysSince1970).addingReportingOverflow(days)
        return isTooFar ? nil : Int32(exactly: sum).map { Day(daysSince1970: $0) }
    }
}

/// What all parts of one evaluation share.
struct ReferenceContext {
    let data: ReferenceData
    let sets: ReferenceConceptSets
    let reading: CohortReading
}
