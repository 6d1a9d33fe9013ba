import HealthModel

extension CriterionType {
    /// The death of the person, by cause.
    package static let death = CriterionType(
        name: "Death",
        title: Phrase(fr: "le décès", en: "death"),
        source: .day("death", identifier: "person_id", date: "death_date", concept: "cause_concept_id"),
        attributes: [
            .membership("DeathSourceConcept", "cause_source_concept_id"), .days("OccurrenceStartDate", .startDay),
        ]
            + AttributeSpecification.concepts(
                "DeathType", .column("death_type_concept_id"), exclusionKey: "DeathTypeExclude")
            + AttributeSpecification.ageAndSex,
        countable: [.domainConcept: .columnOrZero("cause_concept_id"), .duration: .constant(1)])
}
