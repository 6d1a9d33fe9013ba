import HealthModel

extension CriterionType {
    /// A drug prescribed, dispensed or given.
    ///
    /// Circe's `OccurrenceEndDate` tests the start: in the strict reading the same definition gives the same people.
    package static let drugExposure = CriterionType(
        name: "DrugExposure",
        title: Phrase(fr: "un médicament", en: "a drug exposure"),
        source: EventSource(
            table: "drug_exposure", identifier: "drug_exposure_id", start: .column("drug_exposure_start_date"),
            end: .firstKnown([
                .column("drug_exposure_end_date"),
                .addingColumn(.column("drug_exposure_start_date"), column: "days_supply"),
                .adding(.column("drug_exposure_start_date"), days: 1),
            ]),
            visit: "visit_occurrence_id", concept: "drug_concept_id"),
        attributes: [
            .membership("DrugSourceConcept", "drug_source_concept_id"),
            .days("OccurrenceStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("OccurrenceEndDate", .endDay, strict: .startDay, fr: "date de fin", en: "end date"),
            .text("StopReason", "stop_reason", fr: "motif d’arrêt", en: "reason for stopping"),
            .whole("Refills", .column("refills"), fr: "renouvellements", en: "refills"),
            .decimal("Quantity", "quantity", fr: "quantité", en: "quantity"),
            .whole("DaysSupply", .column("days_supply"), fr: "jours de traitement délivrés", en: "days of supply"),
            .text("LotNumber", "lot_number", fr: "numéro de lot", en: "lot number"),
            .unsupported(
                "EffectiveDrugDose",
                Phrase(
                    fr: "OMOP n’a plus de dose effective ; Circe lit cette condition sans l’appliquer.",
                    en: "OMOP has no effective dose any more; Circe reads this condition without applying it.")),
        ]
            + AttributeSpecification.concepts(
                "DrugType", .column("drug_type_concept_id"), exclusionKey: "DrugTypeExclude", fr: "provenance",
                en: "provenance")
            + AttributeSpecification.concepts(
                "RouteConcept", .column("route_concept_id"), fr: "voie d’administration", en: "route")
            + AttributeSpecification.concepts(
                "DoseUnit", .column("dose_unit_concept_id"), fr: "unité de dose", en: "dose unit")
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [
            .domainConcept: .column("drug_concept_id"), .duration: .durationDays,
            .daysSupply: .column("days_supply"), .quantity: .column("quantity"), .refills: .column("refills"),
        ],
        oddities: [
            .attribute(
                "OccurrenceEndDate", code: "reading.drug-end", kind: .otherAnswer,
                Phrase(
                    fr: "lecture stricte : comme dans Circe, la condition porte sur le début de l’exposition ; lecture "
                        + "corrigée : sur sa fin.",
                    en: "strict: as in Circe, the condition tests the start of the exposure; fixed: its end."))
        ])
}
