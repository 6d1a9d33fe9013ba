import HealthModel

extension CriterionType {
    /// The death of the person, by cause.
    package static let death = CriterionType(
        name: "Death",
        title: Phrase(fr: "le décès", en: "death"),
        source: .day("death", identifier: "person_id", date: "death_date", concept: "cause_concept_id"),
        attributes: [
            .membership("DeathSourceConcept", "cause_source_concept_id"),
            .days("OccurrenceStartDate", .startDay, fr: "date de début", en: "start date"),
        ]
            + AttributeSpecification.concepts(
                "DeathType", .column("death_type_concept_id"), exclusionKey: "DeathTypeExclude", fr: "provenance",
                en: "provenance")
            + AttributeSpecification.ageAndSex,
        countable: [.domainConcept: .columnOrZero("cause_concept_id"), .duration: .constant(1)],
        adjustment: .ownDates,
        oddities: [
            CirceOddity(
                code: "reading.death-adjustment", kind: .otherAnswer,
                concernedKey: { criterion in
                    guard let adjustment = criterion.adjustment else { return nil }
                    return adjustment.start == .end || adjustment.end == .start ? "DateAdjustment" : nil
                },
                explanation: Phrase(
                    fr: "lecture stricte : comme dans Circe, le début est compté du jour du décès et la fin du "
                        + "lendemain, quoi qu’il soit écrit ; lecture corrigée : comme écrit.",
                    en:
                        "strict: as in Circe, the start is counted from the day of death and the end from the day after, "
                        + "whatever is written; fixed: as written."))
        ])
}
