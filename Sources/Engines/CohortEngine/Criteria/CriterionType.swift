package import HealthModel

/// A kind of criterion: its name in Circe JSON, the table it reads, the attributes it may carry.
///
/// To add one: a file beside this one, and a line in `all`.
package struct CriterionType: Sendable {
    package let name: String
    /// A short noun with its article, such as "a diagnosis".
    package let title: Phrase
    package let source: EventSource
    package let attributes: [AttributeSpecification]
    /// Columns that distinct counts may use, beside the dates.
    let countable: [EventColumn: Operand]
    /// False where Circe itself cannot count visits of this kind of event.
    let countsVisits: Bool
    /// False where Circe reads the adjustment and does not apply it.
    let adjustsDates: Bool

    init(
        name: String, title: Phrase, source: EventSource, attributes: [AttributeSpecification],
        countable: [EventColumn: Operand], countsVisits: Bool = true, adjustsDates: Bool = true
    ) {
        self.name = name
        self.title = title
        self.source = source
        self.attributes = attributes
        self.countable = countable
        self.countsVisits = countsVisits
        self.adjustsDates = adjustsDates
    }

    /// Every kind that is computed.
    package static let all: [CriterionType] = [
        .conditionEra, .conditionOccurrence, .death, .deviceExposure, .doseEra, .drugEra, .drugExposure, .episode,
        .measurement, .observation, .observationPeriod, .payerPlanPeriod, .procedureOccurrence, .specimen,
        .visitDetail, .visitOccurrence,
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The kind of that name in Circe JSON.
    package static func named(_ name: String) -> CriterionType? { byName[name] }

    /// What a distinct count of this column counts; nil when this kind of event does not offer it.
    package func operand(of column: EventColumn) -> Operand? {
        switch column {
        case .startDate: .startDay
        case .endDate: .endDay
        case .visit: countsVisits ? source.visit.map(Operand.column) ?? .unknown : nil
        default: countable[column]
        }
    }
}

/// Where events of a kind are stored, and from when to when they last.
package struct EventSource: Sendable, Hashable {
    package let table: String
    package let identifier: String
    package let start: DayExpression
    package let end: DayExpression
    package let visit: String?
    /// The column that `CodesetId` looks at; nil when there is none.
    package let concept: String?

    /// An event of one day; like Circe, it ends the day after.
    static func day(
        _ table: String, identifier: String, date: String, visit: String? = nil, concept: String?
    ) -> EventSource {
        EventSource(
            table: table, identifier: identifier, start: .column(date), end: .adding(.column(date), days: 1),
            visit: visit, concept: concept)
    }

    /// An event with a start and an end that are both stored.
    static func span(
        _ table: String, identifier: String, start: String, end: String, visit: String? = nil, concept: String?
    ) -> EventSource {
        EventSource(
            table: table, identifier: identifier, start: .column(start), end: .column(end), visit: visit,
            concept: concept)
    }
}
