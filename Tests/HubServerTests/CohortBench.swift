import CohortEngine
import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import HubTestSupport
import Hummingbird
import Portal
import SQLBackends
import Synchronization

@testable import HubServer

/// The portal of an empty hub whose cohorts are counted over an OMOP database in memory: persons 1...n with a
/// diagnosis on 2024-06-01, every third one with a drug before it.
struct CohortBench {
    let client: RouterClient<RouterResponder<PortalContext>>

    /// Seconds since 1970, moved by tests.
    final class Clock: Sendable {
        let seconds = Mutex<Double>(1_000_000)
        var surroundings: Surroundings {
            Surroundings(
                now: { Date(timeIntervalSince1970: self.seconds.withLock { $0 }) },
                randomBytes: { Array(repeating: 7, count: $0) })
        }
    }

    init(
        folder: TemporaryFolder, personCount: Int = 201, clock: Clock = Clock(),
        limits: RequestRate.Limits = .counting
    ) throws {
        let hub = try Hub(home: HubHome(folder: folder.url), memoryLimitBytes: 400_000_000, codeVersion: "test")
        let connection = try CohortBench.hospital(personCount)
        let service = FeasibilityService(digest: { "digest-of-\($0.count)" }, record: { _, _ in })
        let counting = CohortCounting(
            count: { definition, release, reading in
                guard release == nil || release == "test" else { throw LakeError.releaseUnknown(name: release ?? "") }
                return try service.count(
                    definition, reading: reading, release: "test",
                    evaluator: CohortRunner(connection: connection, schema: "omop"))
            })
        let catalogue = try ConceptCatalogue.build(
            connection: connection, source: "test", folder: folder.url.appending(path: "concepts"))
        let concepts = ConceptSearch.of(catalogue)
        let pool = WorkPool(placeCount: 1)
        let desk = CohortDesk(
            counting: counting, concepts: concepts, questions: .builtIn, pool: pool, surroundings: clock.surroundings,
            countLimits: limits)
        client = RouterClient(responder: PortalServer(hub: hub).router(pool: pool, cohorts: desk).buildResponder())
    }

    private static func hospital(_ personCount: Int) throws -> DuckDBConnection {
        let connection = try DuckDBDatabase(path: nil).connect()
        try connection.execute(
            """
            CREATE SCHEMA omop;
            CREATE TABLE omop.person AS
              SELECT range AS person_id, 8507 AS gender_concept_id, 1960 AS year_of_birth FROM range(1, \(personCount + 1));
            CREATE TABLE omop.observation_period AS
              SELECT person_id AS observation_period_id, person_id, DATE '2022-01-01' AS observation_period_start_date,
                DATE '2025-12-31' AS observation_period_end_date FROM omop.person;
            CREATE TABLE omop.concept AS
              SELECT *, CAST(NULL AS VARCHAR) AS invalid_reason, 'Class' AS concept_class_id FROM (VALUES
                (201826, 'Type 2 diabetes mellitus', '44054006', 'Condition', 'SNOMED', 'S'),
                (201254, 'Type 1 diabetes mellitus', '46635009', 'Condition', 'SNOMED', 'S'),
                (1503297, 'metformin', '6809', 'Drug', 'RxNorm', 'S'),
                (9, '<script>alert(1)</script> 100%_!', 'x''x', 'Drug', 'None', NULL))
              AS rows(concept_id, concept_name, concept_code, domain_id, vocabulary_id, standard_concept);
            CREATE TABLE omop.concept_synonym AS
              SELECT 201826 AS concept_id, 'Diabète de type 2' AS concept_synonym_name, 4180190 AS language_concept_id;
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
        return connection
    }

    /// Type 2 diabetes with metformin in the half year before it.
    static func definition(ruleName: String = "Metformin") -> String {
        """
        {
          "PrimaryCriteria": {
            "CriteriaList": [{"ConditionOccurrence": {"CodesetId": 0}}],
            "ObservationWindow": {"PriorDays": 0, "PostDays": 0},
            "PrimaryCriteriaLimit": {"Type": "First"}
          },
          "ConceptSets": [
            {"id": 0, "name": "Diabetes", "expression": {"items": [{"concept": {"CONCEPT_ID": 201826}}]}},
            {"id": 1, "name": "Metformin", "expression": {"items": [{"concept": {"CONCEPT_ID": 1503297}}]}},
            {"id": 2, "name": "Unused", "expression": {"items": [{"concept": {"CONCEPT_ID": 9}}]}}
          ],
          "InclusionRules": [
            {"name": "\(ruleName)", "expression": {"Type": "ALL", "CriteriaList": [{
              "Criteria": {"DrugExposure": {"CodesetId": 1}},
              "StartWindow": {"Start": {"Days": 180, "Coeff": -1}, "End": {"Days": 0, "Coeff": 1}},
              "Occurrence": {"Type": 2, "Count": 1}
            }]}}
          ]
        }
        """
    }
}
