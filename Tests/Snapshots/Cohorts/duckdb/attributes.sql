-- cohort concept set items []
CREATE TEMPORARY TABLE "hub_cohort_items" (set_id INTEGER, concept_id BIGINT, is_excluded BOOLEAN, has_descendants BOOLEAN, is_mapped BOOLEAN);

-- cohort concept set items []
INSERT INTO "hub_cohort_items" VALUES
(0, 201826, false, true, true),
(0, 4096041, true, true, false);

-- cohort concept sets []
CREATE TEMPORARY TABLE "hub_cohort_concepts" AS
WITH direct AS (
  SELECT i.set_id, i.is_excluded, i.is_mapped, c.concept_id
  FROM "hub_cohort_items" i
  JOIN "cdm"."concept" c ON c.concept_id = i.concept_id
  UNION
  SELECT i.set_id, i.is_excluded, i.is_mapped, c.concept_id
  FROM "hub_cohort_items" i
  JOIN "cdm"."concept_ancestor" a ON a.ancestor_concept_id = i.concept_id
  JOIN "cdm"."concept" c ON c.concept_id = a.descendant_concept_id AND c.invalid_reason IS NULL
  WHERE i.has_descendants
), every AS (
  SELECT set_id, is_excluded, concept_id FROM direct
      UNION
      SELECT d.set_id, d.is_excluded, r.concept_id_1
      FROM direct d
      JOIN "cdm"."concept_relationship" r
        ON r.concept_id_2 = d.concept_id AND r.relationship_id = 'Maps to' AND r.invalid_reason IS NULL
      WHERE d.is_mapped
)
SELECT set_id, concept_id FROM every WHERE NOT is_excluded
EXCEPT
SELECT set_id, concept_id FROM every WHERE is_excluded;

-- cohort primary events [SQLBackends.DuckDBValue.text("%50%\\ o\'clock/_x%"), SQLBackends.DuckDBValue.text("oui%")]
CREATE TEMPORARY TABLE "hub_cohort_primary" AS
SELECT ordinal AS event_id, person_id, start_date, end_date, op_start_date, op_end_date, visit_occurrence_id
FROM (
  SELECT E.*, O.observation_period_start_date AS op_start_date,
    O.observation_period_end_date AS op_end_date,
    row_number() OVER (
      PARTITION BY E.person_id
      ORDER BY E.sort_date ASC, E.event_id, E.criterion, O.observation_period_start_date
    ) AS ordinal
  FROM (
SELECT 0 AS criterion, * FROM (SELECT C.person_id, C."condition_occurrence_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."condition_start_date" AS start_date, COALESCE(t."condition_end_date", (t."condition_start_date" + (1))) AS end_date FROM "cdm"."condition_occurrence" t) C
JOIN "cdm"."person" person ON person.person_id = C.person_id
JOIN "cdm"."visit_occurrence" visit ON visit.visit_occurrence_id = C.visit_occurrence_id AND visit.person_id = C.person_id
LEFT JOIN "cdm"."provider" provider ON provider.provider_id = C.provider_id
WHERE C."stop_reason" NOT LIKE $1
  AND C."condition_type_concept_id" NOT IN (1)
  AND ((year(C.start_date) - person.year_of_birth) >= 40 AND (year(C.start_date) - person.year_of_birth) <= 75)
  AND provider."specialty_concept_id" NOT IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 0)
  AND visit."visit_concept_id" IN (9201))
UNION ALL
SELECT 1 AS criterion, * FROM (SELECT C.person_id, C."measurement_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."measurement_date" AS start_date, (t."measurement_date" + (1)) AS end_date FROM "cdm"."measurement" t) C
WHERE NOT (C."value_as_number" >= 7.0000 AND C."value_as_number" <= 10.2500)
  AND (C."value_as_number" / NULLIF(C."range_high", 0)) > 1.5000
  AND (C."value_as_number" < C."range_low" OR C."value_as_number" > C."range_high" OR C."value_as_concept_id" IN (4155142, 4155143))
  AND C."value_as_concept_id" IN (2)
  AND C."unit_concept_id" IS NULL)
UNION ALL
SELECT 2 AS criterion, * FROM (SELECT C.person_id, C."visit_occurrence_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."visit_start_date" AS start_date, t."visit_end_date" AS end_date FROM "cdm"."visit_occurrence" t) C
JOIN "cdm"."care_site" care_site ON care_site.care_site_id = C.care_site_id
WHERE (C.end_date - C.start_date) <> 3
  AND care_site."place_of_service_concept_id" IN (3))
UNION ALL
SELECT 3 AS criterion, * FROM (SELECT C.person_id, C."visit_detail_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."visit_detail_start_date" AS start_date, t."visit_detail_end_date" AS end_date FROM "cdm"."visit_detail" t) C
JOIN "cdm"."person" person ON person.person_id = C.person_id
WHERE (year(C.end_date) - person.year_of_birth) >= 60)
UNION ALL
SELECT 4 AS criterion, * FROM (SELECT C.person_id, C."observation_period_id" AS event_id, DATE '2020-01-01' AS start_date, DATE '2020-12-31' AS end_date, CAST(NULL AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."observation_period_start_date" AS start_date, t."observation_period_end_date" AS end_date FROM "cdm"."observation_period" t) C
WHERE C.start_date <= DATE '2020-01-01'
  AND C.end_date >= DATE '2020-01-01'
  AND C.start_date <= DATE '2020-12-31'
  AND C.end_date >= DATE '2020-12-31')
UNION ALL
SELECT 5 AS criterion, * FROM (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t) C
WHERE C.start_date > DATE '2010-01-01'
  AND C."quantity" = 2.0000)
