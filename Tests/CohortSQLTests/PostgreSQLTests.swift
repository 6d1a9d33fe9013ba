import CohortEngine
import CohortTestSupport
import Foundation
import HubTestSupport
import SQLBackends
import Testing

/// The PostgreSQL dialect on a real server, where one is installed.
@Suite(.enabled(if: PostgreSQL.programs != nil && SharedData.has("ohdsi/fuzz_cdm_3000.zip"), "no initdb, or no data"))
struct PostgreSQLTests {
    @Test func givesTheExpectedRowsOnASampleOfTheLibrary() throws {
        let count = Int(ProcessInfo.processInfo.environment["HUB_POSTGRESQL_COUNT"] ?? "") ?? 6
        let library = try ZipArchive(SharedData.url("ohdsi/phenotype_library_dev.zip"))
        var generator = SeededGenerator(seed: 11)
        let names = library.names.filter { $0.hasSuffix(".json") }.sorted().shuffled(using: &generator).prefix(count)
        let expected = try ExpectedLibrary().rows
        let server = try PostgreSQL()
        try load(server)
        var problems: [String] = []
        var rowCount = 0
        for name in names {
            let identifier = ExpectedLibrary.identifier(name)
            let definition = try CirceJSON.read(library.data(name))
            do {
                let rows = try server.query(PostgreSQLTests.script(definition)).split(separator: "\n").map(String.init)
                if rows.sorted() != (expected[identifier] ?? []).sorted() {
                    problems.append("\(identifier): rows differ")
                }
                rowCount += rows.count
            } catch {
                problems.append("\(identifier): \(error)")
            }
        }
        for (_, definition) in try EveryForm.definitions() {
            #expect(throws: Never.self) { try server.query(PostgreSQLTests.script(definition, figures: true)) }
        }
        print("PostgreSQL: \(names.count) definitions, \(rowCount) rows, \(problems.count) problems")
        #expect(problems == [])
        #expect(rowCount > 0)
    }

    /// The statements of an evaluation in one session; texts are bound by preparing the statement that has some.
    private static func script(_ definition: CohortDefinition, figures: Bool = false) -> String {
        let script = CohortSQL(definition, dialect: PostgreSQLDialect()).statements(schema: "cdm")
        let read = figures ? [script.rows, script.totals, script.masks, script.prefixes] : [script.rows]
        return (script.setup + read)
            .map { statement in
                var sql = statement.sql
                for (position, value) in statement.bindings.enumerated().reversed() {
                    guard case .text(let text) = value else { continue }
                    sql = sql.replacingOccurrences(of: "$\(position + 1)", with: SQLLiteral.text(text))
                }
                return sql + ";\n"
            }
            .joined()
    }

    /// Loads the tables through CSV files that DuckDB writes, with the types of OMOP 5.4.
    private func load(_ server: PostgreSQL) throws {
        let model = try TestModel(zip: "ohdsi/fuzz_cdm_3000.zip")
        let folder = try TemporaryFolder()
        let columns = try model.connection
            .query(
                """
                SELECT table_name, string_agg('"' || column_name || '" ' || replace(data_type, 'DOUBLE', 'DOUBLE PRECISION'), ', '
                  ORDER BY ordinal_position)
                FROM information_schema.columns WHERE table_schema = 'cdm' GROUP BY 1 ORDER BY 1
                """
            )
            .rows()
        var script = "CREATE SCHEMA cdm;\n"
        for row in columns {
            let table = try #require(row[0].text)
            let file = folder.url.appending(path: "\(table).csv")
            try model.connection.execute(
                "COPY (FROM cdm.\"\(table)\") TO '\(file.path)' (HEADER, DELIMITER ',')")
            script += "CREATE TABLE cdm.\"\(table)\" (\(try #require(row[1].text)));\n"
            script += "\\copy cdm.\"\(table)\" FROM '\(file.path)' CSV HEADER\n"
        }
        _ = try server.query(script + "ANALYZE;\n")
    }
}
