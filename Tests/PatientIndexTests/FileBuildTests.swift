import CohortEngine
import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Synchronization
import Testing

@testable import PatientIndex

/// Building: the same data give the same bytes, whatever the order of rows; sizes and refusals.
struct FileBuildTests {
    @Test func theSameDataGiveTheSameBytes() throws {
        let model = try FileModel()
        try model.fill(persons: 500)
        // Rows that differ in nothing but a value must not go by the order of reading.
        try model.run(
            """
            INSERT INTO cdm.measurement BY NAME SELECT 1 AS measurement_id, 3 AS person_id, 5 AS measurement_concept_id,
              DATE '2010-01-01' AS measurement_date, i AS value_as_number FROM range(40) t(i)
            """)
        try model.build(shardPersonCount: 100, workerCount: 1)
        let first = try model.bytes()
        try model.build(shardPersonCount: 100, workerCount: 3)
        #expect(try model.bytes() == first)
        for table in ["measurement", "visit_occurrence", "person", "observation_period", "observation"] {
            try model.run("CREATE OR REPLACE TABLE cdm.\(table) AS SELECT * FROM cdm.\(table) ORDER BY hash(rowid)")
        }
        try model.build(shardPersonCount: 100)
        #expect(try model.bytes() == first)
    }

    @Test func sortsTablesThatDoNotLieInTheOrderOfPersons() throws {
        let model = try FileModel()
        try model.fill(persons: 3_000)
        try model.run("CREATE OR REPLACE TABLE cdm.measurement AS SELECT * FROM cdm.measurement ORDER BY hash(rowid)")
        let report = try model.build(shardPersonCount: 200)
        #expect(report.sortedTables == ["measurement"])
        #expect(report.header.tables["measurement"]?.rowCount == 12_000)
        try PatientIndex.open(model.file).verify()
        // The copy is gone.
        let databases = try model.connection.query("SELECT database_name FROM duckdb_databases()").strings()
        #expect(!databases.contains { $0.hasPrefix("hub_index") })
    }

    @Test func sortsBesideADatabaseThatMayNotBeChanged() throws {
        let folder = try TemporaryFolder()
        let database = folder.url.appending(path: "cdm.duckdb")
        try DuckDBDatabase(path: database).connect()
            .execute(
                """
                CREATE TABLE person AS SELECT i AS person_id FROM range(3000) t(i);
                CREATE TABLE death AS SELECT (i * 1237) % 3000 AS person_id, DATE '2020-01-01' AS death_date
                FROM range(9000) t(i)
                """)
        let connection = try DuckDBDatabase(path: database, settings: DuckDBSettings(isReadOnly: true)).connect()
        let report = try PatientIndexBuilder(
            connection: connection, schema: "main", options: PatientIndexOptions(shardPersonCount: 200)
        )
        .build(to: folder.url.appending(path: "patient.index"), release: "r")
        #expect(report.sortedTables == ["death"])
        #expect(report.header.tables["death"]?.rowCount == 9_000)
    }

    @Test func anEmptyReleaseHasAnIndex() throws {
        let model = try FileModel()
        let index = try model.index()
        #expect(index.shards.isEmpty)
        #expect(index.header.rowCount == 0)
        let set = ConceptSet(identifier: 0, name: "", items: [ConceptSet.Item(concept: Concept(identifier: 1))])
        #expect(index.concepts(of: set).isEmpty)
        try index.verify()
    }

    @Test func aDatabaseWithoutAnyTableHasAnIndex() throws {
        let index = try FileModel(tables: []).index()
        #expect(index.shards.isEmpty)
        try index.verify()
    }

    @Test func onePersonWithoutEventsIsAShard() throws {
        let model = try FileModel()
        try model.run("INSERT INTO cdm.person BY NAME SELECT 42 AS person_id, 1970 AS year_of_birth")
        let index = try model.index()
        #expect(index.shards.map(\.personCount) == [1])
        #expect(index.shards.first?.tables.isEmpty == true)
        try index.verify()
    }

    @Test(arguments: [(65_536, [65_536]), (65_537, [65_536, 1])])
    func shardsHoldAtMost65536Persons(count: Int, expected: [Int]) throws {
        let model = try FileModel()
        try model.run(
            """
            INSERT INTO cdm.person BY NAME SELECT i * 7 AS person_id FROM range(\(count)) t(i);
            INSERT INTO cdm.condition_occurrence BY NAME SELECT i AS condition_occurrence_id, i * 7 AS person_id,
              1 AS condition_concept_id, DATE '2020-01-01' AS condition_start_date FROM range(\(count)) t(i)
            """)
        let index = try model.index()
        #expect(index.shards.map(\.personCount) == expected)
        #expect(index.conceptCounts(in: "condition_occurrence")?.counts(of: 1).persons == count)
        let table = try #require(index.shards.first?.tables["condition_occurrence"])
        #expect(table.person[65_535] == 65_535)
        #expect(table.bitmapWords.elements.allSatisfy { $0 == .max })
        try index.verify()
    }

