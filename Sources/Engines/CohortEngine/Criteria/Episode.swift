import HealthModel

extension CriterionType {
    /// A phase of a disease or of its treatment (OMOP 5.4).
    package static let episode = CriterionType(
        name: "Episode",
        title: Phrase(fr: "un épisode", en: "an episode"),
        source: .span(
            "episode", identifier: "episode_id", start: "episode_start_date", end: "episode_end_date",
            concept: "episode_concept_id"),
        attributes: [
            .days("EpisodeStartDate", .startDay), .days("EpisodeEndDate", .endDay),
            .whole("EpisodeNumber", .column("episode_number")), .whole("Age", .ageAtStart),
            AttributeSpecification(key: "GenderCS", kind: .selection(.person("gender_concept_id"))),
            AttributeSpecification(
                key: "EpisodeObjectConceptCS", kind: .selection(.column("episode_object_concept_id"))),
            AttributeSpecification(key: "EpisodeTypeCS", kind: .selection(.column("episode_type_concept_id"))),
        ],
        countable: [.domainConcept: .column("episode_concept_id"), .duration: .durationDays],
        countsVisits: false)
}
