/// The selects of the claims that are not a coded event's.
extension ClaimsMapping {
    /// One row a person: the last updated of his records (a person has several over life), sentinels left out.
    static let person = OMOPSelect.mapped(
        "person",
        [
            "person_id": "person_id", "gender_concept_id": "CASE sex WHEN 1 THEN 8507 WHEN 2 THEN 8532 ELSE 0 END",
            "year_of_birth": "birth_year", "month_of_birth": "birth_month", "race_concept_id": "0",
            "ethnicity_concept_id": "0", "gender_source_value": "sex", "gender_source_concept_id": "0",
        ],
        from: """
            (
                SELECT person_id,
                    arg_max(BEN_SEX_COD, updated) FILTER (BEN_SEX_COD IN (1, 2)) AS sex,
                    arg_max(BEN_NAI_ANN, updated) FILTER (BEN_NAI_ANN > 1600) AS birth_year,
                    arg_max(BEN_NAI_MOI, updated)
                        FILTER (BEN_NAI_ANN > 1600 AND BEN_NAI_MOI BETWEEN 1 AND 12) AS birth_month,
                    min(delivery) AS delivery
                FROM (
                    SELECT *, row(coalesce(BEN_DTE_MAJ, \(sentinelDay)), delivery, BEN_NAI_ANN, BEN_NAI_MOI, BEN_SEX_COD)
                        AS updated
                    FROM staged.IR_BEN_R
                )
                GROUP BY person_id
            )
            """)

    /// From the first to the last day that the claims know of: care, and the cover from the entry in the register to
    /// the last treatment or death. Cover counts only between the first and the last care of all the claims: before,
    /// nothing would have been seen.
    static let observationPeriod = OMOPSelect.mapped(
        "observation_period",
        [
            "observation_period_id": "person_id", "person_id": "person_id",
            "observation_period_start_date": "min(first_day)", "observation_period_end_date": "max(last_day)",
            "period_type_concept_id": "32881",
        ],
        delivery: "min(delivery)",
        from: """
            (
                SELECT person_id, delivery, start_date AS first_day, end_date AS last_day FROM claims_care
                UNION ALL
                SELECT person_id, delivery, greatest(BEN_DTE_INS, w.first_care) AS first_day,
                    least(MAX_TRT_DTD, w.last_care, CASE WHEN BEN_DCD_DTE > \(sentinelDay) THEN BEN_DCD_DTE END)
                FROM staged.IR_BEN_R
                CROSS JOIN (SELECT min(start_date) AS first_care, max(start_date) AS last_care FROM claims_care) w
                WHERE BEN_DTE_INS > \(sentinelDay) AND MAX_TRT_DTD > \(sentinelDay)
            )
            WHERE first_day <= last_day
            GROUP BY person_id
            """)

    /// The day of death, or the first of its month when only the month is known.
    static let death = OMOPSelect.mapped(
        "death",
        ["person_id": "person_id", "death_date": "max(death_date)", "death_type_concept_id": "32810"],
        delivery: "min(delivery)",
        from: """
            (
                SELECT person_id, delivery,
                    CASE WHEN BEN_DCD_DTE > \(sentinelDay) THEN BEN_DCD_DTE
                        ELSE CAST(try_strptime(CAST(BEN_DCD_AME AS VARCHAR), '%Y%m') AS DATE) END AS death_date
                FROM staged.IR_BEN_R
            )
            WHERE death_date > \(sentinelDay)
            GROUP BY person_id
            """)

    static let visits = OMOPSelect.mapped(
        "visit_occurrence",
        [
            "visit_occurrence_id": "e.visit_id", "person_id": "e.person_id",
            "visit_concept_id": "coalesce(m.concept_id, 9202)", "visit_start_date": "e.start_date",
            "visit_end_date": "e.end_date", "visit_type_concept_id": "32859", "visit_source_value": "e.code",
            "visit_source_concept_id": "coalesce(m.source_concept_id, 0)",
        ],
        delivery: "e.delivery",
        from: """
            claims_visit e
            LEFT JOIN claims_visit_code m ON m.code = e.code AND m.target_ordinal = 0
            WHERE e.code IS NOT NULL
            """)

    /// The end is the first day: a box is not a number of days, and the pack's size is not in the source.
    static let drugs = OMOPSelect.mapped(
        "drug_exposure",
        [
            "drug_exposure_id": EventNumbering.expression(
                source, part: 2, ordinal: "e.ordinal", target: "coalesce(m.target_ordinal, 0)"),
            "person_id": "e.person_id", "drug_concept_id": "coalesce(m.concept_id, 0)",
            "drug_exposure_start_date": "e.start_date", "drug_exposure_end_date": "e.start_date",
            "drug_type_concept_id": "32869", "quantity": "e.quantity", "drug_source_value": "e.code",
            "drug_source_concept_id": "coalesce(m.source_concept_id, 0)",
        ],
        delivery: "e.delivery",
        from: "claims_drug e LEFT JOIN claims_drug_code m ON m.code = e.code WHERE e.quantity > 0")
}
