import HealthModel

extension CriterionType {
    /// Exposures to a constant dose of an ingredient.
    package static let doseEra = CriterionType(
        name: "DoseEra",
        title: Phrase(fr: "une période à dose constante", en: "a dose era"),
        source: .span(
            "dose_era", identifier: "dose_era_id", start: "dose_era_start_date", end: "dose_era_end_date",
            concept: "drug_concept_id"),
        attributes: [
            .days("EraStartDate", .startDay), .days("EraEndDate", .endDay), .decimal("DoseValue", "dose_value"),
            .whole("EraLength", .durationDays),
        ] + AttributeSpecification.concepts("Unit", .column("unit_concept_id")) + AttributeSpecification.agesAndSex,
        countable: [
            .domainConcept: .column("drug_concept_id"), .duration: .durationDays, .unit: .column("unit_concept_id"),
            .valueAsNumber: .column("dose_value"),
        ])
}
