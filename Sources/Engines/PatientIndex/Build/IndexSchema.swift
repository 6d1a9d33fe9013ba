package import CohortEngine
import HealthModel

/// The tables and columns that criteria can ask for; only these are in the index.
package struct IndexSchema: Sendable {
    package let tables: [Table]
    /// Columns of the person.
    package let personColumns: [String]

    /// A table of events.
    package struct Table: Sendable, Hashable {
        package let name: String
        package let identifier: String
        package let start: String
        package let concept: String?
        package let visit: String?
        /// Other columns that hold days, then those that hold values, each once.
        package let days: [String]
        package let values: [String]
        /// Columns of the provider and of the care site that rows name.
        package let provider: [String]
        package let careSite: [String]
    }

    package static let current = IndexSchema(CriterionType.all)

    /// The tables of these kinds of criteria.
    package init(_ types: [CriterionType]) {
        var person: Set<String> = ["year_of_birth", "gender_concept_id", "race_concept_id", "ethnicity_concept_id"]
        var columns: [String: Columns] = [:]
        for type in types {
            var known = columns[type.source.table] ?? Columns(type.source)
            known.add(type)
            person.formUnion(known.person)
            columns[type.source.table] = known
        }
        tables = columns.values.map(\.table).sorted { $0.name < $1.name }
        personColumns = person.sorted()
    }

    /// Concept columns end so in OMOP.
    package static func isConcept(_ column: String) -> Bool { column.hasSuffix("_concept_id") }

    package static func providerColumn(_ name: String) -> String { "provider.\(name)" }
    package static func careSiteColumn(_ name: String) -> String { "care_site.\(name)" }
    /// 1 where the care site that the row names exists: only then a test on it can hold.
    package static let knownCareSite = careSiteColumn("care_site_id")
}

/// The columns of one table, collected from what its criteria look at.
private struct Columns {
    let source: EventSource
    let start: String
    var days: Set<String> = []
    var values: Set<String> = []
    var person: Set<String> = []
    var provider: Set<String> = []
    var careSite: Set<String> = []

    init(_ source: EventSource) {
        self.source = source
        guard case .column(let name) = source.start else { preconditionFailure("Events start on a stored day.") }
        start = name
        add(source.end)
    }

    var table: IndexSchema.Table {
        let taken: Set<String> = [source.identifier, start, source.concept ?? start, source.visit ?? start]
        return IndexSchema.Table(
            name: source.table, identifier: source.identifier, start: start, concept: source.concept,
            visit: source.visit, days: days.subtracting(taken).sorted(),
            values: values.subtracting(taken).subtracting(days).sorted(), provider: provider.sorted(),
            careSite: careSite.sorted())
    }

    mutating func add(_ type: CriterionType) {
        for column in EventColumn.allCases { if let operand = type.operand(of: column) { add(operand) } }
        for attribute in type.attributes {
            for value in Columns.samples {
                // A value of another kind makes no predicate, so every kind is tried.
                let criterion = Criterion(type, attributes: [Criterion.Attribute(attribute.key, value)])
                for reading in CohortReading.allCases { add(criterion.eventQuery(reading)) }
            }
        }
    }

    private mutating func add(_ query: EventQuery) {
        for membership in query.membership { values.insert(membership.column) }
        for comparison in query.predicates.flatMap(\.alternatives) { add(comparison) }
    }

    private mutating func add(_ comparison: EventPredicate.Comparison) {
        add(comparison.operand)
        switch comparison.test {
        case .lessThanColumn(let name), .greaterThanColumn(let name): values.insert(name)
        case .value: break
        }
    }

    private mutating func add(_ operand: Operand) {
        switch operand {
        case .column(let name), .columnOrZero(let name): values.insert(name)
        case .ratio(let dividend, let divisor): values.formUnion([dividend, divisor])
        case .person(let name): person.insert(name)
        case .provider(let name): provider.insert(name)
        case .careSite(let name): careSite.insert(name)
        case .visit(let name): precondition(name == "visit_concept_id", "The index knows the concept of visits only.")
        case .startDay, .endDay, .durationDays, .ageAtStart, .ageAtEnd, .constant, .unknown: break
        }
    }

    private mutating func add(_ expression: DayExpression) {
        switch expression {
        case .column(let name): days.insert(name)
        case .adding(let inner, _): add(inner)
        case .addingColumn(let inner, let column):
            add(inner)
            values.insert(column)
        case .firstKnown(let list): for inner in list { add(inner) }
        }
    }

    /// A value of every kind that an attribute may have.
    private static let samples: [AttributeValue] = [
        .days(DayRange(.equal, Day(daysSince1970: 0))), .numbers(NumberRange(.equal, 0)),
        .concepts([Concept(identifier: 0)], isExcluded: false), .selection(ConceptSetSelection(conceptSetID: 0)),
        .text(TextFilter(.contains, "")), .conceptSet(0), .period(DayBounds(start: Day(daysSince1970: 0), end: nil)),
        .yes,
    ]
}
