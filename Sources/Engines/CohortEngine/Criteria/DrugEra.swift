import HealthModel

extension CriterionType {
    /// Exposures to an ingredient joined over short gaps.
    ///
    /// Circe's Java tests `gap_days` with the bounds of `EraLength` and fails without them; its Python port tests
    /// `GapDays`. Both readings follow the port, which always answers.
    package static let drugEra = CriterionType(
        name: "DrugEra",
        title: Phrase(fr: "une période de traitement", en: "a drug era"),
        source: .span(
            "drug_era", identifier: "drug_era_id", start: "drug_era_start_date", end: "drug_era_end_date",
            concept: "drug_concept_id"),
        attributes: [
            .days("EraStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("EraEndDate", .endDay, fr: "date de fin", en: "end date"),
            .whole(
                "OccurrenceCount", .column("drug_exposure_count"), fr: "nombre d’événements réunis",
                en: "number of events joined"),
            .whole("EraLength", .durationDays, fr: "durée en jours", en: "length in days"),
            .whole("GapDays", .column("gap_days"), fr: "jours sans traitement", en: "days without treatment"),
        ] + AttributeSpecification.agesAndSex,
        countable: [
            .domainConcept: .column("drug_concept_id"), .duration: .durationDays,
            .eraOccurrences: .column("drug_exposure_count"), .gapDays: .column("gap_days"),
        ],
        oddities: [
            .attribute(
                "GapDays", code: "reading.gap-days", kind: .olderCirce,
                Phrase(
                    fr: "le Circe en Java compare les jours sans traitement aux bornes de EraLength, ou échoue ; ici, "
                        + "comme dans son portage, ils sont comparés à GapDays.",
                    en:
                        "Circe’s Java compares the days without treatment with the bounds of EraLength, or fails; here, "
                        + "as in its port, they are compared with GapDays."))
        ])
}
