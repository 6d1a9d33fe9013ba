import HealthModel

extension CriterionType {
    /// A fact that is neither a diagnosis, an act, a drug nor a measurement: history, habits, answers.
    package static let observation = CriterionType(
        name: "Observation",
        title: Phrase(fr: "une observation", en: "an observation"),
        source: .day(
            "observation", identifier: "observation_id", date: "observation_date", visit: "visit_occurrence_id",
            concept: "observation_concept_id"),
        attributes: [
            .membership("ObservationSourceConcept", "observation_source_concept_id"),
            .days("OccurrenceStartDate", .startDay), .decimal("ValueAsNumber", "value_as_number"),
            .text("ValueAsString", "value_as_string"),
        ]
            + AttributeSpecification.concepts(
                "ObservationType", .column("observation_type_concept_id"), exclusionKey: "ObservationTypeExclude")
            + AttributeSpecification.concepts("ValueAsConcept", .column("value_as_concept_id"))
            + AttributeSpecification.concepts("Qualifier", .column("qualifier_concept_id"))
            + AttributeSpecification.concepts("Unit", .column("unit_concept_id"))
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [
            .domainConcept: .column("observation_concept_id"), .duration: .constant(1),
            .valueAsNumber: .column("value_as_number"),
        ])
}
