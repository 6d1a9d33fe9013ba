import HealthModel

/// A hospital warehouse (FHIR) to OMOP: encounters, conditions, results with values, prescriptions, procedures.
///
/// A resource may come several times: its newest version counts, and one entered in error then takes all of them away.
enum WarehouseMapping {
    static let source = EventNumbering.Source.hospitalWarehouse

    static let mapping = OMOPMapping(
        preparation: ["SET preserve_insertion_order = true"] + resources.flatMap(newest)
            + [
                ruleCounts,
                encounterTable, CodeSystem.encounterClass.lookup(for: "warehouse_visit"), conditionTable,
                conditions.preparation, resultTable, CodeSystem.loinc.lookup(for: "warehouse_result"), unitTable,
                CodeSystem.ucum.lookup(for: "warehouse_unit"), prescriptionTable,
            ] + prescriptionLookups + [procedureTable, procedures.preparation]
            + resources.map { "DROP TABLE warehouse_row_\($0)" }
            + ["SET preserve_insertion_order = false"],
        rules: rules,
        tables: [person, observationPeriod, death, visits, prescriptions, results, resultObservations]
            + conditions.mappedTables + procedures.mappedTables)

    static let conditions = CodedEvents(
        table: "warehouse_condition", system: .cim10, source: source, part: 10, home: .condition, typeConceptID: 32817)
    static let procedures = CodedEvents(
        table: "warehouse_procedure", system: .ccam, source: source, part: 20, home: .procedure, typeConceptID: 32817)

    /// The resources that may be repeated; a Patient has no id of his own any more, and is one row a person at the end.
    static let resources = ["Encounter", "Condition", "Observation", "MedicationRequest", "Procedure"]

    /// FHIR statuses of what did not happen, or not for good, by resource; `entered-in-error` stands apart.
    static let voidStatuses: [String: [String]] = [
        "Encounter": ["planned", "cancelled"],
        "Condition": ["refuted"],
        "Observation": ["registered", "cancelled"],
        "MedicationRequest": ["draft", "cancelled"],
        "Procedure": ["preparation", "not-done"],
    ]

    static func statusColumn(_ resource: String) -> String {
        resource == "Condition" ? "verification_status" : "status"
    }
}

// MARK: - Temporary tables

extension WarehouseMapping {
    /// `warehouse_row_<resource>`: the rows, numbered, with whether each is the version that counts: the last updated,
    /// then the last delivered.
    private static func newest(_ resource: String) -> [String] {
        let rows = "warehouse_row_\(resource)"
        return [
            "CREATE OR REPLACE TEMP TABLE \(rows) AS SELECT row_number() OVER () AS ordinal, * FROM staged.\(resource)",
            """
            CREATE OR REPLACE TEMP TABLE warehouse_newest_\(resource) AS
            SELECT arg_max(ordinal, row(coalesce(last_updated, ''), ordinal)) AS ordinal FROM \(rows) GROUP BY id
            """,
        ]
    }

    /// The rows of a resource in their newest version.
    static func current(_ resource: String) -> String {
        """
        (SELECT r.* FROM warehouse_row_\(resource) r SEMI JOIN warehouse_newest_\(resource) n ON n.ordinal = r.ordinal)
        """
    }

    /// What did happen, of those.
    private static func valid(_ resource: String) -> String {
        let void = quoted(["entered-in-error"] + (voidStatuses[resource] ?? []))
        return "(SELECT * FROM \(current(resource)) WHERE coalesce(\(statusColumn(resource)), '') NOT IN (\(void)))"
    }

    static func quoted(_ codes: [String]) -> String { codes.map { "'\($0)'" }.joined(separator: ", ") }

    private static var encounterTable: String {
        """
        CREATE OR REPLACE TEMP TABLE warehouse_visit AS
        SELECT id, person_id, class_code AS code, start_date, try_cast(start_time AS TIMESTAMP) AS start_time,
            coalesce(greatest(end_date, start_date), start_date) AS end_date,
            try_cast(end_time AS TIMESTAMP) AS end_time, admitted_from, discharged_to, delivery,
            \(EventNumbering.expression(source, part: 1, ordinal: "ordinal")) AS visit_id
        FROM \(valid("Encounter")) WHERE start_date IS NOT NULL
        """
    }

