package import CohortEngine

/// Translates a cohort definition to SQL with exactly the meaning that its reading gives it.
///
/// Differences from Circe's own SQL are of form only: concept sets are resolved in one statement, "at least one" and
/// "none" are semi-joins and anti-joins, and ties of First and Last limits, which Circe leaves open, go to the earlier
/// primary event.
package struct CohortSQL: Sendable {
    private let definition: CohortDefinition
    private let reading: CohortReading
    private let dialect: any SQLDialect

    /// The definition must be admitted by the reading (`CohortDefinition.admit`).
    package init(
        _ definition: CohortDefinition, reading: CohortReading = .strict, dialect: any SQLDialect = DuckDBDialect()
    ) {
        self.definition = definition
        self.reading = reading
        self.dialect = dialect
    }

    /// The statements over the OMOP tables of `schema` (`release`, or `catalog.schema`). Two evaluations that share a
    /// connection need different prefixes.
    package func statements(schema: String, prefix: String = "hub_cohort") -> CohortScript {
        let writer = CohortSQLWriter(
            definition: definition, reading: reading, dialect: dialect, schema: schema, prefix: prefix)
        writer.writeConceptSets()
        writer.writePrimaryEvents()
        writer.writeQualifiedEvents()
        writer.writeRules()
        writer.writeIncludedEvents()
        writer.writeEnds()
        writer.writeMemberships()
        return CohortScript(
            setup: writer.statements, rows: writer.rows, totals: writer.totals, masks: writer.masks,
            prefixes: writer.prefixes, cleanup: writer.cleanup)
    }
}

/// Writes the statements of one evaluation, and remembers the temporary tables it makes.
final class CohortSQLWriter {
    let definition: CohortDefinition
    let reading: CohortReading
    let dialect: any SQLDialect
    private let schema: String
    private let prefix: String
    private(set) var statements: [CohortStatement] = []
    private var tables: [String] = []
    private var bindings: [DuckDBValue] = []
    private var nameCount = 0

    init(
        definition: CohortDefinition, reading: CohortReading, dialect: any SQLDialect, schema: String, prefix: String
    ) {
        self.dialect = dialect
        self.definition = definition
        self.reading = reading
        self.schema = schema
        self.prefix = prefix
    }

    /// A table of the data.
    func data(_ table: String) -> String {
        (schema.split(separator: ".").map(String.init) + [table]).map(dialect.identifier).joined(separator: ".")
    }

    /// A table of a DuckDB schema that may be written `catalog.schema`.
    static func table(_ table: String, schema: String) -> String {
        (schema.split(separator: ".") + [table[...]]).map { SQLLiteral.identifier($0) }.joined(separator: ".")
    }

    /// A temporary table of this evaluation.
    func temporary(_ name: String) -> String { dialect.identifier("\(prefix)_\(name)") }

    /// A name that no other part of the script uses.
    func freshName(_ stem: String) -> String {
        nameCount += 1
        return "\(stem)_\(nameCount)"
    }

    /// A place for a text in the statement being written.
    func bind(_ text: String) -> String {
        bindings.append(.text(text))
        return dialect.placeholder(bindings.count)
    }

    func emit(_ label: String, _ sql: String) {
        statements.append(CohortStatement(label: label, sql: sql, bindings: bindings))
        bindings = []
    }

    /// Makes a temporary table from a query.
    func emitTable(_ name: String, _ label: String, _ query: String) {
        tables.append(name)
        emit(label, "\(dialect.createTable(temporary(name))) AS\n\(query)")
    }

    /// Makes an empty temporary table.
    func emitTable(_ name: String, _ label: String, columns: String) {
        tables.append(name)
        emit(label, "\(dialect.createTable(temporary(name))) (\(columns))")
    }

    var cleanup: [CohortStatement] {
        tables.reversed()
            .map {
                CohortStatement(label: "cohort cleanup", sql: "DROP TABLE IF EXISTS \(temporary($0))", bindings: [])
            }
    }

    func reading(_ label: String, _ sql: String) -> CohortStatement {
        CohortStatement(label: label, sql: sql, bindings: [])
    }
}
