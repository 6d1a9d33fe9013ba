import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Terminology
import Testing

@testable import Intake

/// The vocabulary of a release, with and without Athena.
@Suite struct VocabularyTablesTests {
    private let connection: DuckDBConnection

    init() throws { connection = try DuckDBDatabase(settings: DuckDBSettings(threadCount: 1)).connect() }

    private func query(_ sql: String) throws -> [[String?]] {
        try connection.query("SELECT COLUMNS(*)::VARCHAR FROM (\(sql))").rows().map { row in row.map(\.text) }
    }

    private func build(athena: URL? = nil) throws {
        for statement in VocabularyTables.statements(athenaFolder: athena) { try connection.execute(statement) }
    }

    @Test func theBuiltInTerminologyBecomesOMOPsTables() throws {
        try build()
        let extra = BuiltInRows.mappingConcepts.filter { BuiltInTerminology.concept($0.id) == nil }.count
        #expect(
            try query("SELECT count(*), count(DISTINCT concept_id) FROM vocabulary.concept")
                == [Array(repeating: "\(BuiltInTerminology.concepts.count + extra)", count: 2)])
        #expect(
            try query("SELECT count(*) FROM vocabulary.concept_ancestor")
                == [["\(BuiltInTerminology.ancestors.count)"]])
        for table in VocabularyTables.tableNames {
            #expect(try query("SELECT count(*) > 0 FROM vocabulary.\(table)") == [["true"]], "\(table)")
        }
        for name in ["vocabulary", "domain", "concept_class"] {
            let orphans = """
                SELECT count(*) FROM vocabulary.concept WHERE \(name)_id NOT IN (SELECT \(name)_id FROM vocabulary.\(name))
                """
            #expect(try query(orphans) == [["0"]])
        }
    }

    @Test func everyConceptThatTheMappingsWriteIsThere() throws {
        try build()
        let pattern = /(?:THEN|ELSE|_concept_id|,) '?(\d{4,7}|\d{10})\b/
        var written: Set<String> = []
        for source in SourceDescription.all {
            for mapped in source.mapping.tables where !mapped.select.isEmpty {
                for match in mapped.select.matches(of: pattern) { written.insert(String(match.1)) }
                for match in mapped.select.matches(of: /CAST\((\d{4,7}) AS INTEGER\)/) {
                    written.insert(String(match.1))
                }
            }
        }
        #expect(written.contains("32859") && written.contains("4171756") && written.contains("8507"))
        let known = Set(try query("SELECT concept_id FROM vocabulary.concept").compactMap { $0[0] })
        #expect(written.subtracting(known).isEmpty)
    }

    @Test func aCodeFindsItsSourceAndItsStandardConcepts() throws {
        try build()
        let found = try query(
            "SELECT source_concept_id, concept_id, domain_id FROM vocabulary.code_map WHERE code_system = 'CIM10' AND code = 'E119'"
        )
        let source = try #require(BuiltInTerminology.concept("ICD10", "E119"))
        #expect(found == [["\(source.id)", "201826", "Condition"]])
        #expect(
            try query(
                "SELECT count(*) FROM (SELECT code_system, code, target_ordinal FROM vocabulary.code_map GROUP BY ALL HAVING count(*) > 1)"
            )
                == [["0"]])
    }

    @Test func buildingTwiceGivesTheSame() throws {
        try build()
        let first = try query("SELECT * FROM vocabulary.code_map ORDER BY ALL")
        try build()
        #expect(try query("SELECT * FROM vocabulary.code_map ORDER BY ALL") == first)
    }

    @Test func athenaTakesPrecedence() throws {
        let folder = try TemporaryFolder()
        try writeAthena(to: folder.url)
        #expect(AthenaLoader(folder: folder.url).missingFiles.isEmpty)
        try build(athena: folder.url)
        #expect(
            try query("SELECT concept_name FROM vocabulary.concept WHERE concept_id = 201826")
                == [["Type 2 diabetes mellitus \"Athena\""]])
        #expect(
            try query(
                "SELECT source_concept_id, concept_id FROM vocabulary.code_map WHERE code_system = 'CIM10' AND code = 'E119'"
            )
                == [["45595797", "201826"]])
        #expect(
            try query(
                "SELECT valid_start_date FROM vocabulary.concept WHERE concept_id = 45595797") == [["1970-01-01"]])
        // Ours stay for codes that the download lacks.
        #expect(
            try query(
                "SELECT source_concept_id >= 2000000000 FROM vocabulary.code_map WHERE code_system = 'CIM10' AND code = 'I10'"
            )
                == [["true"]])
        // Athena's hierarchy is not mixed with ours.
        #expect(
            try query("SELECT count(*) FROM vocabulary.concept_ancestor WHERE ancestor_concept_id = 201820") == [["1"]])
        #expect(
            try query("SELECT count(*) FROM (SELECT concept_id FROM vocabulary.concept GROUP BY 1 HAVING count(*) > 1)")
                == [["0"]])
    }

    @Test func aDownloadWithoutAFileSaysSo() throws {
        let folder = try TemporaryFolder()
        try writeAthena(to: folder.url)
        try FileManager.default.removeItem(at: folder.url.appending(path: "DOMAIN.csv"))
        #expect(AthenaLoader(folder: folder.url).missingFiles == ["DOMAIN.csv"])
    }

    private func writeAthena(to folder: URL) throws {
        let files = [
            "CONCEPT.csv": """
            concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\tvalid_start_date\tvalid_end_date\tinvalid_reason
            201826\tType 2 diabetes mellitus "Athena"\tCondition\tSNOMED\tDisorder\tS\t44054006\t20020131\t20991231\t
            201820\tDiabetes mellitus\tCondition\tSNOMED\tDisorder\tS\t73211009\t20020131\t20991231\t
            45595797\tType 2 diabetes mellitus without complications\tCondition\tICD10\tICD10 code\t\tE11.9\t19700101\t20991231\t

            """,
            "VOCABULARY.csv": """
            vocabulary_id\tvocabulary_name\tvocabulary_reference\tvocabulary_version\tvocabulary_concept_id
            ICD10\tInternational Classification of Diseases\t\t2021\t44819124

            """,
            "DOMAIN.csv": "domain_id\tdomain_name\tdomain_concept_id\nCondition\tCondition\t19\n",
            "CONCEPT_CLASS.csv":
                "concept_class_id\tconcept_class_name\tconcept_class_concept_id\nDisorder\tDisorder\t1\n",
            "CONCEPT_RELATIONSHIP.csv": """
            concept_id_1\tconcept_id_2\trelationship_id\tvalid_start_date\tvalid_end_date\tinvalid_reason
            45595797\t201826\tMaps to\t19700101\t20991231\t
            45595797\t201820\tMaps to\t19700101\t20991231\tD

            """,
            "RELATIONSHIP.csv": """
            relationship_id\trelationship_name\tis_hierarchical\tdefines_ancestry\treverse_relationship_id\trelationship_concept_id
            Maps to\tMaps to\t0\t0\tMapped from\t44818977

            """,
            "CONCEPT_ANCESTOR.csv": """
            ancestor_concept_id\tdescendant_concept_id\tmin_levels_of_separation\tmax_levels_of_separation
            201820\t201826\t1\t1

            """,
        ]
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
    }
}
