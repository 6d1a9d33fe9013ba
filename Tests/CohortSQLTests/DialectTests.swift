import CohortEngine
import Foundation
import HubTestSupport
import SQLBackends
import Testing

/// The same definitions written for other databases.
struct DialectTests {
    private static let others: [any SQLDialect] = [PostgreSQLDialect(), SparkDialect()]

    @Test func theSQLForOtherDatabasesStaysAsItIs() throws {
        for dialect in DialectTests.others {
            for (name, definition) in try EveryForm.definitions() {
                let text = SQLSnapshotTests.script(definition, dialect)
                try Snapshot.expect(text, "\(dialect.name)/\(name).sql")
            }
        }
    }

    @Test func postgreSQLHasNoFormOfDuckDBOnly() throws {
        for (name, definition) in try EveryForm.definitions() {
            let text = SQLSnapshotTests.script(definition, PostgreSQLDialect())
            for form in ["QUALIFY", "SEMI JOIN", "ANTI JOIN", " year("] {
                #expect(!text.contains(form), "\(name) \(form)")
            }
        }
    }

    @Test func sparkHasNoTemporaryTableAndQuotesWithBackticks() throws {
        for (name, definition) in try EveryForm.definitions() {
            let script = CohortSQL(definition, reading: .fixed, dialect: SparkDialect()).statements(schema: "lake.omop")
            let text = (script.setup + [script.rows, script.masks]).map(\.sql).joined(separator: "\n")
            for form in ["QUALIFY", "TEMPORARY", "MATERIALIZED", "\"", "$1"] {
                #expect(!text.contains(form), "\(name) \(form)")
            }
            #expect(text.contains("`lake`.`omop`."))
        }
    }

    @Test func aTextThatHoldsTheEscapeOfSparkStillMeansItself() throws {
        let json = Definition.withText("a/b%")
        let script = CohortSQL(try CirceJSON.read(json), dialect: SparkDialect()).statements(schema: "omop")
        let bound = script.setup.flatMap(\.bindings)
        #expect(bound == [.text("%a//b%%")])
    }

    enum Definition {
        static func withText(_ text: String) -> Data {
            Data(
                #"""
                {"PrimaryCriteria": {"CriteriaList": [{"Observation": {"ValueAsString": {"Text": "\#(text)", "Op": "contains"}}}],
                  "ObservationWindow": {}}}
                """#
                .utf8)
        }
    }
}