UNION ALL
SELECT 6 AS criterion, * FROM (SELECT C.person_id, C."observation_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."observation_date" AS start_date, (t."observation_date" + (1)) AS end_date FROM "cdm"."observation" t) C
WHERE C."value_as_string" LIKE $2)
UNION ALL
SELECT 7 AS criterion, * FROM (SELECT C.person_id, C."person_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(NULL AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."death_date" AS start_date, (t."death_date" + (1)) AS end_date FROM "cdm"."death" t) C
JOIN "cdm"."person" person ON person.person_id = C.person_id
WHERE person."gender_concept_id" IN (8507))
  ) E
  JOIN "cdm"."observation_period" O ON O.person_id = E.person_id
    AND E.start_date >= O.observation_period_start_date AND E.start_date <= O.observation_period_end_date
  WHERE O.observation_period_start_date + (0) <= E.start_date
    AND E.start_date + (0) <= O.observation_period_end_date
);

-- cohort qualified events []
CREATE TEMPORARY TABLE "hub_cohort_qualified" AS
SELECT event_id, person_id, start_date, end_date, op_start_date, op_end_date, visit_occurrence_id FROM (SELECT * FROM "hub_cohort_primary");

-- cohort rules []
CREATE TEMPORARY TABLE "hub_cohort_passed" (person_id BIGINT, event_id BIGINT, rule_bit BIGINT);

-- cohort masks []
CREATE TEMPORARY TABLE "hub_cohort_masks" AS
SELECT Q.*, COALESCE(M.mask, 0) AS mask
FROM "hub_cohort_qualified" Q
LEFT JOIN (
  SELECT person_id, event_id, CAST(sum(rule_bit) AS BIGINT) AS mask
  FROM "hub_cohort_passed" GROUP BY person_id, event_id
) M ON M.person_id = Q.person_id AND M.event_id = Q.event_id;

-- cohort included events []
CREATE TEMPORARY TABLE "hub_cohort_included" AS
SELECT event_id, person_id, start_date, end_date, op_start_date, op_end_date, visit_occurrence_id FROM (SELECT * FROM "hub_cohort_masks" WHERE mask = 0);

-- cohort ends []
CREATE TEMPORARY TABLE "hub_cohort_spans" AS
SELECT I.person_id, I.start_date, min(N.end_date) AS end_date
FROM "hub_cohort_included" I
JOIN (
SELECT event_id, person_id, op_end_date AS end_date FROM "hub_cohort_included"
) N ON N.event_id = I.event_id AND N.person_id = I.person_id AND N.end_date >= I.start_date
GROUP BY I.person_id, I.event_id, I.start_date;

-- cohort memberships []
CREATE TEMPORARY TABLE "hub_cohort_members" AS
SELECT * FROM (
  SELECT CAST(person_id AS BIGINT) AS subject_id, start_date AS cohort_start_date, end_date AS cohort_end_date
  FROM (SELECT person_id, min(start_date) AS start_date, max(end_date) + (0) AS end_date
FROM (
  SELECT *, sum(is_start) OVER (
    PARTITION BY person_id ORDER BY start_date, is_start DESC ROWS UNBOUNDED PRECEDING) AS span
  FROM (
    SELECT person_id, start_date, end_date,
      CASE WHEN max(end_date) OVER (
        PARTITION BY person_id ORDER BY start_date, end_date DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) >= start_date THEN 0 ELSE 1 END AS is_start
    FROM (SELECT person_id, start_date, end_date + (0) AS end_date FROM "hub_cohort_spans")
  )
) GROUP BY person_id, span)
);

-- cohort rows []
SELECT subject_id, cohort_start_date, cohort_end_date FROM "hub_cohort_members" ORDER BY 1, 2, 3;

-- cohort totals []
SELECT count(DISTINCT subject_id), count(*) FROM "hub_cohort_members";

-- cohort masks []
SELECT false AS best_event, mask, count(*) AS how_many FROM "hub_cohort_masks" GROUP BY mask
UNION ALL
SELECT true, mask, count(*) FROM (
  SELECT mask FROM "hub_cohort_masks"
  QUALIFY row_number() OVER (
    PARTITION BY person_id
    ORDER BY bit_count(mask) DESC, CASE WHEN mask = 0 THEN 0 ELSE bit_count((mask & -mask) - 1) END,
      start_date, event_id
  ) = 1
) GROUP BY mask
ORDER BY 1, 2;

-- cohort attrition []
SELECT prefix, count(*) AS how_many FROM (
  SELECT person_id, max(
    CASE WHEN mask = 0 THEN 0 ELSE bit_count(mask & ~(mask + 1)) END
  ) AS prefix
  FROM "hub_cohort_masks" GROUP BY person_id
) GROUP BY prefix ORDER BY prefix;

-- cohort cleanup []
DROP TABLE IF EXISTS "hub_cohort_members";

-- cohort cleanup []
DROP TABLE IF EXISTS "hub_cohort_spans";

-- cohort cleanup []
DROP TABLE IF EXISTS "hub_cohort_included";

-- cohort cleanup []
DROP TABLE IF EXISTS "hub_cohort_masks";

-- cohort cleanup []
DROP TABLE IF EXISTS "hub_cohort_passed";

-- cohort cleanup []
DROP TABLE IF EXISTS "hub_cohort_qualified";

-- cohort cleanup []
DROP TABLE IF EXISTS "hub_cohort_primary";

-- cohort cleanup []
DROP TABLE IF EXISTS "hub_cohort_concepts";

-- cohort cleanup []
DROP TABLE IF EXISTS "hub_cohort_items";
