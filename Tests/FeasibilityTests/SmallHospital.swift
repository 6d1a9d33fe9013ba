import Foundation
import SQLBackends

/// An OMOP database in memory: persons 1...n with a diagnosis on 2024-06-01, every third one with a drug before it.
struct SmallHospital {
    let connection: DuckDBConnection

    init(personCount: Int) throws {
        connection = try DuckDBDatabase(path: nil).connect()
        try connection.execute(
            """
            CREATE SCHEMA omop;
            CREATE TABLE omop.person AS
              SELECT range AS person_id, 8507 AS gender_concept_id, 1960 AS year_of_birth FROM range(1, \(personCount + 1));
            CREATE TABLE omop.observation_period AS
              SELECT person_id AS observation_period_id, person_id, DATE '2022-01-01' AS observation_period_start_date,
                DATE '2025-12-31' AS observation_period_end_date FROM omop.person;
            CREATE TABLE omop.concept AS
              SELECT unnest([201826, 1503297]) AS concept_id, CAST(NULL AS VARCHAR) AS invalid_reason;
            CREATE TABLE omop.concept_ancestor AS
              SELECT concept_id AS ancestor_concept_id, concept_id AS descendant_concept_id FROM omop.concept;
            CREATE TABLE omop.condition_occurrence AS
              SELECT person_id AS condition_occurrence_id, person_id, 201826 AS condition_concept_id,
                DATE '2024-06-01' AS condition_start_date, CAST(NULL AS DATE) AS condition_end_date,
                CAST(NULL AS BIGINT) AS visit_occurrence_id FROM omop.person;
            CREATE TABLE omop.drug_exposure AS
              SELECT person_id AS drug_exposure_id, person_id, 1503297 AS drug_concept_id,
                DATE '2024-05-01' AS drug_exposure_start_date, CAST(NULL AS DATE) AS drug_exposure_end_date,
                30 AS days_supply, CAST(NULL AS BIGINT) AS visit_occurrence_id FROM omop.person WHERE person_id % 3 = 0;
            """)
    }

    /// Type 2 diabetes with metformin before it.
    static let definition = """
        {
          "PrimaryCriteria": {
            "CriteriaList": [{"ConditionOccurrence": {"CodesetId": 0}}],
            "ObservationWindow": {"PriorDays": 0, "PostDays": 0},
            "PrimaryCriteriaLimit": {"Type": "First"}
          },
          "ConceptSets": [
            {"id": 0, "name": "Diabetes", "expression": {"items": [{"concept": {"CONCEPT_ID": 201826}}]}},
            {"id": 1, "name": "Metformin", "expression": {"items": [{"concept": {"CONCEPT_ID": 1503297}}]}}
          ],
          "InclusionRules": [
            {"name": "Metformin", "expression": {"Type": "ALL", "CriteriaList": [{
              "Criteria": {"DrugExposure": {"CodesetId": 1}},
              "StartWindow": {"Start": {"Days": 180, "Coeff": -1}, "End": {"Days": 0, "Coeff": 1}},
              "Occurrence": {"Type": 2, "Count": 1}
            }]}}
          ]
        }
        """
}
