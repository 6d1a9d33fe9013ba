import HealthModel

extension CriterionType {
    /// A span of health insurance.
    package static let payerPlanPeriod = CriterionType(
        name: "PayerPlanPeriod",
        title: Phrase(fr: "une période d’assurance", en: "a payer plan period"),
        source: .span(
            "payer_plan_period", identifier: "payer_plan_period_id", start: "payer_plan_period_start_date",
            end: "payer_plan_period_end_date", concept: nil),
        attributes: [
            AttributeSpecification(key: "UserDefinedPeriod", kind: .userPeriod),
            .days("PeriodStartDate", .startDay), .days("PeriodEndDate", .endDay),
            .whole("PeriodLength", .durationDays),
        ]
            + AttributeSpecification.agesAndSex
            + [
                ("PayerConcept", "payer_concept_id"), ("PlanConcept", "plan_concept_id"),
                ("SponsorConcept", "sponsor_concept_id"), ("StopReasonConcept", "stop_reason_concept_id"),
                ("PayerSourceConcept", "payer_source_concept_id"), ("PlanSourceConcept", "plan_source_concept_id"),
                ("SponsorSourceConcept", "sponsor_source_concept_id"),
                ("StopReasonSourceConcept", "stop_reason_source_concept_id"),
            ]
            .map { AttributeSpecification(key: $0, kind: .conceptSet(.column($1))) },
        countable: [.domainConcept: .column("payer_concept_id")])
}
