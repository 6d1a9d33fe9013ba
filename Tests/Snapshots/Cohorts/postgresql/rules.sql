-- cohort concept set items []
CREATE TEMPORARY TABLE "hub_cohort_items" (set_id INTEGER, concept_id BIGINT, is_excluded BOOLEAN, has_descendants BOOLEAN, is_mapped BOOLEAN);

-- cohort concept set items []
INSERT INTO "hub_cohort_items" VALUES
(0, 201826, false, true, true),
(0, 4096041, true, true, false),
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

-- cohort primary events []
CREATE TEMPORARY TABLE "hub_cohort_primary" AS
SELECT ordinal AS event_id, person_id, start_date, end_date, op_start_date, op_end_date, visit_occurrence_id
FROM (
  SELECT E.*, O.observation_period_start_date AS op_start_date,
    O.observation_period_end_date AS op_end_date,
    row_number() OVER (
      PARTITION BY E.person_id
      ORDER BY E.sort_date DESC, E.event_id, E.criterion, O.observation_period_start_date
    ) AS ordinal
  FROM (
SELECT 0 AS criterion, * FROM (SELECT C.person_id, C."condition_occurrence_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."condition_start_date" AS start_date, COALESCE(t."condition_end_date", (t."condition_start_date" + (1))) AS end_date, row_number() OVER (PARTITION BY t.person_id ORDER BY t."condition_start_date", t."condition_occurrence_id") AS first_ordinal FROM "cdm"."condition_occurrence" t
WHERE t."condition_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 0)
  AND t."condition_source_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C
WHERE C.first_ordinal = 1) q
UNION ALL
SELECT 1 AS criterion, * FROM (WITH candidates_1 AS MATERIALIZED (
SELECT C.person_id, C."measurement_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, (t."measurement_date" + (-3)) AS start_date, (t."measurement_date" + (5)) AS end_date FROM "cdm"."measurement" t
WHERE t."measurement_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 0)) C
WHERE C.end_date >= C.start_date
), observed_2 AS MATERIALIZED (
  SELECT Q.person_id, Q.event_id, Q.start_date, Q.end_date, Q.visit_occurrence_id,
    O.observation_period_start_date AS op_start_date, O.observation_period_end_date AS op_end_date
  FROM candidates_1 Q
  JOIN "cdm"."observation_period" O ON O.person_id = Q.person_id
    AND O.observation_period_start_date <= Q.start_date AND O.observation_period_end_date >= Q.start_date
)
SELECT Q.* FROM candidates_1 Q
JOIN (SELECT E.person_id, E.event_id
FROM observed_2 E
INNER JOIN (
SELECT 0 AS member, person_id, event_id FROM (SELECT M.person_id, M.event_id FROM (SELECT P.person_id, P.event_id, A.event_id AS counted
FROM observed_2 P
JOIN (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C) A ON A.person_id = P.person_id AND A.start_date >= P.op_start_date AND A.start_date <= P.op_end_date AND A.start_date >= P.start_date + (-365) AND A.start_date <= P.start_date + (30)) M GROUP BY M.person_id, M.event_id HAVING count(M.counted) >= 1) q
UNION ALL
SELECT 1 AS member, person_id, event_id FROM (SELECT DISTINCT E.person_id, E.event_id
FROM observed_2 E
JOIN "cdm"."person" person ON person.person_id = E.person_id
WHERE (CAST(EXTRACT(YEAR FROM E.start_date) AS INTEGER) - person.year_of_birth) >= 18) q
) M ON M.person_id = E.person_id AND M.event_id = E.event_id
GROUP BY E.person_id, E.event_id
HAVING count(M.member) > 0) G ON G.person_id = Q.person_id AND G.event_id = Q.event_id) q
  ) E
  JOIN "cdm"."observation_period" O ON O.person_id = E.person_id
    AND E.start_date >= O.observation_period_start_date AND E.start_date <= O.observation_period_end_date
  WHERE O.observation_period_start_date + (30) <= E.start_date
    AND E.start_date + (1) <= O.observation_period_end_date
) q
WHERE ordinal = 1;

-- cohort qualified events []
CREATE TEMPORARY TABLE "hub_cohort_qualified" AS
SELECT event_id, person_id, start_date, end_date, op_start_date, op_end_date, visit_occurrence_id FROM (
  SELECT s.*, row_number() OVER (
    PARTITION BY person_id ORDER BY start_date DESC, event_id
  ) AS kept FROM (SELECT P.* FROM "hub_cohort_primary" P
JOIN (SELECT E.person_id, E.event_id
FROM "hub_cohort_primary" E
INNER JOIN (
SELECT 0 AS member, person_id, event_id FROM (SELECT M.person_id, M.event_id FROM (SELECT P.person_id, P.event_id, A.event_id AS counted
FROM "hub_cohort_primary" P
JOIN (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C) A ON A.person_id = P.person_id AND A.start_date >= P.op_start_date AND A.start_date <= P.op_end_date AND A.start_date >= P.start_date + (-365) AND A.start_date <= P.start_date + (30)) M GROUP BY M.person_id, M.event_id HAVING count(M.counted) >= 2) q
UNION ALL
SELECT 1 AS member, person_id, event_id FROM (SELECT DISTINCT E.person_id, E.event_id
FROM "hub_cohort_primary" E
JOIN "cdm"."person" person ON person.person_id = E.person_id
WHERE person."gender_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 0)
  AND E.end_date < DATE '2020-01-01') q
) M ON M.person_id = E.person_id AND M.event_id = E.event_id
GROUP BY E.person_id, E.event_id
HAVING count(M.member) >= 1) G ON G.person_id = P.person_id AND G.event_id = P.event_id) s
) q WHERE kept = 1;

