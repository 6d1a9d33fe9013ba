import HealthModel

extension CriterionType {
    /// Occurrences of a condition joined over short gaps.
    package static let conditionEra = CriterionType(
        name: "ConditionEra",
        title: Phrase(fr: "une période de maladie", en: "a condition era"),
        source: .span(
            "condition_era", identifier: "condition_era_id", start: "condition_era_start_date",
            end: "condition_era_end_date", concept: "condition_concept_id"),
        attributes: [
            .days("EraStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("EraEndDate", .endDay, fr: "date de fin", en: "end date"),
            .whole(
                "OccurrenceCount", .column("condition_occurrence_count"), fr: "nombre d’événements réunis",
                en: "number of events joined"),
            .whole("EraLength", .durationDays, fr: "durée en jours", en: "length in days"),
        ] + AttributeSpecification.agesAndSex,
        countable: [
            .domainConcept: .column("condition_concept_id"), .duration: .durationDays,
            .eraOccurrences: .column("condition_occurrence_count"),
        ],
        countsVisits: false)
}
