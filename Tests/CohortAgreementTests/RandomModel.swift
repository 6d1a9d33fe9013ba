import CohortEngine
import HealthModel
import SQLBackends

/// A small OMOP database full of ties, gaps and holes: few persons, few days, few concepts, so that everything meets.
struct RandomModel {
    /// Every concept of data and definitions. 1...24 are standard, 25...29 are not in CONCEPT, 31...40 are source codes.
    static let concepts = 0...40
    /// Events lie around the turn of a year, because ages change there.
    static let firstDay = Day(year: 2009, month: 11, day: 20) ?? Day(daysSince1970: 0)
    static let dayCount = 90

    private var dice: Dice
    private let personCount: Int
    private var rows: [String: [[String: String]]] = [:]
    private var visits: [(identifier: Int, person: Int)] = []

    init(seed: UInt64) {
        dice = Dice(seed: seed)
        personCount = dice.number(5...30)
        makeVocabulary()
        makePlaces()
        for person in 1...personCount { makePerson(person) }
    }

    /// Creates the schema and its tables, and fills them.
    func write(to connection: DuckDBConnection, schema: String) throws {
        var script = "CREATE SCHEMA \(schema);"
        for (table, columns) in CDMSample.usedColumns.sorted(by: { $0.key < $1.key }) {
            let fields = columns.map { "\($0) \(RandomModel.type(of: $0, in: table))" }
            script += "CREATE TABLE \(schema).\(table) (\(fields.joined(separator: ", ")));"
            let values = (rows[table] ?? [])
                .map { row in "(\(columns.map { row[$0] ?? "NULL" }.joined(separator: ", ")))" }
            if !values.isEmpty {
                script += "INSERT INTO \(schema).\(table) VALUES \(values.joined(separator: ", "));"
            }
        }
        try connection.execute(script)
    }

    private static func type(of column: String, in table: String) -> String {
        if column.hasSuffix("_date") { return "DATE" }
        switch column {
        case "stop_reason", "lot_number", "unique_device_id", "value_as_string", "specimen_source_id",
            "invalid_reason", "relationship_id":
            return "VARCHAR"
        case "value_as_number", "range_low", "range_high", "dose_value": return "DOUBLE"
        case "quantity": return table == "procedure_occurrence" || table == "device_exposure" ? "INTEGER" : "DOUBLE"
        default: return "BIGINT"
        }
    }

    // MARK: - Vocabulary and places

    private mutating func makeVocabulary() {
        for concept in RandomModel.concepts where !(25...29).contains(concept) && !dice.chance(5) {
            let invalid = dice.chance(15) ? "'D'" : "NULL"
            rows["concept", default: []].append(["concept_id": "\(concept)", "invalid_reason": invalid])
        }
        // Each concept is below some lower numbers; descendants may be absent or invalid.
        for concept in 1...29 {
            var ancestors = dice.list(0...3) { $0.number(1...29) }.filter { $0 < concept }
            if dice.chance(90) { ancestors.append(concept) }
            for ancestor in Set(ancestors).sorted() {
                rows["concept_ancestor", default: []]
                    .append(["ancestor_concept_id": "\(ancestor)", "descendant_concept_id": "\(concept)"])
            }
        }
        for source in 31...40 {
            for target in dice.list(0...2, { $0.number(1...24) }) {
                rows["concept_relationship", default: []]
                    .append([
                        "concept_id_1": "\(source)", "concept_id_2": "\(target)",
                        "relationship_id": dice.chance(85) ? "'Maps to'" : "'Is a'",
                        "invalid_reason": dice.chance(15) ? "'U'" : "NULL",
                    ])
            }
        }
    }

    private mutating func makePlaces() {
        for place in 1...3 {
            rows["provider", default: []].append(["provider_id": "\(place)", "specialty_concept_id": concept()])
            rows["care_site", default: []]
                .append(["care_site_id": "\(place)", "place_of_service_concept_id": concept()])
        }
    }

    private mutating func concept() -> String { dice.chance(15) ? "NULL" : "\(dice.number(RandomModel.concepts))" }

