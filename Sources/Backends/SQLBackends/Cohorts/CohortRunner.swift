package import CohortEngine
package import HealthModel

/// Evaluates cohort definitions over the OMOP tables of a schema, on one connection.
package struct CohortRunner: CohortEvaluator {
    private let connection: DuckDBConnection
    private let schema: String
    private let deadlineSeconds: Double?

    /// The deadline is that of each statement.
    package init(connection: DuckDBConnection, schema: String, deadlineSeconds: Double? = nil) {
        self.connection = connection
        self.schema = schema
        self.deadlineSeconds = deadlineSeconds
    }

    /// Exact figures: for the operator and for disclosure control, never for a page.
    package func figures(
        _ definition: CohortDefinition, reading: CohortReading = .strict
    ) throws -> CohortFigures {
        try definition.admit(reading)
        let script = CohortSQL(definition, reading: reading).statements(schema: schema)
        defer { clean(script) }
        try setUp(script)
        return try figures(script, ruleCount: definition.rules.count)
    }

    /// Gives each membership (subject, first day, last day), ordered, and the figures with it.
    package func rows(
        _ definition: CohortDefinition, reading: CohortReading = .strict, _ body: (Int64, Day, Day) throws -> Void
    ) throws -> CohortFigures {
        try definition.admit(reading)
        let script = CohortSQL(definition, reading: reading).statements(schema: schema)
        defer { clean(script) }
        try setUp(script)
        // A stream would not keep the order: see `DuckDBConnection.stream`.
        try run(script.rows)
            .forEachChunk { chunk in
                let subjects = try chunk.int64s(0)
                let starts = try chunk.days(1)
                let ends = try chunk.days(2)
                for row in 0..<chunk.rowCount {
                    guard let subject = subjects[row], let start = starts[row], let end = ends[row] else { continue }
                    try body(subject, start, end)
                }
            }
        return try figures(script, ruleCount: definition.rules.count)
    }

    /// Persons of the data, in a cohort or not.
    package func personCount() throws(DuckDBError) -> Int {
        let table = CohortSQLWriter.table("person", schema: schema)
        return Int(try connection.query("SELECT count(*) FROM \(table)", label: "count persons").scalarInt64())
    }

    private func setUp(_ script: CohortScript) throws(DuckDBError) {
        for statement in script.setup { _ = try run(statement) }
    }

    private func figures(_ script: CohortScript, ruleCount: Int) throws(DuckDBError) -> CohortFigures {
        let totals = try run(script.totals).rows().first ?? []
        var prefixCounts = Array(repeating: 0, count: ruleCount + 1)
        for row in try run(script.prefixes).rows() {
            guard let prefix = row[0].int64, let count = row[1].int64 else { continue }
            prefixCounts[Int(prefix)] = Int(count)
        }
        var eventMasks: [Int: Int] = [:]
        var personMasks: [Int: Int] = [:]
        for row in try run(script.masks).rows(max: .max) {
            guard let isBest = row[0].bool, let mask = row[1].int64, let count = row[2].int64 else { continue }
            if isBest { personMasks[Int(mask)] = Int(count) } else { eventMasks[Int(mask)] = Int(count) }
        }
        // Persons after rule i are those whose best run is at least i long.
        var remaining = 0
        var persons: [Int] = []
        for count in prefixCounts.reversed() {
            remaining += count
            persons.append(remaining)
        }
        return CohortFigures(
            personCount: totals.first?.int64.map(Int.init) ?? 0, rowCount: totals.last?.int64.map(Int.init) ?? 0,
            attrition: Attrition(
                ruleCount: ruleCount, eventMasks: eventMasks, personMasks: personMasks,
                personsAfterRules: persons.reversed()))
    }

    private func run(_ statement: CohortStatement) throws(DuckDBError) -> DuckDBResult {
        try connection.query(
            statement.sql, statement.bindings, label: statement.label, deadlineSeconds: deadlineSeconds)
    }

    private func clean(_ script: CohortScript) {
        // A failure here leaves temporary tables behind until the connection closes; the answer stands.
        for statement in script.cleanup { _ = try? connection.query(statement.sql, label: statement.label) }
    }
}
