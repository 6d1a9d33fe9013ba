-- cohort concept set items []
CREATE TEMPORARY TABLE "hub_cohort_items" (set_id INTEGER, concept_id BIGINT, is_excluded BOOLEAN, has_descendants BOOLEAN, is_mapped BOOLEAN);

-- cohort concept set items []
INSERT INTO "hub_cohort_items" VALUES
(1, 1503297, false, false, false);

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
)
SELECT set_id, concept_id FROM every WHERE NOT is_excluded
EXCEPT
SELECT set_id, concept_id FROM every WHERE is_excluded;

-- cohort primary events []
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
SELECT 0 AS criterion, * FROM (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C)
  ) E
  JOIN "cdm"."observation_period" O ON O.person_id = E.person_id
    AND E.start_date >= O.observation_period_start_date AND E.start_date <= O.observation_period_end_date
  WHERE O.observation_period_start_date + (0) <= E.start_date
    AND E.start_date + (0) <= O.observation_period_end_date
)
WHERE ordinal = 1;

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
UNION ALL
SELECT I.event_id, I.person_id, R.end_date
FROM "hub_cohort_included" I
JOIN (SELECT person_id, min(start_date) AS start_date, max(end_date) + (-30) AS end_date
FROM (
  SELECT *, sum(is_start) OVER (
    PARTITION BY person_id ORDER BY start_date, is_start DESC ROWS UNBOUNDED PRECEDING) AS span
  FROM (
    SELECT person_id, start_date, end_date,
      CASE WHEN max(end_date) OVER (
        PARTITION BY person_id ORDER BY start_date, end_date DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) >= start_date THEN 0 ELSE 1 END AS is_start
    FROM (SELECT d.person_id, d."drug_exposure_start_date" AS start_date,
  (d."drug_exposure_start_date" + (28)) + (32) AS end_date
FROM "cdm"."drug_exposure" d
WHERE d.drug_concept_id IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)
  AND d.person_id IN (SELECT person_id FROM "hub_cohort_included")
UNION ALL
SELECT d.person_id, d."drug_exposure_start_date" AS start_date,
  (d."drug_exposure_start_date" + (28)) + (32) AS end_date
FROM "cdm"."drug_exposure" d
WHERE d.drug_source_concept_id IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)
  AND d.person_id IN (SELECT person_id FROM "hub_cohort_included"))
  )
) GROUP BY person_id, span) R
  ON R.person_id = I.person_id AND I.start_date BETWEEN R.start_date AND R.end_date
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
