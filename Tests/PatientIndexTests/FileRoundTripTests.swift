import CohortEngine
import Foundation
import HealthModel
import HubTestSupport
import PatientIndex
import SQLBackends
import Testing

/// What an index holds is what the tables hold, value by value.
struct FileRoundTripTests {
    @Test func keepsEveryColumnOfEveryRow() throws {
        let model = try FileModel()
        try model.fill(persons: 200)
        try model.run(
            """
            INSERT INTO cdm.provider BY NAME SELECT 1 AS provider_id, 38004446 AS specialty_concept_id;
            INSERT INTO cdm.care_site BY NAME SELECT 5 AS care_site_id, 8717 AS place_of_service_concept_id;
            INSERT INTO cdm.drug_exposure BY NAME SELECT 9 AS drug_exposure_id, 7 AS person_id, 1503297 AS drug_concept_id,
              DATE '2012-01-01' AS drug_exposure_start_date, 2.5 AS quantity, 2000000001 AS drug_source_concept_id,
              -3 AS refills, DATE '2011-12-30' AS drug_exposure_end_date, 'B7' AS lot_number;
            """)
        let index = try model.index(shardPersonCount: 64)
        #expect(index.shards.count == 4)
        try compare(index, model.connection, personModulus: 1)
        try index.verify()
        let shard = try #require(index.shards.first)
        let visits = try #require(shard.tables["visit_occurrence"])
        #expect(visits.columns["provider.specialty_concept_id"]?.words(0) == "38004446")
        #expect(visits.columns["care_site.place_of_service_concept_id"]?.words(0) == "8717")
        #expect(visits.columns["care_site.care_site_id"]?.words(0) == "1")
        #expect(shard.personColumns["year_of_birth"]?.words(0) == "1931")
        #expect(shard.personColumns["ethnicity_concept_id"] == nil)
    }

    @Test(.enabled(if: SharedData.has("ohdsi/fuzz_cdm_3000.zip")), arguments: [700, 65_536])
    func keepsTheDataMadeToTouchEveryBoundary(shardPersonCount: Int) throws {
        let model = try FileModel(zip: "ohdsi/fuzz_cdm_3000.zip")
        let index = try model.index(shardPersonCount: shardPersonCount)
        try compare(index, model.connection, personModulus: 11)
        try index.verify()
    }

    @Test func acceptsTimestampsDecimalsAndIdentifiersOfOtherTypes() throws {
        let model = try FileModel(tables: [])
        try model.run(
            """
            CREATE TABLE cdm.person (person_id DOUBLE, year_of_birth VARCHAR, gender_concept_id SMALLINT);
            INSERT INTO cdm.person VALUES (1, '1950', 8507), (2, NULL, 8532);
            CREATE TABLE cdm.measurement (measurement_id HUGEINT, person_id DECIMAL(18, 0),
              measurement_concept_id DOUBLE, measurement_date TIMESTAMP, value_as_number DECIMAL(10, 2), unit_concept_id VARCHAR);
            INSERT INTO cdm.measurement VALUES (5, 1, 3, TIMESTAMP '2020-05-06 23:59:00', 7.25, '8554'),
              (6, 2, 3, TIMESTAMP '2020-05-07 00:00:00', NULL, NULL);
            """)
        let index = try model.index()
        let table = try #require(index.shards.first?.tables["measurement"])
        #expect(table.rowCount == 2)
        #expect(table.firstDay + table.start[0] == Int(try #require(Day(iso: "2020-05-06")).daysSince1970))
        #expect(table.columns["value_as_number"]?.words(0) == "7.25")
        #expect(table.columns["value_as_number"]?.words(1) == nil)
        #expect(table.columns["unit_concept_id"]?.words(0) == "8554")
        #expect(index.shards.first?.personColumns["year_of_birth"]?.words(0) == "1950")
        try index.verify()
    }