    // MARK: - Persons

    private mutating func makePerson(_ person: Int) {
        // Now and then records without a person.
        if !dice.chance(3) {
            rows["person", default: []]
                .append([
                    "person_id": "\(person)", "year_of_birth": "\(dice.number(1950...2005))",
                    "gender_concept_id": "\(dice.number(1...3))", "race_concept_id": "\(dice.number(0...4))",
                    "ethnicity_concept_id": concept(),
                ])
        }
        makeObservationPeriods(person)
        makeEvents("visit_occurrence", person, 0...4)
        let others = CriterionType.all.map(\.source.table)
            .filter {
                $0 != "visit_occurrence" && $0 != "observation_period" && $0 != "death"
            }
        for table in others { makeEvents(table, person, 0...4) }
        if dice.chance(40) { makeEvents("death", person, 1...1) }
    }

    /// Periods that do not overlap; some follow each other on the next day.
    private mutating func makeObservationPeriods(_ person: Int) {
        var start = dice.chance(60) ? -5 : dice.number(-5...40)
        for _ in 0..<dice.pick([0, 1, 1, 1, 2, 3]) {
            let end = start + (dice.chance(40) ? 95 : dice.number(0...50))
            append(
                "observation_period", person,
                [
                    "observation_period_start_date": day(start), "observation_period_end_date": day(end),
                    "period_type_concept_id": concept(),
                ])
            start = end + (dice.chance(30) ? 1 : dice.number(2...20))
        }
    }

    private mutating func makeEvents(_ table: String, _ person: Int, _ count: ClosedRange<Int>) {
        for _ in 0..<dice.number(count) {
            let start = dice.chance(50) ? dice.number(0...8) * 10 : dice.number(0...RandomModel.dayCount)
            var row: [String: String] = [:]
            for column in CDMSample.usedColumns[table] ?? [] { row[column] = value(column, start, person) }
            append(table, person, row)
        }
    }

    private mutating func value(_ column: String, _ start: Int, _ person: Int) -> String {
        if column.hasSuffix("_end_date") {
            if dice.chance(25) { return "NULL" }
            return day(start + (dice.chance(6) ? -dice.number(1...4) : dice.pick([0, 0, 1, 5, 10, 20, 40])))
        }
        if column.hasSuffix("_date") { return day(start) }
        if column.hasSuffix("_concept_id") { return concept() }
        if dice.chance(20) { return "NULL" }
        switch column {
        case "visit_occurrence_id":
            let own = visits.filter { $0.person == person }.map(\.identifier)
            if own.isEmpty || dice.chance(15) { return dice.chance(50) ? "999" : "\(dice.number(1...6))" }
            return "\(dice.pick(own))"
        case "provider_id", "care_site_id": return dice.chance(15) ? "99" : "\(dice.number(1...3))"
        case "stop_reason", "lot_number", "unique_device_id", "value_as_string", "specimen_source_id":
            return "'\(dice.pick(["alpha", "alp%ha", "ALPHA", "beta_x", "", "béta", "ab"]))'"
        case "value_as_number", "range_low", "range_high", "dose_value":
            return "\(Double(dice.number(0...24)) / dice.pick([1, 2, 2, 3]))"
        default: return "\(dice.pick([0, 0, 1, 2, 3, 5, 10, 15, 30]))"
        }
    }

    /// Adds a row with the next number of its table: the same numbers in every table.
    private mutating func append(_ table: String, _ person: Int, _ values: [String: String]) {
        guard let source = CriterionType.all.first(where: { $0.source.table == table })?.source else { return }
        var row = values
        row["person_id"] = "\(person)"
        let number = (rows[table]?.count ?? 0) + 1
        if source.identifier != "person_id" { row[source.identifier] = "\(number)" }
        if table == "visit_occurrence" { visits.append((number, person)) }
        rows[table, default: []].append(row)
    }

    private func day(_ offset: Int) -> String { "DATE '\(RandomModel.firstDay + offset)'" }
}
