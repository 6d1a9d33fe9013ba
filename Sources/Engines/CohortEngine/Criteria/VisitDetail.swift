import HealthModel

extension CriterionType {
    /// A part of a visit, such as days in one unit. Age is taken at the end, as Circe does.
    package static let visitDetail = CriterionType(
        name: "VisitDetail",
        title: Phrase(fr: "un passage dans une unité", en: "a visit detail"),
        source: .span(
            "visit_detail", identifier: "visit_detail_id", start: "visit_detail_start_date",
            end: "visit_detail_end_date", visit: "visit_occurrence_id", concept: "visit_detail_concept_id"),
        attributes: [
            .membership("VisitDetailSourceConcept", "visit_detail_source_concept_id"),
            .days("VisitDetailStartDate", .startDay), .days("VisitDetailEndDate", .endDay),
            .whole("VisitDetailLength", .durationDays), .whole("Age", .ageAtEnd),
            AttributeSpecification(
                key: "VisitDetailTypeCS", kind: .selection(.column("visit_detail_type_concept_id"))),
            AttributeSpecification(key: "GenderCS", kind: .selection(.person("gender_concept_id"))),
            AttributeSpecification(
                key: "ProviderSpecialtyCS", kind: .selection(.provider("specialty_concept_id"))),
            AttributeSpecification(
                key: "PlaceOfServiceCS", kind: .selection(.careSite("place_of_service_concept_id"))),
            .unsupported("PlaceOfServiceLocation", .noLocationHistory),
        ],
        countable: [.domainConcept: .column("visit_detail_concept_id"), .duration: .durationDays],
        countsVisits: false)
}
