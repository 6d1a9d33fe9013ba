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
            .days("OccurrenceStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("OccurrenceEndDate", .endDay, fr: "date de fin", en: "end date"),
            .text("StopReason", "stop_reason", fr: "motif d’arrêt", en: "reason for stopping"),
        ]
            + AttributeSpecification.concepts(
                "ConditionType", .column("condition_type_concept_id"), exclusionKey: "ConditionTypeExclude",
                fr: "provenance", en: "provenance")
            + AttributeSpecification.concepts(
                "ConditionStatus", .column("condition_status_concept_id"), fr: "statut du diagnostic",
                en: "status of the diagnosis")
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [.domainConcept: .column("condition_concept_id"), .duration: .durationDays])
}
