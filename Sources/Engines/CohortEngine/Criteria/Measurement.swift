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
            .days("OccurrenceStartDate", .startDay), .decimal("ValueAsNumber", "value_as_number"),
            .decimal("RangeLow", "range_low"), .decimal("RangeHigh", "range_high"),
            AttributeSpecification(key: "RangeLowRatio", kind: .decimal(.ratio("value_as_number", "range_low"))),
            AttributeSpecification(key: "RangeHighRatio", kind: .decimal(.ratio("value_as_number", "range_high"))),
            AttributeSpecification(key: "Abnormal", kind: .abnormal),
        ]
            + AttributeSpecification.concepts(
                "MeasurementType", .column("measurement_type_concept_id"), exclusionKey: "MeasurementTypeExclude")
            + AttributeSpecification.concepts("Operator", .column("operator_concept_id"))
            + AttributeSpecification.concepts("ValueAsConcept", .column("value_as_concept_id"))
            + AttributeSpecification.concepts("Unit", .column("unit_concept_id"))
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [
            .domainConcept: .column("measurement_concept_id"), .duration: .constant(1),
            .valueAsNumber: .column("value_as_number"), .rangeHigh: .column("range_high"),
            .rangeLow: .column("range_low"),
        ])
}
