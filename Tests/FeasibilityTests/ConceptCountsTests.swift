import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Synchronization
import Terminology
import Testing

/// Counts of concepts against SQL that was written apart, one concept after the other.
struct ConceptCountsTests {
    /// Tables and columns written out again, so that a mistake in the product's list shows.
    private static let events = """
        SELECT person_id, condition_concept_id AS concept_id FROM omop.condition_occurrence
        UNION ALL SELECT person_id, condition_source_concept_id FROM omop.condition_occurrence
            WHERE condition_source_concept_id <> condition_concept_id
        UNION ALL SELECT person_id, drug_concept_id FROM omop.drug_exposure
        UNION ALL SELECT person_id, drug_source_concept_id FROM omop.drug_exposure
            WHERE drug_source_concept_id <> drug_concept_id
        UNION ALL SELECT person_id, drug_concept_id FROM omop.drug_era
        UNION ALL SELECT person_id, visit_concept_id FROM omop.visit_occurrence
        UNION ALL SELECT person_id, cause_concept_id FROM omop.death WHERE cause_concept_id IS NOT NULL
        UNION ALL SELECT person_id, specimen_concept_id FROM omop.specimen
        """

    @Test(arguments: 0..<3 as Range<Int>)
    func agreesWithOneQueryForEachConcept(_ seed: Int) throws {
        let hospital = try BusyHospital(seed: seed)
        let folder = try TemporaryFolder()
        let catalogue = try ConceptCatalogue.build(
            connection: hospital.connection, source: "test", folder: folder.url)
        #expect(catalogue.conceptCount == BusyHospital.conceptCount)
        for concept in 1...BusyHospital.conceptCount {
            let below = """
                SELECT descendant_concept_id FROM omop.concept_ancestor WHERE ancestor_concept_id = \(concept)
                UNION SELECT \(concept)
                """
            let row = try hospital.connection
                .query(
                    """
                    SELECT count(*) FILTER (concept_id = \(concept)),
                        count(DISTINCT person_id) FILTER (concept_id = \(concept)), count(*), count(DISTINCT person_id)
                    FROM (\(ConceptCountsTests.events)) WHERE concept_id IN (\(below))
                    """
                )
                .rows()
            let figures = row[0].map { Int($0.int64 ?? -1) }
            #expect(
                catalogue.exactCounts(of: concept)
                    == ConceptCounts(
                        records: figures[0], persons: figures[1], recordsWithDescendants: figures[2],
                        personsWithDescendants: figures[3]), "concept \(concept)")
        }
    }

    /// Many chunks on several threads: persons must still be counted once.
    @Test func countsEachPersonOnceAmongManyRows() throws {
        let settings = DuckDBSettings(threadCount: 4)
        let connection = try DuckDBDatabase(settings: settings).connect()
        try connection.execute(
            """
            CREATE SCHEMA omop;
            CREATE TABLE omop.person AS SELECT range AS person_id FROM range(50000);
            CREATE TABLE omop.concept AS SELECT CAST(range AS INTEGER) AS concept_id, 'Concept ' || range AS concept_name,
              '' AS concept_code, '' AS domain_id, '' AS vocabulary_id, '' AS concept_class_id,
              'S' AS standard_concept, CAST(NULL AS VARCHAR) AS invalid_reason FROM range(1, 22);
            CREATE TABLE omop.concept_ancestor AS SELECT 21 AS ancestor_concept_id, range AS descendant_concept_id,
              1 AS min_levels_of_separation FROM range(1, 21);
            CREATE TABLE omop.measurement AS SELECT p.range AS person_id, c.range AS measurement_concept_id,
              c.range AS measurement_source_concept_id FROM range(50000) p, range(1, 21) c WHERE hash(p.range, c.range) % 2 = 0;
            """)
        let folder = try TemporaryFolder()
        let catalogue = try ConceptCatalogue.build(connection: connection, source: "", folder: folder.url)
        let persons = try connection.query("SELECT count(DISTINCT person_id), count(*) FROM omop.measurement").rows()[0]
        #expect(catalogue.exactCounts(of: 21)?.personsWithDescendants == persons[0].int64.map { Int($0) })
        #expect(catalogue.exactCounts(of: 21)?.recordsWithDescendants == persons[1].int64.map { Int($0) })
    }

    @Test func leavesNoTableBehind() throws {
        let hospital = try BusyHospital(seed: 1)
        let folder = try TemporaryFolder()
        let before = try tables(hospital.connection)
        _ = try ConceptCatalogue.build(connection: hospital.connection, source: "test", folder: folder.url)
        #expect(try tables(hospital.connection) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [ConceptCatalogue.fileName])
    }

    private func tables(_ connection: DuckDBConnection) throws -> Int64 {
        try connection.query("SELECT count(*) FROM duckdb_tables()").scalarInt64()
    }

    @Test func countsInASmallHospitalThroughDisclosureControl() throws {
        // Diagnosis for all 201; the drug for 67 of them; its class holds it and nothing else.
        let catalogue = try SmallHospital(personCount: 201).conceptCatalogue()
        let drug = try #require(try catalogue.search(ConceptQuery("metform")).hits.first)
        #expect(drug.id == 1_503_297)
        #expect(drug.own.persons.value.number == 65)
        #expect(drug.withDescendants.persons.value.number == 65)
        #expect(drug.withDescendants.records.value.number == 65)
        let drugClass = try #require(try catalogue.concept(id: 2))
        #expect(drugClass.withDescendants.persons.value.number == 65)
        #expect(drugClass.own.persons.value.number == nil)
        #expect(drugClass.own.records.value.number == nil)
        // Everybody has the diagnosis: "all but fewer than 11" may not be told.
        #expect(try catalogue.concept(id: 201_826)?.withDescendants.persons.value.number == nil)
        #expect(try catalogue.concept(id: 201_826)?.withDescendants.records.value.number == nil)
        #expect(try catalogue.children(of: 2).map(\.id) == [1_503_297])
        #expect(try catalogue.parents(of: 1_503_297).map(\.id) == [2])
        #expect(try catalogue.search(ConceptQuery("diabete sucre")).hits.first?.synonym == "Diabète sucré de type 2")
    }

    @Test func tellsNothingOfFewPersonsNotEvenByTheFilter() throws {
        // Ten persons have the drug.
        let catalogue = try SmallHospital(personCount: 30).conceptCatalogue()
        let drug = try #require(try catalogue.concept(id: 1_503_297))
        #expect(drug.own.persons.value.number == nil)
        #expect(drug.own.records.value.number == nil)
        #expect(try catalogue.search(ConceptQuery("metformin", isUsedOnly: true)).total == 0)
        #expect(
            try SmallHospital(personCount: 33).conceptCatalogue()
                .search(ConceptQuery("metformin", isUsedOnly: true)).total == 1)
        #expect(catalogue.exactCounts(of: 1_503_297)?.persons == 10)
    }

    @Test func hidesADifferenceOfFewPersonsBetweenOwnAndAll() throws {
        let hospital = try SmallHospital(personCount: 300)
        // 100 persons have the drug; 5 others have the class itself recorded: 105 in all.
        let catalogue = try hospital.conceptCatalogue(
            extra: """
                INSERT INTO omop.drug_exposure SELECT person_id + 1000, person_id, 2, DATE '2024-01-01', NULL, 1, NULL
                FROM omop.person WHERE person_id % 3 = 1 AND person_id < 16;
                INSERT INTO omop.concept_ancestor VALUES (1503297, 2, 1);
                """)
        #expect(catalogue.exactCounts(of: 1_503_297)?.persons == 100)
        #expect(catalogue.exactCounts(of: 1_503_297)?.personsWithDescendants == 105)
        let drug = try #require(try catalogue.concept(id: 1_503_297))
        #expect(drug.own.persons.value == drug.withDescendants.persons.value)
        #expect(drug.own.records.value == drug.withDescendants.records.value)
    }

    @Test func buildsOnceAndAgainForOtherData() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "indexes/r1")
        let hospital = try SmallHospital(personCount: 40)
        try hospital.addVocabulary()
        var opened = 0
        func open(_ source: String) throws -> ConceptCatalogue {
            try ConceptCatalogue.openOrBuild(source: source, folder: place) {
                opened += 1
                return hospital.connection
            }
        }
        #expect(try open("r1").conceptCount == 3)
        #expect(try open("r1").source == "r1")
        #expect(opened == 1)
        #expect(try open("r2").source == "r2")
        #expect(opened == 2)
        let file = place.appending(path: ConceptCatalogue.fileName)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        #expect { try open("r2") } throws: { ($0 as? ConceptIndexError)?.code == "concepts.damaged" }
        #expect(opened == 2)
    }

    @Test func tellsItsProgress() throws {
        let labels = Mutex<[String]>([])
        let hospital = try SmallHospital(personCount: 40)
        try hospital.addVocabulary()
        let folder = try TemporaryFolder()
        _ = try ConceptCatalogue.build(
            connection: hospital.connection, source: "", folder: folder.url,
            progress: { step in labels.withLock { $0.append(step.label.en) } })
        #expect(labels.withLock { $0.count } == 4)
    }
}

