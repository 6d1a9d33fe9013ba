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
            AttributeSpecification(key: "UserDefinedPeriod", kind: .userPeriod, fr: "contient", en: "contains"),
            .days("PeriodStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("PeriodEndDate", .endDay, fr: "date de fin", en: "end date"),
            .whole("PeriodLength", .durationDays, fr: "durée en jours", en: "length in days"),
        ]
            + AttributeSpecification.agesAndSex
            + [
                ("PayerConcept", "payer_concept_id", "assureur", "payer"),
                ("PlanConcept", "plan_concept_id", "contrat", "plan"),
                ("SponsorConcept", "sponsor_concept_id", "souscripteur", "sponsor"),
                ("StopReasonConcept", "stop_reason_concept_id", "motif de fin", "reason for the end"),
                ("PayerSourceConcept", "payer_source_concept_id", "assureur (code source)", "payer (source code)"),
                ("PlanSourceConcept", "plan_source_concept_id", "contrat (code source)", "plan (source code)"),
                (
                    "SponsorSourceConcept", "sponsor_source_concept_id", "souscripteur (code source)",
                    "sponsor (source code)"
                ),
                (
                    "StopReasonSourceConcept", "stop_reason_source_concept_id", "motif de fin (code source)",
                    "reason for the end (source code)"
                ),
            ]
            .map { AttributeSpecification(key: $0, kind: .conceptSet(.column($1)), fr: $2, en: $3) },
        countable: [.domainConcept: .column("payer_concept_id")], conceptCountNeeds: .attribute("PayerConcept"))
}
