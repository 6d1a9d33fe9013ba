import CohortEngine
import Foundation
import HubTestSupport
import SQLBackends
import Testing

/// The SQL of definitions that use every form: a change of it is a decision, never an accident.
struct SQLSnapshotTests {
    static func script(_ definition: CohortDefinition, _ dialect: any SQLDialect = DuckDBDialect()) -> String {
        let script = CohortSQL(definition, dialect: dialect).statements(schema: "cdm")
        let statements = script.setup + [script.rows, script.totals, script.masks, script.prefixes] + script.cleanup
        return statements.map { "-- \($0.label) \($0.bindings)\n\($0.sql);\n" }.joined(separator: "\n")
    }

    @Test func theSQLForDuckDBStaysAsItIs() throws {
        for (name, definition) in try EveryForm.definitions() {
            try Snapshot.expect(SQLSnapshotTests.script(definition), "duckdb/\(name).sql")
        }
    }
}
