import CohortEngine
import CohortTestSupport
import Foundation
import HealthModel
import HubTestSupport
import PatientIndex
import SQLBackends
import Testing

/// An OMOP database in memory, and the patient index built from it.
final class EvaluationModel {
    let connection: DuckDBConnection
    private let folder: TemporaryFolder

    /// Every table of OMOP 5.4, empty.
    init() throws {
        folder = try TemporaryFolder()
        connection = try DuckDBDatabase(path: nil).connect()
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
    convenience init(zip: String) throws {
        try self.init()
        let source = try TemporaryFolder()
        try ZipArchive(SharedData.url(zip)).extract(to: source.url)
        for file in try FileManager.default.contentsOfDirectory(atPath: source.url.path) where file.hasSuffix(".csv") {
            let table = String(file.dropLast(4))
            try connection.execute(
                """
                INSERT INTO cdm.\(table) BY NAME
                SELECT * FROM read_csv('\(source.url.appending(path: file).path)', header = true, all_varchar = true)
                """)
        }
    }

    /// Adds rows given as column and value; columns that OMOP 5.4 does not have are left out.
    func insert(_ table: String, _ row: [String: Any]) throws {
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

    /// The index of what the tables hold now.
    func index(shardPersonCount: Int = IndexShard.personCountMax) throws -> PatientIndex {
        let file = folder.url.appending(path: "\(shardPersonCount).index")
        _ = try PatientIndexBuilder(
            connection: connection, schema: "cdm", options: PatientIndexOptions(shardPersonCount: shardPersonCount)
        )
        .build(to: file, release: "test")
        return try PatientIndex.open(file)
    }

    /// An evaluator of what the tables hold now.
    func evaluator(
        shardPersonCount: Int = IndexShard.personCountMax, cacheByteCountMax: Int = 0
    ) throws -> IndexEvaluator {
        IndexEvaluator(
            index: try index(shardPersonCount: shardPersonCount), workerCount: 2, cacheByteCountMax: cacheByteCountMax)
    }

    /// The same question to DuckDB.
    var runner: CohortRunner { CohortRunner(connection: connection, schema: "cdm") }
}

/// A definition of the test data.
func evaluationDefinition(_ path: String) throws -> CohortDefinition {
    try CirceJSON.read(Data(contentsOf: SharedData.url(path)))
}

extension CohortEvaluator {
    /// The memberships of a definition as `subject,start,end`, in order.
    func lines(_ definition: CohortDefinition, reading: CohortReading = .strict) throws -> [String] {
        var lines: [String] = []
        _ = try rows(definition, reading: reading) { lines.append("\($0),\($1),\($2)") }
        return lines
    }
}
