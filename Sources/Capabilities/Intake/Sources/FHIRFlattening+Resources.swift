import TabularFiles

/// The resource types, element by element.
extension FHIRFlattening {
    static let patient = FHIRTable(
        resourceType: "Patient",
        elements: [
            text("id"), meta, text("gender"), text("birthDate"),
            FHIRTable.Element(name: "deceasedBoolean", type: "BOOLEAN"), text("deceasedDateTime"),
        ],
        person: "id",
        columns: [
            updated,
            code("gender", "Sexe administratif", "gender"),
            whole("birth_year", "Année de naissance", "TRY_CAST(substr(birthDate, 1, 4) AS INTEGER)"),
            whole("birth_month", "Mois de naissance", "TRY_CAST(substr(birthDate, 6, 2) AS INTEGER)"),
            boolean("is_deceased", "Décédé", "deceasedBoolean OR deceasedDateTime IS NOT NULL"),
            date("death_date", "Date de décès", "deceasedDateTime"),
            precision("death_precision", "deceasedDateTime"),
        ])

    static let encounter = FHIRTable(
        resourceType: "Encounter",
        elements: [
            text("id"), meta, text("status"), FHIRTable.Element(name: "class", type: coding), reference("subject"),
            period("period"), reference("serviceProvider"),
            FHIRTable.Element(
                name: "hospitalization",
                type: "STRUCT(admitSource \(concept), dischargeDisposition \(concept))"),
        ],
        person: "subject.reference",
        columns: [
            id, updated, code("status", "Statut", "status"),
            code("class_code", "Type de venue", "\"class\".code"),
            date("start_date", "Début", "period.\"start\""), time("start_time", "Début", "period.\"start\""),
            date("end_date", "Fin", "period.\"end\""), time("end_time", "Fin", "period.\"end\""),
            precision("start_precision", "period.\"start\""),
            code("service_provider", "Structure", "split_part(serviceProvider.reference, '/', -1)"),
            code("admitted_from", "Provenance", "hospitalization.admitSource.coding[1].code"),
            code("discharged_to", "Destination", "hospitalization.dischargeDisposition.coding[1].code"),
        ])

    static let condition = FHIRTable(
        resourceType: "Condition",
        elements: [
            text("id"), meta, conceptElement("clinicalStatus"), conceptElement("verificationStatus"),
            FHIRTable.Element(name: "category", type: "\(concept)[]"), conceptElement("code"), reference("subject"),
            reference("encounter"), text("onsetDateTime"), period("onsetPeriod"), text("abatementDateTime"),
            text("recordedDate"),
        ],
        person: "subject.reference",
        columns: [
            id, updated, code("clinical_status", "Statut clinique", "clinicalStatus.coding[1].code"),
            code("verification_status", "Vérification", "verificationStatus.coding[1].code"), encounterID,
            code("category", "Catégorie", "category[1].coding[1].code"),
            code("cim10", "Diagnostic, CIM-10", coded("code", "icd-?10|cim-?10"), nomenclature: "CIM10"),
            date("start_date", "Début", onset), precision("start_precision", onset),
            date("end_date", "Fin", "coalesce(abatementDateTime, onsetPeriod.\"end\")"),
        ])

    private static let onset = "coalesce(onsetDateTime, onsetPeriod.\"start\", recordedDate)"

    static let observation = FHIRTable(
        resourceType: "Observation",
        elements: [
            text("id"), meta, text("status"), FHIRTable.Element(name: "category", type: "\(concept)[]"),
            conceptElement("code"), reference("subject"), reference("encounter"), text("effectiveDateTime"),
            period("effectivePeriod"), text("issued"),
            FHIRTable.Element(name: "valueQuantity", type: quantity), conceptElement("valueCodeableConcept"),
            FHIRTable.Element(name: "referenceRange", type: "STRUCT(low \(quantity), high \(quantity))[]"),
        ],
        person: "subject.reference",
        columns: [
            id, updated, code("status", "Statut", "status"), encounterID,
            code("category", "Catégorie", "category[1].coding[1].code"),
            code("loinc", "Analyse, LOINC", coded("code", "loinc"), nomenclature: "LOINC"),
            date("effective_date", "Date", effective), time("effective_time", "Date et heure", effective),
            precision("effective_precision", effective),
            FHIRTable.Column(
                field: .decimal("value_number", "Valeur"), expression: "valueQuantity.\"value\""),
            code("value_operator", "Comparateur", "valueQuantity.comparator"),
            code("unit", "Unité, UCUM", "coalesce(valueQuantity.code, valueQuantity.unit)", nomenclature: "UCUM"),
            code("value_code", "Valeur codée", "valueCodeableConcept.coding[1].code"),
            FHIRTable.Column(
                field: .decimal("range_low", "Borne basse"), expression: "referenceRange[1].low.\"value\""),
            FHIRTable.Column(
                field: .decimal("range_high", "Borne haute"), expression: "referenceRange[1].high.\"value\""),
        ])

    private static let effective = "coalesce(effectiveDateTime, effectivePeriod.\"start\", issued)"

