import HealthModel

extension CriterionType {
    /// A diagnosis, complaint or sign, each time it was recorded.
    package static let conditionOccurrence = CriterionType(
        name: "ConditionOccurrence",
        title: Phrase(fr: "un diagnostic", en: "a diagnosis"),
        source: EventSource(
            table: "condition_occurrence", identifier: "condition_occurrence_id",
            start: .column("condition_start_date"),
            end: .firstKnown([.column("condition_end_date"), .adding(.column("condition_start_date"), days: 1)]),
            visit: "visit_occurrence_id", concept: "condition_concept_id"),
        attributes: [
            .membership("ConditionSourceConcept", "condition_source_concept_id"),
            .days("OccurrenceStartDate", .startDay), .days("OccurrenceEndDate", .endDay),
            .text("StopReason", "stop_reason"),
        ]
            + AttributeSpecification.concepts(
                "ConditionType", .column("condition_type_concept_id"), exclusionKey: "ConditionTypeExclude")
            + AttributeSpecification.concepts("ConditionStatus", .column("condition_status_concept_id"))
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [.domainConcept: .column("condition_concept_id"), .duration: .durationDays])
}
