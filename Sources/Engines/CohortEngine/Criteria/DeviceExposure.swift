import HealthModel

extension CriterionType {
    /// A device or implant worn or used.
    package static let deviceExposure = CriterionType(
        name: "DeviceExposure",
        title: Phrase(fr: "un dispositif médical", en: "a device exposure"),
        source: EventSource(
            table: "device_exposure", identifier: "device_exposure_id",
            start: .column("device_exposure_start_date"),
            end: .firstKnown([
                .column("device_exposure_end_date"), .adding(.column("device_exposure_start_date"), days: 1),
            ]),
            visit: "visit_occurrence_id", concept: "device_concept_id"),
        attributes: [
            .membership("DeviceSourceConcept", "device_source_concept_id"),
            .days("OccurrenceStartDate", .startDay, fr: "date de début", en: "start date"),
            .days("OccurrenceEndDate", .endDay, fr: "date de fin", en: "end date"),
            .text("UniqueDeviceId", "unique_device_id", fr: "identifiant du dispositif", en: "device identifier"),
            .whole("Quantity", .column("quantity"), fr: "quantité", en: "quantity"),
        ]
            + AttributeSpecification.concepts(
                "DeviceType", .column("device_type_concept_id"), exclusionKey: "DeviceTypeExclude", fr: "provenance",
                en: "provenance")
            + AttributeSpecification.ageAndSex + AttributeSpecification.providerAndVisit,
        countable: [
            .domainConcept: .column("device_concept_id"), .duration: .durationDays, .quantity: .column("quantity"),
        ])
}