-- cohort rules []
CREATE TEMPORARY TABLE "hub_cohort_passed" (person_id BIGINT, event_id BIGINT, rule_bit BIGINT);

-- cohort rule 1 []
INSERT INTO "hub_cohort_passed"
SELECT person_id, event_id, 1 FROM (SELECT P.person_id, P.event_id
FROM "hub_cohort_qualified" P
WHERE EXISTS (SELECT 1 FROM (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C) A WHERE A.person_id = P.person_id AND A.start_date >= P.op_start_date AND A.start_date <= P.op_end_date AND A.start_date >= P.start_date + (-365) AND A.start_date <= P.start_date + (30))) q;

-- cohort rule 2 []
INSERT INTO "hub_cohort_passed"
SELECT person_id, event_id, 2 FROM (SELECT P.person_id, P.event_id
FROM "hub_cohort_qualified" P
WHERE NOT EXISTS (SELECT 1 FROM (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C) A WHERE A.person_id = P.person_id AND A.end_date <= P.start_date + (-1))) q;

-- cohort rule 3 []
INSERT INTO "hub_cohort_passed"
SELECT person_id, event_id, 4 FROM (SELECT E.person_id, E.event_id
FROM "hub_cohort_qualified" E
LEFT JOIN (
SELECT 0 AS member, person_id, event_id FROM (SELECT M.person_id, M.event_id FROM (SELECT P.person_id, P.event_id, A.counted
FROM "hub_cohort_qualified" P
JOIN (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date, C.start_date AS counted
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C) A ON A.person_id = P.person_id AND A.start_date >= P.op_start_date AND A.start_date <= P.op_end_date AND A.start_date >= P.start_date + (-365) AND A.start_date <= P.start_date + (30)) M GROUP BY M.person_id, M.event_id HAVING count(DISTINCT M.counted) >= 2) q
UNION ALL
SELECT 1 AS member, person_id, event_id FROM (SELECT E.person_id, E.event_id
FROM "hub_cohort_qualified" E
LEFT JOIN (SELECT P.person_id, P.event_id, A.event_id AS counted
FROM "hub_cohort_qualified" P
JOIN (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C) A ON A.person_id = P.person_id AND A.start_date >= P.op_start_date AND A.start_date <= P.op_end_date AND A.start_date >= P.start_date + (-365) AND A.start_date <= P.start_date + (30) AND A.visit_occurrence_id = P.visit_occurrence_id) M ON M.person_id = E.person_id AND M.event_id = E.event_id
GROUP BY E.person_id, E.event_id
HAVING count(M.counted) <= 3) q
UNION ALL
SELECT 2 AS member, person_id, event_id FROM (SELECT M.person_id, M.event_id FROM (SELECT P.person_id, P.event_id, A.counted
FROM "hub_cohort_qualified" P
JOIN (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date, (C.end_date - C.start_date) AS counted
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C) A ON A.person_id = P.person_id AND A.start_date >= P.op_start_date AND A.start_date <= P.op_end_date AND A.start_date >= P.start_date + (-365) AND A.start_date <= P.start_date + (30) AND A.end_date >= P.op_start_date AND A.end_date <= P.end_date + (0)) M GROUP BY M.person_id, M.event_id HAVING count(DISTINCT M.counted) >= 1) q
UNION ALL
SELECT 3 AS member, person_id, event_id FROM (SELECT E.person_id, E.event_id
FROM "hub_cohort_qualified" E
INNER JOIN (
SELECT 0 AS member, person_id, event_id FROM (SELECT P.person_id, P.event_id
FROM "hub_cohort_qualified" P
WHERE EXISTS (SELECT 1 FROM (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C) A WHERE A.person_id = P.person_id AND A.start_date >= P.op_start_date AND A.start_date <= P.op_end_date AND A.start_date >= P.start_date + (-365) AND A.start_date <= P.start_date + (30))) q
UNION ALL
SELECT 1 AS member, person_id, event_id FROM (SELECT M.person_id, M.event_id FROM (SELECT P.person_id, P.event_id, A.event_id AS counted
FROM "hub_cohort_qualified" P
JOIN (SELECT C.person_id, C."drug_exposure_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(C."visit_occurrence_id" AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."drug_exposure_start_date" AS start_date, COALESCE(t."drug_exposure_end_date", (t."drug_exposure_start_date" + CAST(t."days_supply" AS INTEGER)), (t."drug_exposure_start_date" + (1))) AS end_date FROM "cdm"."drug_exposure" t
WHERE t."drug_concept_id" IN (SELECT concept_id FROM "hub_cohort_concepts" WHERE set_id = 1)) C) A ON A.person_id = P.person_id AND A.start_date >= P.op_start_date AND A.start_date <= P.op_end_date AND A.start_date >= P.start_date + (-365) AND A.start_date <= P.start_date + (30)) M GROUP BY M.person_id, M.event_id HAVING count(M.counted) >= 4) q
) M ON M.person_id = E.person_id AND M.event_id = E.event_id
GROUP BY E.person_id, E.event_id
HAVING count(M.member) = 2) q
) M ON M.person_id = E.person_id AND M.event_id = E.event_id
GROUP BY E.person_id, E.event_id
HAVING count(M.member) <= 1) q;

