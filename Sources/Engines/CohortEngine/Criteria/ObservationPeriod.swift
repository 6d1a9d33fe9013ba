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
            AttributeSpecification(key: "UserDefinedPeriod", kind: .userPeriod),
            .days("PeriodStartDate", .startDay), .days("PeriodEndDate", .endDay),
            .whole("PeriodLength", .durationDays), .whole("AgeAtStart", .ageAtStart),
            .whole("AgeAtEnd", .ageAtEnd),
        ] + AttributeSpecification.concepts("PeriodType", .column("period_type_concept_id")),
        countable: [.domainConcept: .column("period_type_concept_id"), .duration: .durationDays])
}
