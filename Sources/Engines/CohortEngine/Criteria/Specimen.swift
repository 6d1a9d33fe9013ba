import HealthModel

extension CriterionType {
    /// A biological sample.
    package static let specimen = CriterionType(
        name: "Specimen",
        title: Phrase(fr: "un prélèvement", en: "a specimen"),
        source: .day("specimen", identifier: "specimen_id", date: "specimen_date", concept: "specimen_concept_id"),
        attributes: [
            .days("OccurrenceStartDate", .startDay), .decimal("Quantity", "quantity"),
            .text("SourceId", "specimen_source_id"),
            .unsupported(
                "SpecimenSourceConcept",
                Phrase(
                    fr: "OMOP n’a pas de concept source pour les prélèvements ; Circe lit cette condition sans "
                        + "l’appliquer.",
                    en: "OMOP has no source concept for specimens; Circe reads this condition without applying it.")),
        ]
            + AttributeSpecification.concepts(
                "SpecimenType", .column("specimen_type_concept_id"), exclusionKey: "SpecimenTypeExclude")
            + AttributeSpecification.concepts("Unit", .column("unit_concept_id"))
            + AttributeSpecification.concepts("AnatomicSite", .column("anatomic_site_concept_id"))
            + AttributeSpecification.concepts("DiseaseStatus", .column("disease_status_concept_id"))
            + AttributeSpecification.ageAndSex,
        countable: [.domainConcept: .column("specimen_concept_id"), .duration: .constant(1)],
        adjustsDates: false)
}