    static let medicationRequest = FHIRTable(
        resourceType: "MedicationRequest",
        elements: [
            text("id"), meta, text("status"), text("intent"), conceptElement("medicationCodeableConcept"),
            reference("subject"), reference("encounter"), text("authoredOn"),
            FHIRTable.Element(
                name: "dispenseRequest",
                type:
                    "STRUCT(validityPeriod STRUCT(\"start\" VARCHAR, \"end\" VARCHAR), numberOfRepeatsAllowed INTEGER, "
                    + "quantity \(quantity), expectedSupplyDuration \(quantity))"),
        ],
        person: "subject.reference",
        columns: [
            id, updated, code("status", "Statut", "status"), code("intent", "Intention", "intent"), encounterID,
            code("atc", "Classe ATC", coded("medicationCodeableConcept", "atc"), nomenclature: "ATC"),
            code("cip", "Présentation, CIP", coded("medicationCodeableConcept", "cip"), nomenclature: "CIP"),
            date(
                "start_date", "Date de prescription", "coalesce(authoredOn, dispenseRequest.validityPeriod.\"start\")"),
            precision("start_precision", "authoredOn"),
            date("end_date", "Fin de validité", "dispenseRequest.validityPeriod.\"end\""),
            FHIRTable.Column(
                field: .decimal("quantity", "Quantité"), expression: "dispenseRequest.quantity.\"value\""),
            whole("refills", "Renouvellements", "dispenseRequest.numberOfRepeatsAllowed"),
            // Only days: another unit would be a wrong number.
            whole(
                "supply_days", "Durée prévue, en jours",
                "CASE WHEN coalesce(dispenseRequest.expectedSupplyDuration.code, 'd') = 'd' "
                    + "THEN CAST(dispenseRequest.expectedSupplyDuration.\"value\" AS INTEGER) END"),
        ])

    static let procedure = FHIRTable(
        resourceType: "Procedure",
        elements: [
            text("id"), meta, text("status"), conceptElement("code"), reference("subject"), reference("encounter"),
            text("performedDateTime"), period("performedPeriod"),
        ],
        person: "subject.reference",
        columns: [
            id, updated, code("status", "Statut", "status"), encounterID,
            code("ccam", "Acte, CCAM", coded("code", "ccam"), nomenclature: "CCAM"),
            date("start_date", "Début", performed), time("start_time", "Début", performed),
            precision("start_precision", performed),
            date("end_date", "Fin", "performedPeriod.\"end\""),
        ])

    private static let performed = "coalesce(performedDateTime, performedPeriod.\"start\")"
}

// MARK: - Elements

extension FHIRFlattening {
    private static let coding = "STRUCT(\"system\" VARCHAR, code VARCHAR)"
    private static let concept = "STRUCT(coding \(coding)[])"
    private static let quantity = "STRUCT(\"value\" DOUBLE, comparator VARCHAR, unit VARCHAR, code VARCHAR)"
    private static let meta = FHIRTable.Element(name: "meta", type: "STRUCT(lastUpdated VARCHAR)")

    private static func text(_ name: String) -> FHIRTable.Element { FHIRTable.Element(name: name, type: "VARCHAR") }

    private static func reference(_ name: String) -> FHIRTable.Element {
        FHIRTable.Element(name: name, type: "STRUCT(reference VARCHAR)")
    }

    private static func period(_ name: String) -> FHIRTable.Element {
        FHIRTable.Element(name: name, type: "STRUCT(\"start\" VARCHAR, \"end\" VARCHAR)")
    }

    private static func conceptElement(_ name: String) -> FHIRTable.Element {
        FHIRTable.Element(name: name, type: concept)
    }
}

// MARK: - Columns

extension FHIRFlattening {
    private static let id = code("id", "Identifiant de la ressource", "id", isRequired: true)
    private static let updated = code("last_updated", "Dernière mise à jour", "meta.lastUpdated")
    private static let encounterID = code("encounter_id", "Venue", "split_part(encounter.reference, '/', -1)")

    private static func code(
        _ name: String, _ description: String, _ expression: String, nomenclature: String = "",
        isRequired: Bool = false
    ) -> FHIRTable.Column {
        FHIRTable.Column(
            field: .code(name, description, nomenclature: nomenclature, isRequired: isRequired), expression: expression)
    }

    private static func whole(_ name: String, _ description: String, _ expression: String) -> FHIRTable.Column {
        FHIRTable.Column(field: .whole(name, description), expression: expression)
    }

    private static func boolean(_ name: String, _ description: String, _ expression: String) -> FHIRTable.Column {
        FHIRTable.Column(
            field: TableField(name: name, description: description, kind: .boolean), expression: expression)
    }

    /// The first code whose system's address matches.
    private static func coded(_ element: String, _ systemPattern: String) -> String {
        "list_filter(\(element).coding, lambda c: regexp_matches(lower(c.\"system\"), '\(systemPattern)'))[1].code"
    }

    /// A FHIR date or date-time as a day; a year or a month alone gives its first day, and `precision` says so.
    private static func date(_ name: String, _ description: String, _ expression: String) -> FHIRTable.Column {
        FHIRTable.Column(
            field: .date(name, description),
            expression: """
                TRY_CAST(CASE length(\(expression)) WHEN 4 THEN (\(expression)) || '-01-01' \
                WHEN 7 THEN (\(expression)) || '-01' ELSE substr(\(expression), 1, 10) END AS DATE)
                """)
    }

    /// The local time as written (`2020-03-04T10:11:12`), when there is one.
    private static func time(_ name: String, _ description: String, _ expression: String) -> FHIRTable.Column {
        FHIRTable.Column(
            field: .code(name, description),
            expression: "CASE WHEN length(\(expression)) >= 19 THEN substr(\(expression), 1, 19) END")
    }

    private static func precision(_ name: String, _ expression: String) -> FHIRTable.Column {
        code(
            name, "Précision de la date : year, month ou day",
            "CASE length(\(expression)) WHEN 4 THEN 'year' WHEN 7 THEN 'month' ELSE 'day' END")
    }
}
