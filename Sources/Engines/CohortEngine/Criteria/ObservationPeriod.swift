import HealthModel

extension CriterionType {
    /// A span of time in which the person's care is known to be recorded.
    package static let observationPeriod = CriterionType(
        name: "ObservationPeriod",
        title: Phrase(fr: "une période d’observation", en: "an observation period"),
        source: .span(
            "observation_period", identifier: "observation_period_id", start: "observation_period_start_date",
            end: "observation_period_end_date", concept: nil),
        attributes: [
            AttributeSpecification(key: "UserDefinedPeriod", kind: .userPeriod, fr: "contient", en: "contains"),
            .days("PeriodStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("PeriodEndDate", .endDay, fr: "date de fin", en: "end date"),
            .whole("PeriodLength", .durationDays, fr: "durée en jours", en: "length in days"),
            .whole("AgeAtStart", .ageAtStart, fr: "âge au début", en: "age at the start"),
            .whole("AgeAtEnd", .ageAtEnd, fr: "âge à la fin", en: "age at the end"),
        ]
            + AttributeSpecification.concepts(
                "PeriodType", .column("period_type_concept_id"), fr: "provenance", en: "provenance"),
        countable: [.domainConcept: .column("period_type_concept_id"), .duration: .durationDays])
}
