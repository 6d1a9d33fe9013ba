import HealthModel

/// Hospital stays (PMSI MCO) to OMOP: visits, diagnoses, acts, deaths in hospital.
///
/// Only table C names the person; the rules decide once which stays count, and all the rest hangs on those.
enum StaysMapping {
    static let source = EventNumbering.Source.hospitalStays

    static let mapping = OMOPMapping(
        preparation: [
            "SET preserve_insertion_order = true", keys, numbered, stays, diagnosisTable, diagnoses.preparation,
            actTable,
            acts.preparation, ruleCounts, "SET preserve_insertion_order = false",
        ],
        rules: rules,
        tables: [person, observationPeriod, death, visits] + diagnoses.mappedTables + acts.mappedTables)

    static let diagnoses = CodedEvents(
        table: "stays_diagnosis", system: .cim10, source: source, part: 10, home: .condition, typeConceptID: 32854)
    static let acts = CodedEvents(
        table: "stays_act", system: .ccam, source: source, part: 20, home: .procedure, typeConceptID: 32854)
}

// MARK: - Temporary tables

extension StaysMapping {
    /// How often each key stands in a delivery, in either table: a repeated one names no single stay.
    private static var keys: String {
        """
        CREATE OR REPLACE TEMP TABLE stays_key AS
        SELECT ETA_NUM, RSA_NUM, delivery, max(row_count) AS key_count
        FROM (
            SELECT ETA_NUM, RSA_NUM, delivery, count(*) AS row_count FROM staged.T_MCOaaB GROUP BY ALL
            UNION ALL
            SELECT ETA_NUM, RSA_NUM, delivery, count(*) AS row_count FROM staged.T_MCOaaC GROUP BY ALL
        )
        GROUP BY ETA_NUM, RSA_NUM, delivery
        """
    }

    /// Every stay that a person was found for, with the first rule that removes it (null: none).
    private static var numbered: String {
        let cases = stayFilters.map { "WHEN NOT (\($0.keep)) THEN '\($0.name)'" }.joined(separator: "\n        ")
        return """
            CREATE OR REPLACE TEMP TABLE stays_checked AS
            SELECT *,
                CASE
                    \(cases) END AS rule
            FROM (
                SELECT b.*, c.person_id, k.key_count, (\(isTwin)) AS is_twin, \(returnCodes.map { "c.\($0)" }.joined(separator: ", ")),
                    coalesce(c.ENT_DAT, CAST(c.EXE_SOI_DTD AS DATE)) AS start_date,
                    coalesce(c.SOR_DAT, CAST(c.EXE_SOI_DTF AS DATE),
                        coalesce(c.ENT_DAT, CAST(c.EXE_SOI_DTD AS DATE)) + CAST(b.SEJ_NBJ AS INTEGER)) AS end_date
                FROM (SELECT row_number() OVER () AS ordinal, * FROM staged.T_MCOaaB) b
                JOIN stays_key k USING (ETA_NUM, RSA_NUM, delivery)
                JOIN staged.T_MCOaaC c USING (ETA_NUM, RSA_NUM, delivery)
            )
            """
    }

    /// True for a stay of a duplicate establishment that another one sent too: same number, entry and group.
    private static var isTwin: String {
        """
        b.ETA_NUM IN (\(duplicates)) AND EXISTS (
            SELECT 1 FROM staged.T_MCOaaB o JOIN staged.T_MCOaaC oc USING (ETA_NUM, RSA_NUM, delivery)
            WHERE o.ETA_NUM NOT IN (\(duplicates)) AND o.RSA_NUM = b.RSA_NUM AND oc.person_id = c.person_id
                AND oc.ENT_DAT = c.ENT_DAT AND oc.SOR_DAT = c.SOR_DAT)
        """
    }

    private static var stays: String {
        """
        CREATE OR REPLACE TEMP TABLE stays_stay AS
        SELECT *, \(EventNumbering.expression(source, part: 1, ordinal: "ordinal")) AS visit_id
        FROM stays_checked WHERE rule IS NULL
        """
    }

    /// One diagnosis a stay and code, primary if any of its mentions is; those of the medical units come last. The four
    /// places of a code in `place` keep ordinals of different tables apart.
    private static var diagnosisTable: String {
        """
        CREATE OR REPLACE TEMP TABLE stays_diagnosis AS
        SELECT s.person_id, s.visit_id, s.start_date, s.end_date, s.delivery, d.code, d.ordinal,
            CAST(NULL AS TIMESTAMP) AS start_time, CAST(NULL AS TIMESTAMP) AS end_time, CAST(NULL AS DOUBLE) AS quantity,
            CASE WHEN d.place = 0 THEN 32902 ELSE 32908 END AS status_concept_id,
            CASE d.place WHEN 0 THEN 'DP' WHEN 1 THEN 'DR' WHEN 2 THEN 'DAS' ELSE 'DP UM' END AS status_value
        FROM stays_stay s
        JOIN (
            SELECT ETA_NUM, RSA_NUM, delivery, code, min(place) AS place, min(ordinal * 5 + place) AS ordinal
            FROM (\(mentions)) GROUP BY ETA_NUM, RSA_NUM, delivery, code
        ) d USING (ETA_NUM, RSA_NUM, delivery)
        WHERE d.code <> '' AND d.code NOT IN (\(unknownCodes))
        """
    }

