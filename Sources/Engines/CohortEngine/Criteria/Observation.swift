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
            .days("OccurrenceStartDate", .startDay, fr: "date de début", en: "start date"),
            .decimal("ValueAsNumber", "value_as_number", fr: "valeur", en: "value"),
            .text("ValueAsString", "value_as_string", fr: "texte", en: "text"),
        ]
            + AttributeSpecification.concepts(
                "ObservationType", .column("observation_type_concept_id"), exclusionKey: "ObservationTypeExclude",
                fr: "provenance", en: "provenance")
            + AttributeSpecification.concepts(
                "ValueAsConcept", .column("value_as_concept_id"), fr: "résultat", en: "result")
            + AttributeSpecification.concepts(
                "Qualifier", .column("qualifier_concept_id"), fr: "qualificatif", en: "qualifier")
            + AttributeSpecification.concepts("Unit", .column("unit_concept_id"), fr: "unité", en: "unit")
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [
            .domainConcept: .column("observation_concept_id"), .duration: .constant(1),
            .valueAsNumber: .column("value_as_number"),
        ])
}
