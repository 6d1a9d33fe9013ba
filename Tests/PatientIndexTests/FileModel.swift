import CohortTestSupport
import Foundation
import HealthModel
import HubTestSupport
import PatientIndex
import SQLBackends

/// A small OMOP database in memory, and the index files made from it.
final class FileModel {
    let connection: DuckDBConnection
    let folder: TemporaryFolder
    /// What shards give is valid as long as their index is.
    private var opened: [PatientIndex] = []

    /// Every table of OMOP 5.4, empty, in the schema `cdm`; columns may be null.
    init(tables: [OMOPTable] = OMOPVersion54.tables) throws {
        folder = try TemporaryFolder()
        connection = try DuckDBDatabase(path: nil).connect()
        try connection.execute("CREATE SCHEMA cdm")
        for table in tables {
            let columns = table.fields.map { "\"\($0.name)\" \($0.duckDBType)" }.joined(separator: ", ")
            try connection.execute("CREATE TABLE cdm.\(table.name) (\(columns))")
        }
    }

    /// The tables of a zip archive of CSV files.
    convenience init(zip: String) throws {
        try self.init()
        let source = try TemporaryFolder()
        try ZipArchive(SharedData.url(zip)).extract(to: source.url)
        for file in try FileManager.default.contentsOfDirectory(atPath: source.url.path) where file.hasSuffix(".csv") {
            let place = source.url.appending(path: file).path
            try run(
                """
                INSERT INTO cdm.\(file.dropLast(4)) BY NAME
                SELECT * FROM read_csv('\(place)', header = true, all_varchar = true)
                """)
        }
    }

    func run(_ sql: String) throws { try connection.execute(sql) }

    var file: URL { folder.url.appending(path: "patient.index") }

    @discardableResult
    func build(shardPersonCount: Int = 65_536, workerCount: Int = 2) throws -> PatientIndexBuildReport {
        try PatientIndexBuilder(
            connection: connection, schema: "cdm", options: PatientIndexOptions(shardPersonCount: shardPersonCount),
            workerCount: workerCount
        )
        .build(to: file, release: "test", releaseDigest: "00")
    }

    func index(shardPersonCount: Int = 65_536) throws -> PatientIndex {
        try build(shardPersonCount: shardPersonCount)
        let index = try PatientIndex.open(file)
        opened.append(index)
        return index
    }

    func bytes() throws -> Data { try Data(contentsOf: file) }

    /// Persons 1...count with a few events each, all made from their numbers.
    func fill(persons count: Int) throws {
        try run(
            """
            INSERT INTO cdm.person BY NAME SELECT i AS person_id, 8507 + 25 * (i % 2) AS gender_concept_id,
              1930 + i % 80 AS year_of_birth, 0 AS race_concept_id FROM range(1, \(count + 1)) t(i);
            INSERT INTO cdm.observation_period BY NAME SELECT i * 2 + k AS observation_period_id, i AS person_id,
              DATE '2010-01-01' + (k * 1000 + i % 7)::INTEGER AS observation_period_start_date,
              DATE '2010-01-01' + (k * 1000 + 500)::INTEGER AS observation_period_end_date, 32817 AS period_type_concept_id
            FROM range(1, \(count + 1)) t(i), range(2) s(k);
            INSERT INTO cdm.visit_occurrence BY NAME SELECT i * 3 + k AS visit_occurrence_id, i AS person_id,
              9201 + k AS visit_concept_id, DATE '2010-02-01' + (k * 30)::INTEGER AS visit_start_date,
              DATE '2010-02-03' + (k * 30)::INTEGER AS visit_end_date, 1 AS provider_id, 5 AS care_site_id
            FROM range(1, \(count + 1)) t(i), range(3) s(k);
            INSERT INTO cdm.measurement BY NAME SELECT i * 4 + k AS measurement_id, i AS person_id,
              3004410 + k AS measurement_concept_id, DATE '2010-02-01' + (i % 40 + k)::INTEGER AS measurement_date,
              CASE WHEN k < 3 THEN (i % 17) / 4.0 END AS value_as_number, 8554 AS unit_concept_id,
              i * 3 + k % 3 AS visit_occurrence_id
            FROM range(1, \(count + 1)) t(i), range(4) s(k);
            INSERT INTO cdm.observation BY NAME SELECT i AS observation_id, i AS person_id, 40 AS observation_concept_id,
              DATE '2011-01-01' AS observation_date, 'texte ' || i % 3 AS value_as_string
            FROM range(1, \(count + 1)) t(i) WHERE i % 2 = 0;
            """)
    }
}

extension IndexColumn {
    /// The value of a row in words; nil when unknown. Whole decimals look like whole numbers.
    func words(_ row: Int) -> String? {
        let code = codes[row]
        if code == 0 { return nil }
        switch values {
        case .sequence(let first): return String(first + code - 1)
        case .integers(let numbers): return String(numbers[code - 1])
        case .decimals(let numbers): return numberWords(numbers[code - 1])
        case .texts(let texts): return texts[code - 1]
        }
    }
}

func numberWords(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? String(Int(number)) : String(number)
}

extension PatientIndexError {
    /// Runs a body that must fail with one of these errors; gives its code.
    static func code(of body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch let error as PatientIndexError {
            return error.code
        } catch {
            return "another"
        }
    }
}
