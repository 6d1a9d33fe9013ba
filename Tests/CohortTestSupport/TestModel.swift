package import CohortEngine
import Foundation
import HealthModel
import HubTestSupport
package import SQLBackends
import Testing

/// An OMOP database in memory, made from CSV files or from rows.
package final class TestModel {
    package let database: DuckDBDatabase
    package let connection: DuckDBConnection
    package static let schema = "cdm"

    /// Every table of OMOP 5.4, empty.
    package init() throws {
        database = try DuckDBDatabase(path: nil)
        connection = try database.connect()
        try connection.execute("CREATE SCHEMA cdm")
        let fields = SharedData.url("ohdsi/OMOP_CDMv5.4_Field_Level.csv").path
        let rows =
            try connection.query(
                """
                SELECT lower(cdmTableName), string_agg(
                  '"' || lower(trim(cdmFieldName, '"')) || '" ' || CASE
                    WHEN cdmDatatype ILIKE 'varchar%' THEN 'VARCHAR' WHEN cdmDatatype ILIKE 'datetime' THEN 'TIMESTAMP'
                    WHEN cdmDatatype ILIKE 'float' THEN 'DOUBLE' WHEN cdmDatatype ILIKE 'integer' THEN 'BIGINT'
                    ELSE cdmDatatype END, ', ')
                FROM read_csv('\(fields)', header = true, all_varchar = true) GROUP BY 1
                """
            )
            .rows()
        for row in rows {
            let name = try #require(row[0].text)
            try connection.execute("CREATE TABLE cdm.\"\(name)\" (\(try #require(row[1].text)))")
        }
    }

    /// The tables of a zip archive of CSV files.
    package convenience init(zip: String) throws {
        try self.init()
        let folder = try TemporaryFolder()
        try ZipArchive(SharedData.url(zip)).extract(to: folder.url)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) where file.hasSuffix(".csv") {
            let table = String(file.dropLast(4))
            try connection.execute(
                """
                INSERT INTO cdm.\(table) BY NAME
                SELECT * FROM read_csv('\(folder.url.appending(path: file).path)', header = true, all_varchar = true)
                """)
        }
    }

    /// Adds rows given as column and value; columns that OMOP 5.4 does not have are left out.
    package func insert(_ table: String, _ row: [String: Any]) throws {
        let known = Set(
            try connection.query(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'cdm' AND table_name = '\(table)'"
            )
            .strings())
        let fields = row.filter { known.contains($0.key.lowercased()) && !($0.value is NSNull) }
            .sorted { $0.key < $1.key }
        let names = fields.map { "\"\($0.key)\"" }.joined(separator: ", ")
        let places = fields.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        _ = try connection.query(
            "INSERT INTO cdm.\(table) (\(names)) VALUES (\(places))", fields.map { .text("\($0.value)") })
    }

    /// The memberships of a definition as `subject,start,end`.
    package func rows(_ definition: CohortDefinition) throws -> [String] {
        var rows: [String] = []
        _ = try runner.rows(definition) { rows.append("\($0),\($1),\($2)") }
        return rows
    }

    package var runner: CohortRunner { CohortRunner(connection: connection, schema: TestModel.schema) }
}
