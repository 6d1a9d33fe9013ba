import CohortEngine
import Foundation
import HealthModel
import PatientIndex
import SQLBackends
import Testing

/// "Not in a concept set" for visits whose concept is known, unknown, or that do not exist: an unknown one is not in an
/// empty set, and in SQL neither in nor out of any other.
struct UnknownValueTests {
    /// Persons 1 to 3 have a condition: during a visit of concept 9201, of no concept, and outside of visits.
    private static let tables = """
        CREATE SCHEMA cdm;
        CREATE TABLE cdm.person AS SELECT p AS person_id, 1950 AS year_of_birth FROM range(1, 4) t(p);
        CREATE TABLE cdm.observation_period AS SELECT p AS observation_period_id, p AS person_id,
          DATE '2000-01-01' AS observation_period_start_date, DATE '2020-01-01' AS observation_period_end_date
          FROM range(1, 4) t(p);
        CREATE TABLE cdm.condition_occurrence AS SELECT p AS condition_occurrence_id, p AS person_id,
          5 AS condition_concept_id, DATE '2010-01-01' AS condition_start_date, NULL::DATE AS condition_end_date,
          CASE WHEN p < 3 THEN p END AS visit_occurrence_id FROM range(1, 4) t(p);
        CREATE TABLE cdm.visit_occurrence AS SELECT p AS visit_occurrence_id, p AS person_id,
          CASE WHEN p = 1 THEN 9201 END AS visit_concept_id, DATE '2010-01-01' AS visit_start_date,
          DATE '2010-01-02' AS visit_end_date FROM range(1, 3) t(p);
        CREATE TABLE cdm.concept AS SELECT unnest([5, 6, 10, 11, 9201]) AS concept_id, NULL::VARCHAR AS invalid_reason;
        CREATE TABLE cdm.concept_ancestor AS SELECT 10 AS ancestor_concept_id, unnest([10, 11]) AS descendant_concept_id;
        CREATE TABLE cdm.concept_relationship (concept_id_1 BIGINT, concept_id_2 BIGINT, relationship_id VARCHAR,
          invalid_reason VARCHAR);
        """

    /// Conditions during a visit that is not of the set.
    private static func definition(_ items: [(concept: Int, isExcluded: Bool)]) throws -> CohortDefinition {
        let list = items.map { item in
            """
            {"concept": {"CONCEPT_ID": \(item.concept)}, "isExcluded": \(item.isExcluded), "includeDescendants": true,
             "includeMapped": false}
            """
        }
        let json = """
            {"ConceptSets": [{"id": 0, "name": "visits", "expression": {"items": [\(list.joined(separator: ","))]}}],
             "PrimaryCriteria": {"CriteriaList": [{"ConditionOccurrence": {"VisitTypeCS":
               {"CodesetId": 0, "IsExclusion": true}}}], "ObservationWindow": {"PriorDays": 0, "PostDays": 0},
               "PrimaryCriteriaLimit": {"Type": "All"}}, "InclusionRules": []}
            """
        return try CirceJSON.read(Data(json.utf8))
    }

    @Test(
        arguments: [
            // Nothing in the vocabulary; something; all of it excluded again, which only the vocabulary tells.
            ([(77, false)], [1, 2]), ([(6, false)], [1]), ([(10, false), (10, true)], [1, 2]),
            ([(10, false), (11, true)], [1]),
        ] as [([(Int, Bool)], [Int64])])
    func unknownConceptsAreOutsideOfEmptySetsOnly(items: [(Int, Bool)], persons: [Int64]) throws {
        let connection = try DuckDBDatabase(path: nil).connect()
        try connection.execute(UnknownValueTests.tables)
        let definition = try UnknownValueTests.definition(items.map { (concept: $0.0, isExcluded: $0.1) })
        for factory in EvaluatorFactory.all {
            var found: [Int64] = []
            _ = try factory.make(connection, "cdm")
                .rows(definition, reading: .fixed) { person, _, _ in found.append(person) }
            #expect(found == persons, "\(factory.name)")
        }
    }

    @Test func theIndexAloneSaysWhatItCannotKnow() throws {
        let connection = try DuckDBDatabase(path: nil).connect()
        try connection.execute(UnknownValueTests.tables)
        let index = try IndexedModel.index(connection, "cdm")
        let evaluator = IndexEvaluator(index: index, workerCount: 1, cacheByteCountMax: 0)
        let definition = try UnknownValueTests.definition([(concept: 10, isExcluded: false), (10, true)])
        #expect(throws: CohortEvaluationError.needsVocabulary(conceptSet: "visits")) {
            try evaluator.figures(definition, reading: .fixed)
        }
    }
}