    @Test func keepsOddValues() throws {
        let model = try FileModel()
        try model.run(
            """
            INSERT INTO cdm.person BY NAME SELECT unnest([-5, 9000000000]) AS person_id;
            INSERT INTO cdm.measurement BY NAME SELECT i AS measurement_id, -5 AS person_id, 1 AS measurement_concept_id,
              DATE '2000-01-01' AS measurement_date, v AS value_as_number
            FROM (VALUES (1, 'NaN'::DOUBLE), (2, '-Infinity'::DOUBLE), (3, -0.0), (4, 0.0), (5, 1e300), (6, NULL)) t(i, v);
            INSERT INTO cdm.condition_occurrence BY NAME SELECT i AS condition_occurrence_id, 9000000000 AS person_id,
              NULL::INTEGER AS condition_concept_id, d AS condition_start_date, e AS condition_end_date
            FROM (VALUES (1, DATE '0001-01-01', DATE '9999-12-31'), (2, DATE '9999-12-31', DATE '0001-01-01'),
              (3, 'infinity'::DATE, NULL), (4, DATE '100000-06-25 (BC)', 'infinity'::DATE)) t(i, d, e);
            """)
        let index = try model.index()
        let shard = try #require(index.shards.first)
        let values = try #require(shard.tables["measurement"]?.columns["value_as_number"])
        let words: [String] = (0..<6).map { values.words($0) ?? "unknown" }
        #expect(words == ["nan", "-inf", "0", "0", "1e+300", "unknown"])
        let conditions = try #require(shard.tables["condition_occurrence"])
        #expect(conditions.concepts.elements.elementsEqual([IndexTable.noConcept]))
        #expect(conditions.rowCount == 4)
        let starts: [Int] = (0..<4).map { conditions.start[$0] }
        #expect(starts == starts.sorted())
        try index.verify()
    }

    @Test func leavesOutRowsWithoutStartOrPersonAndCountsThem() throws {
        let model = try FileModel()
        try model.fill(persons: 3)
        try model.run(
            """
            INSERT INTO cdm.measurement BY NAME SELECT 99 AS measurement_id, 77 AS person_id, DATE '2000-01-01' AS measurement_date;
            INSERT INTO cdm.measurement BY NAME SELECT 98 AS measurement_id, 2 AS person_id;
            INSERT INTO cdm.measurement BY NAME SELECT 97 AS measurement_id, DATE '2000-01-01' AS measurement_date;
            INSERT INTO cdm.observation_period BY NAME SELECT 50 AS observation_period_id, 88 AS person_id,
              DATE '2000-01-01' AS observation_period_start_date, DATE '2001-01-01' AS observation_period_end_date;
            INSERT INTO cdm.visit_occurrence BY NAME SELECT 500 AS visit_occurrence_id, 2 AS person_id, 9203 AS visit_concept_id;
            INSERT INTO cdm.measurement BY NAME SELECT 96 AS measurement_id, 2 AS person_id, 500 AS visit_occurrence_id,
              DATE '2000-01-01' AS measurement_date;
            """)
        let index = try model.index()
        let table = try #require(index.header.tables["measurement"])
        #expect(table == PatientIndexHeader.Table(rowCount: 13, undatedRowCount: 1, strangerRowCount: 2))
        #expect(index.header.tables["visit_occurrence"]?.undatedRowCount == 1)
        #expect(index.header.personCount == 3)
        #expect(index.header.indexedPersonCount == 4)
        // A visit without start is known to the events that name it.
        let shard = try #require(index.shards.first)
        let measurements = try #require(shard.tables["measurement"])
        let day = 10_957 - measurements.firstDay
        let row = try #require(
            (0..<13).first { row in measurements.start[row] == day && measurements.person[row] == 1 })
        let visit = try #require(measurements.visit)[row]
        #expect(shard.visitConcepts.words(Int(shard.visitOffsets[1]) + visit - 1) == "9203")
        try index.verify()
    }
}
