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
            .days("EpisodeStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("EpisodeEndDate", .endDay, fr: "date de fin", en: "end date"),
            .whole("EpisodeNumber", .column("episode_number"), fr: "numéro d’épisode", en: "episode number"),
            .whole("Age", .ageAtStart, fr: "âge", en: "age"),
            AttributeSpecification(
                key: "GenderCS", kind: .selection(.person("gender_concept_id")), fr: "sexe", en: "sex"),
            AttributeSpecification(
                key: "EpisodeObjectConceptCS", kind: .selection(.column("episode_object_concept_id")),
                fr: "objet de l’épisode", en: "object of the episode"),
            AttributeSpecification(
                key: "EpisodeTypeCS", kind: .selection(.column("episode_type_concept_id")), fr: "provenance",
                en: "provenance"),
        ],
        countable: [.domainConcept: .column("episode_concept_id"), .duration: .durationDays],
        countsVisits: false, conceptCountNeeds: .impossible)
}
