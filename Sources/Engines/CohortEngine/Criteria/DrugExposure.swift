import HealthModel

extension CriterionType {
    /// A drug prescribed, dispensed or given.
    ///
    /// `OccurrenceEndDate` tests the start, as Circe does: the same definition must give the same people.
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
            .days("OccurrenceStartDate", .startDay), .days("OccurrenceEndDate", .startDay),
            .text("StopReason", "stop_reason"), .whole("Refills", .column("refills")),
            .decimal("Quantity", "quantity"), .whole("DaysSupply", .column("days_supply")),
            .text("LotNumber", "lot_number"),
            .unsupported(
                "EffectiveDrugDose",
                Phrase(
                    fr: "OMOP n’a plus de dose effective ; Circe lit cette condition sans l’appliquer.",
                    en: "OMOP has no effective dose any more; Circe reads this condition without applying it.")),
        ]
            + AttributeSpecification.concepts(
                "DrugType", .column("drug_type_concept_id"), exclusionKey: "DrugTypeExclude")
            + AttributeSpecification.concepts("RouteConcept", .column("route_concept_id"))
            + AttributeSpecification.concepts("DoseUnit", .column("dose_unit_concept_id"))
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [
            .domainConcept: .column("drug_concept_id"), .duration: .durationDays,
            .daysSupply: .column("days_supply"), .quantity: .column("quantity"), .refills: .column("refills"),
        ])
}