-- cohort rule 4 []
INSERT INTO "hub_cohort_passed"
SELECT person_id, event_id, 8 FROM (SELECT DISTINCT person_id, event_id FROM "hub_cohort_qualified") q;

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
SELECT event_id, person_id, start_date, end_date, op_start_date, op_end_date, visit_occurrence_id FROM (
  SELECT s.*, row_number() OVER (
    PARTITION BY person_id ORDER BY start_date ASC, event_id
  ) AS kept FROM (SELECT * FROM "hub_cohort_masks" WHERE mask = 15) s
) q WHERE kept = 1;

-- cohort ends []
CREATE TEMPORARY TABLE "hub_cohort_spans" AS
SELECT I.person_id, I.start_date, min(N.end_date) AS end_date
FROM "hub_cohort_included" I
JOIN (
SELECT event_id, person_id, CASE WHEN end_date + (14) > op_end_date THEN op_end_date ELSE end_date + (14) END AS end_date
FROM "hub_cohort_included"
UNION ALL
SELECT I.event_id, I.person_id, min(C.start_date) AS end_date
FROM "hub_cohort_included" I
JOIN (SELECT C.person_id, C."person_id" AS event_id, C.start_date AS start_date, C.end_date AS end_date, CAST(NULL AS BIGINT) AS visit_occurrence_id, C.start_date AS sort_date
FROM (SELECT t.*, t."death_date" AS start_date, (t."death_date" + (1)) AS end_date FROM "cdm"."death" t) C) C ON C.person_id = I.person_id
  AND C.start_date >= I.start_date AND C.start_date <= I.op_end_date
GROUP BY I.event_id, I.person_id
) N ON N.event_id = I.event_id AND N.person_id = I.person_id AND N.end_date >= I.start_date
GROUP BY I.person_id, I.event_id, I.start_date;

-- cohort memberships []
CREATE TEMPORARY TABLE "hub_cohort_members" AS
SELECT * FROM (
  SELECT CAST(person_id AS BIGINT) AS subject_id, greatest(start_date, DATE '2010-01-01') AS cohort_start_date, least(end_date, DATE '2024-12-31') AS cohort_end_date
  FROM (SELECT person_id, min(start_date) AS start_date, max(end_date) + (-7) AS end_date
FROM (
  SELECT *, sum(is_start) OVER (
    PARTITION BY person_id ORDER BY start_date, is_start DESC ROWS UNBOUNDED PRECEDING) AS span
  FROM (
    SELECT person_id, start_date, end_date,
      CASE WHEN max(end_date) OVER (
        PARTITION BY person_id ORDER BY start_date, end_date DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) >= start_date THEN 0 ELSE 1 END AS is_start
    FROM (SELECT person_id, start_date, end_date + (7) AS end_date FROM "hub_cohort_spans") q
  ) q
) q GROUP BY person_id, span) q
) q
WHERE cohort_start_date <= cohort_end_date;

-- cohort rows []
SELECT subject_id, cohort_start_date, cohort_end_date FROM "hub_cohort_members" ORDER BY 1, 2, 3;

-- cohort totals []
SELECT count(DISTINCT subject_id), count(*) FROM "hub_cohort_members";

-- cohort masks []
SELECT false AS best_event, mask, count(*) AS how_many FROM "hub_cohort_masks" GROUP BY mask
UNION ALL
SELECT true, mask, count(*) FROM (
  SELECT mask FROM (
    SELECT s.*, row_number() OVER (
      PARTITION BY person_id
    ORDER BY bit_count(CAST(mask AS bit(64))) DESC, CASE WHEN mask = 0 THEN 0 ELSE bit_count(CAST((mask & -mask) - 1 AS bit(64))) END,
      start_date, event_id
    ) AS kept FROM "hub_cohort_masks" s
  ) q WHERE kept = 1
) q GROUP BY mask
ORDER BY 1, 2;

-- cohort attrition []
SELECT prefix, count(*) AS how_many FROM (
  SELECT person_id, max(
    CASE WHEN mask = 15 THEN 4 ELSE bit_count(CAST(mask & ~(mask + 1) AS bit(64))) END
  ) AS prefix
  FROM "hub_cohort_masks" GROUP BY person_id
) q GROUP BY prefix ORDER BY prefix;

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
