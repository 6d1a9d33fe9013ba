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
            .days("EraStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("EraEndDate", .endDay, fr: "date de fin", en: "end date"),
            .decimal("DoseValue", "dose_value", fr: "dose", en: "dose"),
            .whole("EraLength", .durationDays, fr: "durée en jours", en: "length in days"),
        ] + AttributeSpecification.concepts("Unit", .column("unit_concept_id"), fr: "unité", en: "unit")
            + AttributeSpecification.agesAndSex,
        countable: [
            .domainConcept: .column("drug_concept_id"), .duration: .durationDays, .unit: .column("unit_concept_id"),
            .valueAsNumber: .column("dose_value"),
        ])
}