extension SmallHospital {
    /// Type 2 diabetes, metformin, and a class that holds metformin.
    func addVocabulary() throws {
        try connection.execute(
            """
            CREATE OR REPLACE TABLE omop.concept AS SELECT * FROM (VALUES
              (201826, 'Type 2 diabetes mellitus', '44054006', 'Condition', 'SNOMED', 'Disorder', 'S', NULL),
              (1503297, 'metformin', '6809', 'Drug', 'RxNorm', 'Ingredient', 'S', NULL),
              (2, 'Biguanides', 'A10BA', 'Drug', 'ATC', 'ATC 4th', 'C', NULL)
            ) AS t(concept_id, concept_name, concept_code, domain_id, vocabulary_id, concept_class_id,
              standard_concept, invalid_reason);
            CREATE OR REPLACE TABLE omop.concept_ancestor AS SELECT * FROM (VALUES
              (201826, 201826, 0), (1503297, 1503297, 0), (2, 2, 0), (2, 1503297, 1)
            ) AS t(ancestor_concept_id, descendant_concept_id, min_levels_of_separation);
            CREATE OR REPLACE TABLE omop.concept_synonym AS
              SELECT 201826 AS concept_id, 'Diabète sucré de type 2' AS concept_synonym_name;
            """)
    }

