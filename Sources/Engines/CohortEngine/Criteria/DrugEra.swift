import HealthModel

extension CriterionType {
    /// Exposures to an ingredient joined over short gaps.
    ///
    /// Circe's own Java tests `EraLength` where it should test `GapDays` and fails without it; the plain meaning is
    /// computed here.
    package static let drugEra = CriterionType(
        name: "DrugEra",
        title: Phrase(fr: "une période de traitement", en: "a drug era"),
        source: .span(
            "drug_era", identifier: "drug_era_id", start: "drug_era_start_date", end: "drug_era_end_date",
            concept: "drug_concept_id"),
        attributes: [
            .days("EraStartDate", .startDay), .days("EraEndDate", .endDay),
            .whole("OccurrenceCount", .column("drug_exposure_count")), .whole("EraLength", .durationDays),
            .whole("GapDays", .column("gap_days")),
        ] + AttributeSpecification.agesAndSex,
        countable: [
            .domainConcept: .column("drug_concept_id"), .duration: .durationDays,
            .eraOccurrences: .column("drug_exposure_count"), .gapDays: .column("gap_days"),
        ])
}
