import HealthModel

extension CriterionType {
    /// A laboratory result, vital sign or other measured value.
    package static let measurement = CriterionType(
        name: "Measurement",
        title: Phrase(fr: "une mesure", en: "a measurement"),
        source: .day(
            "measurement", identifier: "measurement_id", date: "measurement_date", visit: "visit_occurrence_id",
            concept: "measurement_concept_id"),
        attributes: [
            .membership("MeasurementSourceConcept", "measurement_source_concept_id"),
            .days("OccurrenceStartDate", .startDay, fr: "date de début", en: "start date"),
            .decimal("ValueAsNumber", "value_as_number", fr: "valeur", en: "value"),
            .decimal("RangeLow", "range_low", fr: "borne basse de référence", en: "lower reference limit"),
            .decimal("RangeHigh", "range_high", fr: "borne haute de référence", en: "upper reference limit"),
            AttributeSpecification(
                key: "RangeLowRatio", kind: .decimal(.ratio("value_as_number", "range_low")),
                fr: "rapport de la valeur à la borne basse", en: "ratio of the value to the lower limit"),
            AttributeSpecification(
                key: "RangeHighRatio", kind: .decimal(.ratio("value_as_number", "range_high")),
                fr: "rapport de la valeur à la borne haute", en: "ratio of the value to the upper limit"),
            AttributeSpecification(
                key: "Abnormal", kind: .abnormal, fr: "hors des bornes de référence ou dite anormale",
                en: "outside the reference limits or said to be abnormal"),
        ]
            + AttributeSpecification.concepts(
                "MeasurementType", .column("measurement_type_concept_id"), exclusionKey: "MeasurementTypeExclude",
                fr: "provenance", en: "provenance")
            + AttributeSpecification.concepts(
                "Operator", .column("operator_concept_id"), fr: "opérateur", en: "operator")
            + AttributeSpecification.concepts(
                "ValueAsConcept", .column("value_as_concept_id"), fr: "résultat", en: "result")
            + AttributeSpecification.concepts("Unit", .column("unit_concept_id"), fr: "unité", en: "unit")
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [
            .domainConcept: .column("measurement_concept_id"), .duration: .constant(1),
            .valueAsNumber: .column("value_as_number"), .rangeHigh: .column("range_high"),
            .rangeLow: .column("range_low"),
        ],
        oddities: [
            CirceOddity(
                code: "reading.abnormal-alone", kind: .refusedInStrict,
                concernedKey: { criterion in
                    let keys = Set(criterion.attributes.map(\.key))
                    return keys.contains("Abnormal") && keys.isDisjoint(with: ["ValueAsConcept", "ValueAsConceptCS"])
                        ? "Abnormal" : nil
                },
                explanation: Phrase(
                    fr: "le SQL de Circe ne lit le résultat codé que si ValueAsConcept est demandé aussi.",
                    en: "Circe’s SQL reads the coded result only when ValueAsConcept is asked for as well."))
        ])
}