    func conceptCatalogue(extra: String = "") throws -> ConceptCatalogue {
        try addVocabulary()
        if !extra.isEmpty { try connection.execute(extra) }
        let folder = try TemporaryFolder()
        return try ConceptCatalogue.build(connection: connection, source: "small", folder: folder.url)
    }
}

/// An OMOP database in memory with a random hierarchy and random events in many tables.
private struct BusyHospital {
    static let conceptCount = 60

    let connection: DuckDBConnection

    init(seed: Int) throws {
        connection = try DuckDBDatabase(path: nil).connect()
        let count = BusyHospital.conceptCount
        func events(_ table: String, _ number: Int, _ columns: [String], rows: Int) -> String {
            let concepts = columns.enumerated()
                .map { place, column in
                    let roll = "CAST(hash(\(seed), \(number), range, \(place)) % \(count * 3) AS INTEGER)"
                    return place == 0 ? "\(roll) % \(count + 1) AS \(column)" : "nullif(\(roll), 5) AS \(column)"
                }
            return """
                CREATE TABLE omop.\(table) AS
                SELECT CAST(hash(\(seed), \(number), range) % 80 AS BIGINT) + 1 AS person_id,
                    \(concepts.joined(separator: ", ")) FROM range(\(rows));
                """
        }
        try connection.execute(
            """
            CREATE SCHEMA omop;
            CREATE TABLE omop.person AS SELECT range AS person_id FROM range(1, 101);
            CREATE TABLE omop.concept AS SELECT CAST(range AS INTEGER) AS concept_id, 'Concept ' || range AS concept_name,
              'C' || range AS concept_code, 'Condition' AS domain_id, 'SNOMED' AS vocabulary_id,
              'Class' AS concept_class_id, 'S' AS standard_concept, CAST(NULL AS VARCHAR) AS invalid_reason
            FROM range(1, \(count + 1));
            CREATE TABLE omop.concept_ancestor AS SELECT DISTINCT
              CAST(hash(\(seed), 'a', range) % 20 AS INTEGER) + 1 AS ancestor_concept_id,
              CAST(hash(\(seed), 'd', range) % \(count) AS INTEGER) + 1 AS descendant_concept_id,
              1 AS min_levels_of_separation FROM range(200);
            \(events("condition_occurrence", 1, ["condition_concept_id", "condition_source_concept_id"], rows: 300))
            \(events("drug_exposure", 2, ["drug_concept_id", "drug_source_concept_id"], rows: 200))
            \(events("drug_era", 3, ["drug_concept_id"], rows: 50))
            \(events("visit_occurrence", 4, ["visit_concept_id"], rows: 60))
            \(events("death", 5, ["cause_concept_id"], rows: 10))
            \(events("specimen", 6, ["specimen_concept_id"], rows: 20))
            """)
    }
}
