import HealthModel

extension CriterionType {
    /// A stay, a consultation or another contact with care.
    package static let visitOccurrence = CriterionType(
        name: "VisitOccurrence",
        title: Phrase(fr: "une venue", en: "a visit"),
        source: .span(
            "visit_occurrence", identifier: "visit_occurrence_id", start: "visit_start_date", end: "visit_end_date",
            visit: "visit_occurrence_id", concept: "visit_concept_id"),
        attributes: [
            .membership("VisitSourceConcept", "visit_source_concept_id"),
            .days("OccurrenceStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("OccurrenceEndDate", .endDay, fr: "date de fin", en: "end date"),
            .whole("VisitLength", .durationDays, fr: "durée en jours", en: "length in days"),
            .unsupported("PlaceOfServiceLocation", .noLocationHistory),
        ]
            + AttributeSpecification.concepts(
                "VisitType", .column("visit_type_concept_id"), exclusionKey: "VisitTypeExclude", fr: "provenance",
                en: "provenance")
            + AttributeSpecification.concepts(
                "ProviderSpecialty", .provider("specialty_concept_id"), fr: "spécialité du soignant",
                en: "specialty of the provider")
            + AttributeSpecification.concepts(
                "PlaceOfService", .careSite("place_of_service_concept_id"), fr: "lieu de soins", en: "place of care")
            + AttributeSpecification.ageAndSex,
        countable: [.domainConcept: .column("visit_concept_id"), .duration: .durationDays])
}

extension Phrase {
    static let noLocationHistory = Phrase(
        fr: "l’historique des lieux n’existe qu’à partir d’OMOP 6.1.",
        en: "location history exists from OMOP 6.1 on only.")
}
