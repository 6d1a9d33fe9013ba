import HealthModel

extension CriterionType {
    /// A part of a visit, such as days in one unit. Circe takes the age at its end.
    package static let visitDetail = CriterionType(
        name: "VisitDetail",
        title: Phrase(fr: "un passage dans une unité", en: "a visit detail"),
        source: .span(
            "visit_detail", identifier: "visit_detail_id", start: "visit_detail_start_date",
            end: "visit_detail_end_date", visit: "visit_occurrence_id", concept: "visit_detail_concept_id"),
        attributes: [
            .membership("VisitDetailSourceConcept", "visit_detail_source_concept_id"),
            .days("VisitDetailStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("VisitDetailEndDate", .endDay, fr: "date de fin", en: "end date"),
            .whole("VisitDetailLength", .durationDays, fr: "durée en jours", en: "length in days"),
            .whole("Age", .ageAtStart, strict: .ageAtEnd, fr: "âge", en: "age"),
            AttributeSpecification(
                key: "VisitDetailTypeCS", kind: .selection(.column("visit_detail_type_concept_id")), fr: "provenance",
                en: "provenance"),
            AttributeSpecification(
                key: "GenderCS", kind: .selection(.person("gender_concept_id")), fr: "sexe", en: "sex"),
            AttributeSpecification(
                key: "ProviderSpecialtyCS", kind: .selection(.provider("specialty_concept_id")),
                fr: "spécialité du soignant", en: "specialty of the provider"),
            AttributeSpecification(
                key: "PlaceOfServiceCS", kind: .selection(.careSite("place_of_service_concept_id")),
                fr: "lieu de soins", en: "place of care"),
            .unsupported("PlaceOfServiceLocation", .noLocationHistory),
        ],
        countable: [.domainConcept: .column("visit_detail_concept_id"), .duration: .durationDays],
        countsVisits: false,
        oddities: [
            .attribute(
                "Age", code: "reading.visit-detail-age", kind: .otherAnswer,
                Phrase(
                    fr: "lecture stricte : comme dans Circe, l’âge est pris à la fin du passage ; lecture corrigée : à "
                        + "son début, comme pour les autres événements.",
                    en: "strict: as in Circe, age is taken at the end of the visit detail; fixed: at its start, as for "
                        + "other events."))
        ])
}
