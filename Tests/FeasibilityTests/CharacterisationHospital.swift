import Foundation
import HealthModel
import SQLBackends

/// Every OMOP table in memory, with 240 persons whose figures can be worked out by hand.
///
/// Person n (1...240) is a man if n is odd; born in 1940 + n % 40; lives in Rhône (n <= 150), Ain (n <= 235) or the
/// Jura; is observed from 2020-01-01, or from 2022-12-01 for n % 10 == 0, to 2024-12-31.
struct CharacterisationHospital {
    let connection: DuckDBConnection

    init(personCount: Int = 240) throws {
        connection = try DuckDBDatabase(path: nil).connect()
        try connection.execute("CREATE SCHEMA omop")
        for table in OMOPVersion54.tables {
            // Without its NOT NULL: a test fills what it speaks of.
            let columns = table.columnDefinitions.replacing(" NOT NULL", with: "")
            try connection.execute("CREATE TABLE omop.\(table.name) (\(columns))")
        }
        try connection.execute(
            """
            INSERT INTO omop.person (person_id, gender_concept_id, year_of_birth, location_id)
              SELECT n, CASE n % 2 WHEN 1 THEN 8507 ELSE 8532 END, 1940 + n % 40,
                CASE WHEN n <= 150 THEN 1 WHEN n <= 235 THEN 2 ELSE 3 END
              FROM range(1, \(personCount + 1)) t(n);
            INSERT INTO omop.location (location_id, county) VALUES (1, 'Rhône'), (2, 'Ain'), (3, 'Jura');
            INSERT INTO omop.observation_period
              SELECT n, n, CASE WHEN n % 10 = 0 THEN DATE '2022-12-01' ELSE DATE '2020-01-01' END, DATE '2024-12-31', 0
              FROM range(1, \(personCount + 1)) t(n);
            INSERT INTO omop.concept (concept_id, concept_name) VALUES
              (201826, 'Type 2 diabetes'), (316866, 'Hypertension'), (4008576, 'Diabetes'), (1503297, 'Metformin'),
              (4021323, 'Appendectomy'), (3004410, 'HbA1c'), (8554, 'percent');
            INSERT INTO omop.concept_synonym VALUES (316866, 'Hypertension artérielle', 4180190);
            INSERT INTO omop.concept_ancestor VALUES
              (201826, 201826, 0, 0), (4008576, 4008576, 0, 0), (4008576, 201826, 1, 1), (316866, 316866, 0, 0);
            """)
    }

    func insertCondition(_ concept: Int, _ day: String, where condition: String) throws {
        try connection.execute(
            """
            INSERT INTO omop.condition_occurrence (condition_occurrence_id, person_id, condition_concept_id,
              condition_start_date)
            SELECT person_id, person_id, \(concept), DATE '\(day)' FROM omop.person WHERE \(condition)
            """)
    }

    func insertValue(_ day: String, _ number: String, where condition: String) throws {
        try connection.execute(
            """
            INSERT INTO omop.measurement (measurement_id, person_id, measurement_concept_id, measurement_date,
              value_as_number, unit_concept_id)
            SELECT person_id, person_id, 3004410, DATE '\(day)', \(number), 8554 FROM omop.person WHERE \(condition)
            """)
    }

    /// Rows of persons who enter on a day and leave on another.
    static func rows(
        _ persons: some Sequence<Int>, on day: String = "2023-01-01", until end: String = "2023-12-31"
    ) -> (_ body: (Int64, Day, Day) throws -> Void) throws -> Void {
        let persons = Array(persons)
        return { body in
            guard let start = Day(iso: day), let end = Day(iso: end) else { return }
            for person in persons { try body(Int64(person), start, end) }
        }
    }
}
