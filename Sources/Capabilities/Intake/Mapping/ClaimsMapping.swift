import HealthModel

/// National claims to OMOP: visits, diagnoses of long-term illnesses, drugs, technical and laboratory acts.
///
/// Amounts and quantities are signed: a correction repeats an act with the opposite sign. So acts are added up by what
/// makes them the same act (person, days, performer, code), and those that come to nothing are gone.
enum ClaimsMapping {
    static let source = EventNumbering.Source.nationalClaims

    static let mapping = OMOPMapping(
        preparation: preparation,
        rules: rules,
        tables: [person, observationPeriod, death, visits, drugs] + diagnoses.mappedTables
            + technicalActs.mappedTables + laboratoryActs.mappedTables)

    static let diagnoses = CodedEvents(
        table: "claims_diagnosis", system: .cim10, source: source, part: 10, home: .condition, typeConceptID: 32859)
    static let technicalActs = CodedEvents(
        table: "claims_technical_act", system: .ccam, source: source, part: 20, home: .procedure, typeConceptID: 32859)
    static let laboratoryActs = CodedEvents(
        table: "claims_laboratory_act", system: .nabm, source: source, part: 30, home: .measurement,
        typeConceptID: 32859)

    /// Numbers of rows must not change between runs, so their order is kept while they are numbered.
    private static let preparation =
        [
            "SET preserve_insertion_order = true", care, actCounts, visitTable,
            CodeSystem.actType.lookup(for: "claims_visit"),
        ]
        + [drugTable, CodeSystem.cip.lookup(for: "claims_drug")]
        + [diagnosisTable, diagnoses.preparation, technicalActTable, technicalActs.preparation]
        + [laboratoryActTable, laboratoryActs.preparation] + ruleCounts + ["SET preserve_insertion_order = false"]
}

// MARK: - Temporary tables

extension ClaimsMapping {
    /// The nine columns that join an act and its details, within a delivery. Joined as one hash of 64 bits and the two
    /// columns that differ most, it costs half the time of the nine: acts that share those two are few, so that two of
    /// them with the same hash are not to be expected.
    private static let joinColumns = "act_hash, DCT_ORD_NUM, PRS_ORD_NUM"
    private static let joinHash = "hash(\(NationalClaims.joinKey.joined(separator: ", ")), delivery) AS act_hash"
    private static let joinKey = "\(joinHash), DCT_ORD_NUM, PRS_ORD_NUM"

    /// Who gave the care; extracts without the performer's number still have his specialty or kind of activity.
    private static let performer = "PFS_EXE_NUM, PSE_SPE_COD, PSE_ACT_NAT"

    /// The acts that count, narrowed to what the rest reads. The filters stand in `actFilters` and nowhere else.
    private static var care: String {
        """
        CREATE OR REPLACE TEMP VIEW claims_care AS
        SELECT \(joinKey), person_id, delivery, EXE_SOI_DTD AS start_date,
            greatest(EXE_SOI_DTF, EXE_SOI_DTD) AS end_date, PRE_PRE_DTD, \(performer), PRS_NAT_REF,
            coalesce(PRS_ACT_QTE, PRS_ACT_NBR, 1) AS quantity
        FROM staged.ER_PRS_F
        WHERE \(actFilters.map { "(\($0.keep))" }.joined(separator: "\n    AND "))
            AND EXE_SOI_DTD > \(sentinelDay)
        """
    }

    /// One visit a person, day and performer, for acts of physicians, dentists and midwives (1000-1899) and of nurses
    /// and therapists (3100-3199). Pharmacies and laboratories are not visits.
    private static var visitTable: String {
        """
        CREATE OR REPLACE TEMP TABLE claims_visit AS
        WITH act AS (
            SELECT person_id, start_date, \(performer), PRS_NAT_REF, max(end_date) AS end_date,
                min(ordinal) AS ordinal, min(delivery) AS delivery, sum(quantity) AS quantity,
                count(*) AS row_count
            FROM (
                SELECT row_number() OVER () AS ordinal, person_id, start_date, end_date, \(performer), PRS_NAT_REF,
                    delivery, quantity
                FROM claims_care
                WHERE PRS_NAT_REF BETWEEN 1000 AND 1899 OR PRS_NAT_REF BETWEEN 3100 AND 3199
            )
            GROUP BY person_id, start_date, \(performer), PRS_NAT_REF
        )
        SELECT person_id, start_date, \(performer),
            max(end_date) FILTER (quantity > 0) AS end_date, min(ordinal) AS ordinal,
            CAST(min(PRS_NAT_REF) FILTER (quantity > 0) AS VARCHAR) AS code,
            min(delivery) AS delivery, coalesce(sum(row_count) FILTER (quantity <= 0), 0) AS removed_count,
            \(visitID) AS visit_id
        FROM act
        GROUP BY person_id, start_date, \(performer)
        """
    }

    private static var visitID: String { EventNumbering.expression(source, part: 1, ordinal: "min(ordinal)") }

