import HealthModel

extension CriterionType {
    /// An act of care. The end date of OMOP 5.4 is not looked at, as in Circe.
    package static let procedureOccurrence = CriterionType(
        name: "ProcedureOccurrence",
        title: Phrase(fr: "un acte", en: "a procedure"),
        source: .day(
            "procedure_occurrence", identifier: "procedure_occurrence_id", date: "procedure_date",
            visit: "visit_occurrence_id", concept: "procedure_concept_id"),
        attributes: [
            .membership("ProcedureSourceConcept", "procedure_source_concept_id"),
            .days("OccurrenceStartDate", .startDay, fr: "date de début", en: "start date"),
            .whole("Quantity", .column("quantity"), fr: "quantité", en: "quantity"),
        ]
            + AttributeSpecification.concepts(
                "ProcedureType", .column("procedure_type_concept_id"), exclusionKey: "ProcedureTypeExclude",
                fr: "provenance", en: "provenance")
            + AttributeSpecification.concepts(
                "Modifier", .column("modifier_concept_id"), fr: "modificateur", en: "modifier")
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [
            .domainConcept: .column("procedure_concept_id"), .duration: .constant(1), .quantity: .column("quantity"),
        ])
}
