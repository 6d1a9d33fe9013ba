import HealthModel

extension CriterionType {
    /// A biological sample.
    package static let specimen = CriterionType(
        name: "Specimen",
        title: Phrase(fr: "un prélèvement", en: "a specimen"),
        source: .day("specimen", identifier: "specimen_id", date: "specimen_date", concept: "specimen_concept_id"),
        attributes: [
            .days("OccurrenceStartDate", .startDay, fr: "date de début", en: "start date"),
            .decimal("Quantity", "quantity", fr: "quantité", en: "quantity"),
            .text("SourceId", "specimen_source_id", fr: "identifiant d’origine", en: "source identifier"),
            .unsupported(
                "SpecimenSourceConcept",
                Phrase(
                    fr: "OMOP n’a pas de concept source pour les prélèvements ; Circe lit cette condition sans "
                        + "l’appliquer.",
                    en: "OMOP has no source concept for specimens; Circe reads this condition without applying it.")),
        ]
            + AttributeSpecification.concepts(
                "SpecimenType", .column("specimen_type_concept_id"), exclusionKey: "SpecimenTypeExclude",
                fr: "provenance", en: "provenance")
            + AttributeSpecification.concepts("Unit", .column("unit_concept_id"), fr: "unité", en: "unit")
            + AttributeSpecification.concepts(
                "AnatomicSite", .column("anatomic_site_concept_id"), fr: "site anatomique", en: "anatomic site")
            + AttributeSpecification.concepts(
                "DiseaseStatus", .column("disease_status_concept_id"), fr: "statut de la maladie", en: "disease status")
            + AttributeSpecification.ageAndSex,
        countable: [.domainConcept: .column("specimen_concept_id"), .duration: .constant(1)],
        adjustment: .ignored,
        oddities: [
            CirceOddity(
                code: "reading.specimen-adjustment", kind: .otherAnswer,
                concernedKey: { $0.adjustment == nil ? nil : "DateAdjustment" },
                explanation: Phrase(
                    fr:
                        "lecture stricte : Circe lit ce décalage sans l’appliquer aux prélèvements ; lecture corrigée : "
                        + "il est appliqué.",
                    en: "strict: Circe reads this shift without applying it to specimens; fixed: it is applied."))
        ])
}