    private static var mentions: String {
        let stay = "SELECT ETA_NUM, RSA_NUM, delivery, ordinal"
        let associated = "(SELECT row_number() OVER () AS ordinal, * FROM staged.T_MCOaaD)"
        let units = "(SELECT row_number() OVER () AS ordinal, * FROM staged.T_MCOaaUM)"
        return """
            \(stay), upper(trim(DGN_PAL)) AS code, 0 AS place FROM stays_stay
            UNION ALL \(stay), upper(trim(DGN_REL)), 1 FROM stays_stay
            UNION ALL \(stay), upper(trim(ASS_DGN)), 2 FROM \(associated)
            UNION ALL \(stay), upper(trim(DGN_PAL)), 3 FROM \(units)
            UNION ALL \(stay), upper(trim(DGN_REL)), 4 FROM \(units)
            """
    }

    /// The day of an act is the entry and a delay; activity 1 alone counts it once.
    private static var actTable: String {
        """
        CREATE OR REPLACE TEMP TABLE stays_act AS
        SELECT s.person_id, s.visit_id, s.delivery, upper(left(trim(a.CDC_ACT), 7)) AS code,
            least(s.start_date + CAST(coalesce(a.ENT_DAT_DEL, 0) AS INTEGER), s.end_date) AS start_date,
            CAST(NULL AS TIMESTAMP) AS start_time, CAST(NULL AS DATE) AS end_date, CAST(NULL AS TIMESTAMP) AS end_time,
            CAST(NULL AS INTEGER) AS status_concept_id, CAST(NULL AS VARCHAR) AS status_value,
            sum(coalesce(a.NBR_EXE_ACT, 1)) AS quantity, min(a.ordinal) AS ordinal
        FROM stays_stay s
        JOIN (SELECT row_number() OVER () AS ordinal, * FROM staged.T_MCOaaA) a USING (ETA_NUM, RSA_NUM, delivery)
        WHERE coalesce(trim(a.CDC_ACT), '') <> '' AND \(isFirstActivity)
        GROUP BY s.person_id, s.visit_id, s.delivery, s.start_date, s.end_date, a.ENT_DAT_DEL,
            upper(left(trim(a.CDC_ACT), 7)), a.PHA_ACT
        """
    }
}

// MARK: - Selects

extension StaysMapping {
    /// Year of birth by the least of "year of entry minus age" over the stays: right or one year late, so the last choice.
    static let person = OMOPSelect.mapped(
        "person",
        [
            "person_id": "person_id",
            "gender_concept_id": """
            CASE arg_max(COD_SEX, row(end_date, ordinal)) FILTER (COD_SEX IN ('1', '2'))
            WHEN '1' THEN 8507 WHEN '2' THEN 8532 ELSE 0 END
            """,
            "year_of_birth": """
            min(CASE WHEN AGE_ANN IS NOT NULL THEN year(start_date) - AGE_ANN
            WHEN AGE_JOU IS NOT NULL THEN year(start_date - CAST(AGE_JOU AS INTEGER)) END)
            """,
            "race_concept_id": "0", "ethnicity_concept_id": "0",
            "gender_source_value": "arg_max(COD_SEX, row(end_date, ordinal)) FILTER (COD_SEX IN ('1', '2'))",
            "gender_source_concept_id": "0",
        ],
        delivery: "min(delivery)", from: "stays_stay GROUP BY person_id")

    static let observationPeriod = OMOPSelect.mapped(
        "observation_period",
        [
            "observation_period_id": "person_id", "person_id": "person_id",
            "observation_period_start_date": "min(start_date)", "observation_period_end_date": "max(end_date)",
            "period_type_concept_id": "32881",
        ],
        delivery: "min(delivery)", from: "stays_stay GROUP BY person_id")

    /// Exit mode 9.
    static let death = OMOPSelect.mapped(
        "death",
        ["person_id": "person_id", "death_date": "max(end_date)", "death_type_concept_id": "32812"],
        delivery: "min(delivery)", from: "stays_stay WHERE trim(SOR_MOD) = '9' GROUP BY person_id")

    /// Sessions (GHM 28…) are outpatient visits; an entry through the emergency room (provenance 5) says so.
    static let visits = OMOPSelect.mapped(
        "visit_occurrence",
        [
            "visit_occurrence_id": "visit_id", "person_id": "person_id",
            "visit_concept_id": """
            CASE WHEN starts_with(coalesce(GRG_GHM, ''), '28') THEN 9202
            WHEN trim(ENT_PRV) = '5' THEN 262 ELSE 9201 END
            """,
            "visit_start_date": "start_date", "visit_end_date": "end_date", "visit_type_concept_id": "32812",
            "visit_source_value": "GRG_GHM", "visit_source_concept_id": "0", "admitted_from_concept_id": "0",
            "admitted_from_source_value": "concat_ws('/', trim(ENT_MOD), trim(ENT_PRV))",
            "discharged_to_concept_id": "0",
            "discharged_to_source_value": "concat_ws('/', trim(SOR_MOD), trim(SOR_DES))",
        ],
        from: "stays_stay")
}