    @Test func frequentConceptsHaveABitmapAndRareOnesNone() throws {
        let model = try FileModel()
        try model.fill(persons: 400)
        try model.run(
            """
            INSERT INTO cdm.measurement BY NAME SELECT i AS measurement_id, 1 + i % 3 AS person_id,
              CASE WHEN i < 99 THEN 70 ELSE 71 END AS measurement_concept_id, DATE '2010-01-01' AS measurement_date
            FROM range(199) t(i)
            """)
        let table = try #require(try model.index().shards.first?.tables["measurement"])
        func bitmap(_ concept: Int64) throws -> UInt32 {
            table.bitmapOffsets[try #require(table.concepts.elements.firstIndex(of: concept))]
        }
        #expect(try bitmap(70) == IndexTable.noBitmap)
        let begin = Int(try bitmap(71))
        #expect(table.bitmapWords[begin] == 0b111)
    }

    @Test func columnsThatNeverChangeTakeNoRoom() throws {
        let model = try FileModel()
        try model.run(
            """
            INSERT INTO cdm.person BY NAME SELECT i AS person_id FROM range(1000) t(i);
            INSERT INTO cdm.drug_exposure BY NAME SELECT i AS drug_exposure_id, i % 1000 AS person_id, 1 AS drug_concept_id,
              DATE '2020-01-01' AS drug_exposure_start_date, 1 AS refills, 0 AS route_concept_id, 1.0 AS quantity,
              32817 AS drug_type_concept_id FROM range(20000) t(i)
            """)
        let index = try model.index()
        let table = try #require(index.shards.first?.tables["drug_exposure"])
        #expect(table.columns["quantity"]?.words(19_999) == "1")
        #expect(table.columns["drug_type_concept_id"]?.words(0) == "32817")
        #expect(table.columns["stop_reason"] == nil)
        // 10 bits of person, 5 of order; for each person, 15 bits of where the rows begin.
        #expect(try #require(index.tableByteCounts["drug_exposure"]) < 21_001 * 15 / 8 + 1_000)
    }

    @Test func aTableWithoutItsStartIsRefused() throws {
        let model = try FileModel(tables: [])
        try model.run("CREATE TABLE cdm.death (person_id BIGINT, cause_concept_id INTEGER)")
        #expect(PatientIndexError.code { try model.build() } == "index.column-missing")
        #expect(try FileManager.default.contentsOfDirectory(atPath: model.folder.url.path) == [])
    }

    @Test func aReservedNumberIsRefused() throws {
        let model = try FileModel()
        try model.fill(persons: 1)
        try model.run(
            """
            INSERT INTO cdm.drug_exposure BY NAME SELECT 1 AS drug_exposure_id, 1 AS person_id,
              DATE '2020-01-01' AS drug_exposure_start_date, -2147483648 AS refills
            """)
        #expect(PatientIndexError.code { try model.build() } == "index.number-reserved")
    }

    @Test func aStoppedBuildLeavesTheOldFile() throws {
        let model = try FileModel()
        try model.fill(persons: 10)
        try model.build()
        let before = try model.bytes()
        let code = PatientIndexError.code {
            try PatientIndexBuilder(connection: model.connection, schema: "cdm")
                .build(to: model.file, release: "other", isCancelled: { true })
        }
        #expect(code == "index.cancelled")
        #expect(try model.bytes() == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: model.folder.url.path) == ["patient.index"])
    }

    @Test func twoBuildsOfOneFileExcludeEachOther() throws {
        let model = try FileModel()
        let first = try IndexFileWriter(file: model.file)
        #expect(PatientIndexError.code { try model.build() } == "index.busy")
        first.abandon()
        try model.build()
    }

    @Test func tellsItsProgress() throws {
        let model = try FileModel()
        try model.fill(persons: 100)
        let last = Mutex(0)
        try PatientIndexBuilder(connection: model.connection, schema: "cdm")
            .build(to: model.file, release: "r", onProgress: { step in last.withLock { $0 = max($0, step.done) } })
        #expect(last.withLock { $0 } == 950)
    }
}