    private static var conditionTable: String {
        """
        CREATE OR REPLACE TEMP TABLE warehouse_condition AS
        SELECT r.person_id, r.ordinal, trim(r.cim10) AS code, coalesce(r.start_date, v.start_date) AS start_date,
            CAST(NULL AS TIMESTAMP) AS start_time, r.end_date, CAST(NULL AS TIMESTAMP) AS end_time,
            CAST(NULL AS DOUBLE) AS quantity, v.visit_id, CAST(NULL AS INTEGER) AS status_concept_id,
            r.verification_status AS status_value, r.delivery
        FROM \(valid("Condition")) r \(visitOf("r"))
        WHERE coalesce(r.cim10, '') <> '' AND coalesce(r.start_date, v.start_date) IS NOT NULL
        """
    }

    private static var procedureTable: String {
        """
        CREATE OR REPLACE TEMP TABLE warehouse_procedure AS
        SELECT r.person_id, r.ordinal, upper(trim(r.ccam)) AS code, coalesce(r.start_date, v.start_date) AS start_date,
            try_cast(r.start_time AS TIMESTAMP) AS start_time, r.end_date, CAST(NULL AS TIMESTAMP) AS end_time,
            1 AS quantity, v.visit_id, CAST(NULL AS INTEGER) AS status_concept_id,
            CAST(NULL AS VARCHAR) AS status_value, r.delivery
        FROM \(valid("Procedure")) r \(visitOf("r"))
        WHERE coalesce(r.ccam, '') <> '' AND coalesce(r.start_date, v.start_date) IS NOT NULL
        """
    }

    private static var resultTable: String {
        """
        CREATE OR REPLACE TEMP TABLE warehouse_result AS
        SELECT r.person_id, r.ordinal, trim(r.loinc) AS code, r.effective_date AS start_date,
            try_cast(r.effective_time AS TIMESTAMP) AS start_time, r.category, r.value_number, r.value_operator,
            trim(r.unit) AS unit, r.value_code, r.range_low, r.range_high, v.visit_id, r.delivery
        FROM \(valid("Observation")) r \(visitOf("r"))
        WHERE coalesce(r.loinc, '') <> '' AND r.effective_date IS NOT NULL
        """
    }

    private static var unitTable: String {
        """
        CREATE OR REPLACE TEMP TABLE warehouse_unit AS
        SELECT DISTINCT unit AS code FROM warehouse_result WHERE coalesce(unit, '') <> ''
        """
    }

    private static var prescriptionTable: String {
        """
        CREATE OR REPLACE TEMP TABLE warehouse_prescription AS
        SELECT r.person_id, r.ordinal, nullif(trim(r.cip), '') AS cip, nullif(trim(r.atc), '') AS atc, r.start_date,
            greatest(coalesce(r.start_date + r.supply_days - 1, r.end_date, r.start_date), r.start_date) AS end_date,
            r.quantity, r.refills, r.supply_days, v.visit_id, r.delivery
        FROM (
            SELECT * REPLACE (CAST(supply_days AS INTEGER) AS supply_days) FROM \(valid("MedicationRequest"))
        ) r \(visitOf("r"))
        WHERE coalesce(nullif(trim(r.cip), ''), nullif(trim(r.atc), '')) IS NOT NULL AND r.start_date IS NOT NULL
            AND coalesce(r.intent, 'order') NOT IN ('proposal', 'plan')
        """
    }

    /// Both codes of a prescription are looked up; the select takes the presentation's concept, else the class's.
    private static var prescriptionLookups: [String] {
        [("cip", CodeSystem.cip), ("atc", CodeSystem.atc)]
            .flatMap { column, system in
                [
                    """
                    CREATE OR REPLACE TEMP TABLE warehouse_\(column) AS
                    SELECT DISTINCT \(column) AS code FROM warehouse_prescription WHERE \(column) IS NOT NULL
                    """,
                    system.lookup(for: "warehouse_\(column)"),
                ]
            }
    }

    private static func visitOf(_ alias: String) -> String {
        "LEFT JOIN warehouse_visit v ON v.id = \(alias).encounter_id AND v.person_id = \(alias).person_id"
    }
}
