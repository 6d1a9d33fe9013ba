/// The selects of the warehouse that are not a coded event's.
extension WarehouseMapping {
    static let person = OMOPSelect.mapped(
        "person",
        [
            "person_id": "person_id",
            "gender_concept_id": "CASE \(newestOf("gender")) WHEN 'male' THEN 8507 WHEN 'female' THEN 8532 ELSE 0 END",
            "year_of_birth": newestOf("birth_year"),
            "month_of_birth": newestOf("birth_month"),
            "race_concept_id": "0", "ethnicity_concept_id": "0", "gender_source_value": newestOf("gender"),
            "gender_source_concept_id": "0",
        ],
        delivery: "min(delivery)", from: "staged.Patient GROUP BY person_id")

    private static func newestOf(_ column: String) -> String {
        "arg_max(\(column), row(coalesce(last_updated, ''), delivery, \(column))) FILTER (\(column) IS NOT NULL)"
    }

    static let death = OMOPSelect.mapped(
        "death",
        ["person_id": "person_id", "death_date": "max(death_date)", "death_type_concept_id": "32817"],
        delivery: "min(delivery)", from: "staged.Patient WHERE death_date IS NOT NULL GROUP BY person_id")

    /// A hospital only sees its own patients: from the first to the last of their events here.
    static let observationPeriod = OMOPSelect.mapped(
        "observation_period",
        [
            "observation_period_id": "person_id", "person_id": "person_id",
            "observation_period_start_date": "min(first_day)", "observation_period_end_date": "max(last_day)",
            "period_type_concept_id": "32882",
        ],
        delivery: "min(delivery)",
        from: """
            (
                SELECT person_id, delivery, start_date AS first_day, end_date AS last_day FROM warehouse_visit
                UNION ALL SELECT person_id, delivery, start_date, start_date FROM warehouse_condition
                UNION ALL SELECT person_id, delivery, start_date, start_date FROM warehouse_result
                UNION ALL SELECT person_id, delivery, start_date, start_date FROM warehouse_prescription
                UNION ALL SELECT person_id, delivery, start_date, start_date FROM warehouse_procedure
            )
            GROUP BY person_id
            """)

    static let visits = OMOPSelect.mapped(
        "visit_occurrence",
        [
            "visit_occurrence_id": "e.visit_id", "person_id": "e.person_id",
            "visit_concept_id": """
            coalesce(m.concept_id, CASE WHEN e.code IN ('ACUTE', 'NONAC', 'SS') THEN 9201
            WHEN e.code IN ('HH', 'VR', 'OBSENC', 'PRENC', 'FLD') THEN 9202 ELSE 0 END)
            """,
            "visit_start_date": "e.start_date", "visit_start_datetime": "e.start_time",
            "visit_end_date": "e.end_date", "visit_end_datetime": "e.end_time", "visit_type_concept_id": "32827",
            "visit_source_value": "e.code", "visit_source_concept_id": "coalesce(m.source_concept_id, 0)",
            "admitted_from_concept_id": "0", "admitted_from_source_value": "e.admitted_from",
            "discharged_to_concept_id": "0", "discharged_to_source_value": "e.discharged_to",
        ],
        delivery: "e.delivery",
        from: "warehouse_visit e LEFT JOIN warehouse_visit_code m ON m.code = e.code AND m.target_ordinal = 0")

    static let prescriptions = OMOPSelect.mapped(
        "drug_exposure",
        [
            "drug_exposure_id": EventNumbering.expression(
                source, part: 2, ordinal: "e.ordinal", target: "coalesce(p.target_ordinal, a.target_ordinal, 0)"),
            "person_id": "e.person_id", "drug_concept_id": "coalesce(p.concept_id, a.concept_id, 0)",
            "drug_exposure_start_date": "e.start_date", "drug_exposure_end_date": "e.end_date",
            "drug_type_concept_id": "32838", "quantity": "e.quantity", "refills": "e.refills",
            "days_supply": "e.supply_days", "visit_occurrence_id": "e.visit_id",
            "drug_source_value": "coalesce(e.cip, e.atc)",
            "drug_source_concept_id": "coalesce(p.source_concept_id, a.source_concept_id, 0)",
        ],
        delivery: "e.delivery",
        from: """
            warehouse_prescription e
            LEFT JOIN (SELECT * FROM warehouse_cip_code WHERE concept_id IS NOT NULL) p ON p.code = e.cip
            LEFT JOIN warehouse_atc_code a ON p.code IS NULL AND a.code = e.atc
            """)

    /// Results whose LOINC is a measurement, or unknown.
    static let results = OMOPSelect.mapped(
        "measurement",
        [
            "measurement_id": EventNumbering.expression(
                source, part: 3, ordinal: "e.ordinal", target: "coalesce(m.target_ordinal, 0)"),
            "person_id": "e.person_id", "measurement_concept_id": "coalesce(m.concept_id, 0)",
            "measurement_date": "e.start_date", "measurement_datetime": "e.start_time",
            "measurement_type_concept_id": "CASE WHEN e.category = 'laboratory' THEN 32856 ELSE 32817 END",
            "operator_concept_id": """
            CASE e.value_operator WHEN '<' THEN 4171756 WHEN '<=' THEN 4171754 WHEN '>' THEN 4172704
            WHEN '>=' THEN 4171755 END
            """,
            "value_as_number": "e.value_number", "unit_concept_id": "CASE WHEN e.unit <> '' THEN \(unit) END",
            "range_low": "e.range_low", "range_high": "e.range_high", "visit_occurrence_id": "e.visit_id",
            "measurement_source_value": "e.code", "measurement_source_concept_id": "coalesce(m.source_concept_id, 0)",
            "unit_source_value": "e.unit", "value_source_value": "e.value_code",
        ],
        delivery: "e.delivery", from: "\(coded) WHERE coalesce(m.domain_id, 'Measurement') = 'Measurement'")

    /// Results whose LOINC is a question or a finding.
    static let resultObservations = OMOPSelect.mapped(
        "observation",
        [
            "observation_id": EventNumbering.expression(
                source, part: 4, ordinal: "e.ordinal", target: "coalesce(m.target_ordinal, 0)"),
            "person_id": "e.person_id", "observation_concept_id": "coalesce(m.concept_id, 0)",
            "observation_date": "e.start_date", "observation_datetime": "e.start_time",
            "observation_type_concept_id": "32817", "value_as_number": "e.value_number",
            "unit_concept_id": "CASE WHEN e.unit <> '' THEN \(unit) END", "visit_occurrence_id": "e.visit_id",
            "observation_source_value": "e.code", "observation_source_concept_id": "coalesce(m.source_concept_id, 0)",
            "unit_source_value": "e.unit", "value_source_value": "e.value_code",
        ],
        delivery: "e.delivery", from: "\(coded) WHERE coalesce(m.domain_id, 'Measurement') <> 'Measurement'")

    private static let unit = "coalesce(u.concept_id, 0)"
    private static let coded = """
        warehouse_result e
        LEFT JOIN warehouse_result_code m ON m.code = e.code
        LEFT JOIN warehouse_unit_code u ON u.code = e.unit AND u.target_ordinal = 0
        """
}
