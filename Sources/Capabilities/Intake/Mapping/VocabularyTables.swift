package import Foundation
import HealthModel
import Terminology

/// The vocabulary of a release in the schema `vocabulary` of DuckDB: OMOP's tables of concepts, and `code_map`, by
/// which the mappings find the concepts of a source code.
///
/// Built-in concepts always; with a folder of Athena files, those too, and theirs win: an OMOP concept that both have
/// keeps Athena's row, and a code that both have gets Athena's concept. Concepts of ours keep their ids from 2,000,000,000.
package enum VocabularyTables {
    /// OMOP's tables that are filled, in order.
    package static let tableNames = [
        "concept", "vocabulary", "domain", "concept_class", "concept_relationship", "relationship", "concept_synonym",
        "concept_ancestor",
    ]

    /// Concepts of ours start here, as OMOP asks.
    package static let localConceptIDMin = 2_000_000_000

    /// Statements that make and fill everything, in order, on an empty schema or over an older one.
    package static func statements(athenaFolder: URL? = nil) -> [String] {
        var statements = ["CREATE SCHEMA IF NOT EXISTS vocabulary"]
        for name in tableNames {
            guard let table = OMOPVersion54.table(name) else { preconditionFailure("Vocabulary tables are OMOP's.") }
            statements.append("CREATE OR REPLACE TABLE vocabulary.\(name) (\(table.columnDefinitions))")
        }
        if let athenaFolder { statements += AthenaLoader(folder: athenaFolder).statements }
        return statements + BuiltInRows.statements(besideAthena: athenaFolder != nil) + [codeMap]
    }

    /// `vocabulary.code_map`: (code_system, code) → source concept and standard concepts, one row for each standard
    /// concept (`target_ordinal` 0, 1, …); `concept_id` and `domain_id` are null when there is none.
    private static var codeMap: String {
        let systems = CodeSystem.allCases.flatMap { system in
            system.vocabularies.enumerated().map { "('\(system.rawValue)', '\($1)', \($0))" }
        }
        let normalised = CodeSystem.allCases.map {
            "WHEN '\($0.rawValue)' THEN \($0.normalised("c.concept_code"))"
        }
        return """
            CREATE OR REPLACE TABLE vocabulary.code_map AS
            WITH system(code_system, vocabulary_id, preference) AS (VALUES \(systems.joined(separator: ", "))),
            target AS (
                SELECT r.concept_id_1 AS source_concept_id, c.concept_id, c.domain_id
                FROM vocabulary.concept_relationship r JOIN vocabulary.concept c ON c.concept_id = r.concept_id_2
                WHERE r.relationship_id = 'Maps to' AND c.standard_concept = 'S'
                    AND coalesce(r.invalid_reason, '') = ''
                UNION
                SELECT concept_id, concept_id, domain_id FROM vocabulary.concept WHERE standard_concept = 'S'
            ), coded AS (
                SELECT s.code_system, CASE s.code_system \(normalised.joined(separator: " ")) END AS code,
                    c.concept_id AS source_concept_id,
                    row(t.source_concept_id IS NULL, c.concept_id >= \(localConceptIDMin),
                        coalesce(c.invalid_reason, '') <> '', s.preference, c.concept_id) AS choice
                FROM vocabulary.concept c JOIN system s ON s.vocabulary_id = c.vocabulary_id
                LEFT JOIN (SELECT DISTINCT source_concept_id FROM target) t ON t.source_concept_id = c.concept_id
            ), written AS (
                SELECT code_system, code, source_concept_id, choice FROM coded
                UNION ALL
                -- The 7 digits that named a drug until 2014 stand within its 13.
                SELECT code_system, substr(code, 6, 7), source_concept_id, choice FROM coded
                WHERE code_system = 'CIP' AND length(code) = 13
            ), chosen AS (
                SELECT code_system, code, arg_min(source_concept_id, choice) AS source_concept_id
                FROM written WHERE code <> '' GROUP BY code_system, code
            )
            SELECT h.code_system, h.code, h.source_concept_id, t.concept_id, t.domain_id,
                row_number() OVER (PARTITION BY h.code_system, h.code ORDER BY t.concept_id) - 1 AS target_ordinal
            FROM chosen h LEFT JOIN target t ON t.source_concept_id = h.source_concept_id
            QUALIFY target_ordinal < \(EventNumbering.targetCountMax)
            """
    }
}