    /// Boxes of one presentation from one pharmacy on one day; `row_count` source rows became one.
    private static var drugTable: String {
        """
        CREATE OR REPLACE TEMP TABLE claims_drug AS
        SELECT c.person_id, c.start_date, c.PRE_PRE_DTD AS prescription_date, c.PFS_EXE_NUM, d.code,
            min(d.ordinal) AS ordinal, min(c.delivery) AS delivery, sum(d.quantity) AS quantity,
            count(*) AS row_count
        FROM (
            SELECT row_number() OVER () AS ordinal, \(joinKey), coalesce(PHA_ACT_QSN, 0) AS quantity,
                CASE WHEN length(trim(PHA_PRS_C13)) = 13 THEN trim(PHA_PRS_C13)
                    WHEN length(trim(PHA_PRS_IDE)) >= 7 THEN right(trim(PHA_PRS_IDE), 7) END AS code
            FROM staged.ER_PHA_F
        ) d
        JOIN claims_care c USING (\(joinColumns))
        WHERE d.code IS NOT NULL
        GROUP BY c.person_id, c.start_date, c.PRE_PRE_DTD, c.PFS_EXE_NUM, d.code
        """
    }

    /// Long-term illnesses, from their CIM-10 motive: the number of the illness is not kept right in the source.
    /// 1600-01-01 is an end that is not known yet.
    private static var diagnosisTable: String {
        """
        CREATE OR REPLACE TEMP TABLE claims_diagnosis AS
        SELECT person_id, trim(MED_MTF_COD) AS code, IMB_ALD_DTD AS start_date, CAST(NULL AS TIMESTAMP) AS start_time,
            CASE WHEN bool_or(coalesce(IMB_ALD_DTF, \(sentinelDay)) <= \(sentinelDay)) THEN NULL
                ELSE greatest(max(IMB_ALD_DTF), IMB_ALD_DTD) END AS end_date,
            CAST(NULL AS TIMESTAMP) AS end_time, CAST(NULL AS DOUBLE) AS quantity, CAST(NULL AS BIGINT) AS visit_id,
            CAST(NULL AS INTEGER) AS status_concept_id, CAST(NULL AS VARCHAR) AS status_value,
            min(ordinal) AS ordinal, min(delivery) AS delivery
        FROM (SELECT row_number() OVER () AS ordinal, * FROM staged.IR_IMB_R)
        WHERE \(hasIllness)
        GROUP BY person_id, trim(MED_MTF_COD), IMB_ALD_DTD
        """
    }

    /// Surgery, imaging and other technical acts; the quantity stands in the act, activity 1 alone counts it once.
    private static var technicalActTable: String {
        """
        CREATE OR REPLACE TEMP TABLE claims_technical_act AS
        SELECT a.*, v.visit_id
        FROM (
            SELECT c.person_id, c.start_date, \(performer), upper(left(trim(d.CAM_PRS_IDE), 7)) AS code,
                CAST(NULL AS TIMESTAMP) AS start_time, max(c.end_date) AS end_date, CAST(NULL AS TIMESTAMP) AS end_time,
                CAST(NULL AS INTEGER) AS status_concept_id, CAST(NULL AS VARCHAR) AS status_value,
                sum(c.quantity) AS quantity, min(d.ordinal) AS ordinal, min(delivery) AS delivery
            FROM (
                SELECT row_number() OVER () AS ordinal, \(joinKey), CAM_PRS_IDE, CAM_ACT_COD, CAM_TRT_PHA
                FROM staged.ER_CAM_F
            ) d
            JOIN claims_care c USING (\(joinColumns))
            WHERE coalesce(d.CAM_PRS_IDE, '') <> '' AND \(isFirstActivity)
            GROUP BY c.person_id, c.start_date, \(performer), upper(left(trim(d.CAM_PRS_IDE), 7)), d.CAM_TRT_PHA
            HAVING sum(c.quantity) > 0
        ) a
        LEFT JOIN claims_visit v ON v.person_id = a.person_id AND v.start_date = a.start_date
            AND v.PFS_EXE_NUM IS NOT DISTINCT FROM a.PFS_EXE_NUM
            AND v.PSE_SPE_COD IS NOT DISTINCT FROM a.PSE_SPE_COD
            AND v.PSE_ACT_NAT IS NOT DISTINCT FROM a.PSE_ACT_NAT AND v.code IS NOT NULL
        """
    }

    /// Laboratory acts are billed, their results are not here: measurements without a value.
    private static var laboratoryActTable: String {
        """
        CREATE OR REPLACE TEMP TABLE claims_laboratory_act AS
        SELECT c.person_id, c.start_date, c.PFS_EXE_NUM, ltrim(trim(d.BIO_PRS_IDE), '0') AS code,
            CAST(NULL AS TIMESTAMP) AS start_time, CAST(NULL AS BIGINT) AS visit_id,
            sum(d.quantity) AS quantity, min(d.ordinal) AS ordinal, min(delivery) AS delivery
        FROM (
            SELECT row_number() OVER () AS ordinal, \(joinKey), BIO_PRS_IDE, coalesce(BIO_ACT_QSN, 0) AS quantity
            FROM staged.ER_BIO_F
        ) d
        JOIN claims_care c USING (\(joinColumns))
        WHERE coalesce(d.BIO_PRS_IDE, '') <> ''
        GROUP BY c.person_id, c.start_date, c.PFS_EXE_NUM, ltrim(trim(d.BIO_PRS_IDE), '0')
        HAVING sum(d.quantity) > 0
        """
    }
}
