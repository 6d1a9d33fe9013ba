import HealthModel
import PatientIndex

/// Reads the persons of a range, their columns and their observation periods.
struct PersonReading {
    let source: IndexSource
    let range: ClosedRange<Int64>

    func persons(on connection: DuckDBConnection) throws -> ShardPersons {
        var identifiers: [Int64] = []
        let names = IndexSchema.current.personColumns
        let buffers = names.map { _ in RowBuffer<Int64>() }
        try connection.stream(sql(names), label: "persons of a shard") { chunk in
            let persons = try chunk.int64s(0)
            for row in 0..<chunk.rowCount { identifiers.append(persons.values[row]) }
            for (place, buffer) in buffers.enumerated() {
                try chunk.append(place + 1, to: buffer, unknown: .min, table: "person", names[place])
            }
        }
        // A streamed result comes in any order, even of a sorted statement.
        let order = identifiers.indices.sorted { identifiers[$0] < identifiers[$1] }
        var persons = ShardPersons(
            identifiers: order.map { identifiers[$0] },
            columns: zip(names, buffers).map { name, buffer in (name, order.map { buffer[$0] }) })
        persons.add(try periods(persons.numbers, on: connection))
        return persons
    }

    /// Every person once; a person written twice has the smaller value of each column.
    private func sql(_ names: [String]) -> String {
        let known = source.columns["person"] ?? [:]
        let values = names.map { name in
            known[name] == nil
                ? "CAST(NULL AS BIGINT)" : "min(CAST(\(SQLLiteral.identifier(name)) AS BIGINT))"
        }
        var selects: [String] = []
        if source.has("person") {
            selects.append(
                """
                SELECT \(person) AS person_id, \(values.joined(separator: ", "))
                FROM \(source.table("person")) WHERE \(condition("person")) GROUP BY 1
                """)
        }
        if source.has("observation_period") {
            let strangers =
                source.has("person")
                ? " AND \(source.integer("person_id", of: "observation_period")) NOT IN "
                    + "(SELECT \(person) FROM \(source.table("person")) WHERE \(condition("person")))"
                : ""
            selects.append(
                """
                SELECT DISTINCT \(person), \
                \(names.map { _ in "CAST(NULL AS BIGINT)" }.joined(separator: ", "))
                FROM \(source.table("observation_period"))
                WHERE \(condition("observation_period"))\(strangers)
                """)
        }
        return selects.joined(separator: " UNION ALL ")
    }

    private let person = "CAST(person_id AS BIGINT)"

    private func condition(_ table: String) -> String {
        "\(source.integer("person_id", of: table)) BETWEEN \(range.lowerBound) AND \(range.upperBound)"
    }

    /// Periods with both days: a period without an end holds no event, as in SQL.
    private func periods(
        _ numbers: PersonNumbers, on connection: DuckDBConnection
    ) throws -> [ShardPersons.Period] {
        let table = "observation_period"
        guard let known = source.columns[table], known["observation_period_start_date"] != nil,
            known["observation_period_end_date"] != nil
        else { return [] }
        let identifier =
            known["observation_period_id"] == nil
            ? "CAST(NULL AS BIGINT)" : source.integer("observation_period_id", of: table)
        var periods: [ShardPersons.Period] = []
        try connection.stream(
            """
            SELECT \(source.integer("person_id", of: table)), \(source.day("observation_period_start_date", of: table)),
              \(source.day("observation_period_end_date", of: table)), \(identifier)
            FROM \(source.table(table)) WHERE \(condition(table))
            """, label: "periods of a shard"
        ) { chunk in
            let persons = try chunk.int64s(0)
            let starts = try chunk.days(1)
            let ends = try chunk.days(2)
            let identifiers = try chunk.int64s(3)
            for row in 0..<chunk.rowCount {
                guard let person = persons[row], let start = starts[row], let end = ends[row] else { continue }
                periods.append(
                    ShardPersons.Period(
                        person: numbers.number(of: person), start: start.daysSince1970, end: end.daysSince1970,
                        identifier: identifiers[row] ?? TableRows.unknownIdentifier))
            }
        }
        return periods.filter { $0.person != TableRows.stranger }
    }
}
