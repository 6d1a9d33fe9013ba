import HealthModel

/// Which column of a file gives which field of OMOP 5.4.
struct CDMColumns {
    /// Names of CDM 5.3 (and of drafts) → of 5.4.
    static let renamed = [
        "admitting_source_concept_id": "admitted_from_concept_id",
        "admitting_source_value": "admitted_from_source_value",
        "discharge_to_concept_id": "discharged_to_concept_id",
        "discharge_to_source_value": "discharged_to_source_value",
        "visit_detail_parent_id": "parent_visit_detail_id",
    ]

    let table: OMOPTable
    /// Field name → place in the header.
    let places: [String: Int]
    /// Columns that OMOP does not have.
    let extra: [String]
    /// Columns whose field was already given by one before.
    let repeated: [String]
    let isVersion53: Bool

    init(table: OMOPTable, header: [String]) {
        self.table = table
        let known = Set(table.fields.map(\.name))
        var places: [String: Int] = [:]
        var extra: [String] = []
        var repeated: [String] = []
        var isVersion53 = false
        for (place, name) in header.enumerated() {
            let field = known.contains(name) ? name : CDMColumns.renamed[name] ?? name
            if !known.contains(field) {
                extra.append(name)
            } else if places[field] != nil {
                repeated.append(name)
            } else {
                places[field] = place
                if field != name { isVersion53 = true }
            }
        }
        self.places = places
        self.extra = extra
        self.repeated = repeated
        self.isVersion53 = isVersion53
    }

    func place(of field: OMOPField) -> Int? { places[field.name] }

    var missing: [OMOPField] { table.fields.filter { place(of: $0) == nil } }

    /// Whether a row without this field says nothing: its key, its person, or its day.
    func isEssential(_ field: OMOPField) -> Bool {
        guard field.isRequired else { return false }
        if field.isPrimaryKey { return table.name != "metadata" }
        if field.name == "person_id" { return true }
        guard case .date = field.kind, !OMOPVersion54.vocabularyTables.contains(table.name) else { return false }
        return !CDMColumns.derivableDays.contains(field.name) && table.name != "cdm_source"
    }

    /// OMOP requires these days, but says how to do without: the event is as long as its first day.
    private static let derivableDays: Set<String> = [
        "visit_end_date", "visit_detail_end_date", "drug_exposure_end_date",
    ]
}

extension OMOPField {
    /// A required concept that is not given is concept 0, "no matching concept".
    var standsForZero: Bool { isRequired && isConcept && !isPrimaryKey }
}
