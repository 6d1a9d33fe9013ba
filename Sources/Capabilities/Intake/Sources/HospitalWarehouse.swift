import HealthModel
import TabularFiles

/// A hospital's clinical data warehouse, exchanged as FHIR R4 NDJSON: persons, encounters, conditions (CIM-10),
/// laboratory results (LOINC, UCUM), prescriptions (ATC, CIP) and procedures (CCAM).
extension SourceDescription {
    package static let hospitalWarehouse = SourceDescription(
        name: "hospital-warehouse",
        title: Phrase(fr: "Entrepôt de données hospitalier (FHIR)", en: "Hospital data warehouse (FHIR)"),
        holder: Phrase(fr: "Centre hospitalier universitaire", en: "University hospital"),
        files: FHIRFlattening.tables.map(\.sourceFile),
        identity: IdentityLocation(place: .fhirPatient(pattern: "Patient*.ndjson")),
        mapping: WarehouseMapping.mapping)
}

extension FHIRTable {
    /// The resource as a file of a source: only the elements that the flat table reads leave the holder. Narrative,
    /// notes, identifiers, names, addresses and contacts do not.
    fileprivate var sourceFile: SourceFile {
        SourceFile(
            table: resourceType,
            pattern: "\(resourceType)*.ndjson",
            format: .fhir(resourceType: resourceType, keptElements: ["resourceType"] + elements.map(\.name)),
            schema: TableSchema(name: resourceType, fields: columns.map(\.field)),
            personKey: [resourceType == "Patient" ? "id" : "subject"],
            // The day of birth stays with the holder.
            shortened: resourceType == "Patient" ? ["birthDate": 7] : [:],
            isRequired: resourceType == "Patient")
    }
}
