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
    /// What Circe does with the dates of an adjustment.
    let adjustment: StrictAdjustment
    /// Where Circe's SQL does not do what the JSON says.
    let oddities: [CirceOddity]
    /// Nil where Circe counts different concepts without more ado.
    let conceptCountNeeds: ConceptCountNeed?

    /// How Circe's SQL applies a date adjustment.
    enum StrictAdjustment: Sendable {
        case asWritten
        /// The start is counted from the start and the end from the end, whatever is written.
        case ownDates
        /// It is read and not applied.
        case ignored
    }

    init(
        name: String, title: Phrase, source: EventSource, attributes: [AttributeSpecification],
        countable: [EventColumn: Operand], countsVisits: Bool = true, adjustment: StrictAdjustment = .asWritten,
        oddities: [CirceOddity] = [], conceptCountNeeds: ConceptCountNeed? = nil
    ) {
        self.name = name
        self.title = title
        self.source = source
        self.attributes = attributes
        self.countable = countable
        self.countsVisits = countsVisits
        self.adjustment = adjustment
        self.oddities = oddities
        self.conceptCountNeeds = conceptCountNeeds
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

extension CriterionType {
    /// The domain of the vocabulary that its concepts come from; nil where several are usual.
    var domain: String? {
        switch source.concept {
        case "condition_concept_id": "Condition"
        case "drug_concept_id": "Drug"
        case "device_concept_id": "Device"
        case "procedure_concept_id": "Procedure"
        case "measurement_concept_id": "Measurement"
        case "observation_concept_id": "Observation"
        case "specimen_concept_id": "Specimen"
        case "visit_concept_id", "visit_detail_concept_id": "Visit"
        default: nil
        }
    }
}
