/// The columns of OMOP that say which concept a record is of.
struct ConceptEventColumns {
    let table: String
    let standard: String
    /// The concept of the source's own code; nil where OMOP has none.
    let source: String?

    private init(_ table: String, _ stem: String, hasSource: Bool = true) {
        self.table = table
        standard = "\(stem)_concept_id"
        source = hasSource ? "\(stem)_source_concept_id" : nil
    }

    /// Every table of events. Eras count too, as in OHDSI's record counts, though they are made from other records.
    static let all = [
        ConceptEventColumns("condition_occurrence", "condition"),
        ConceptEventColumns("condition_era", "condition", hasSource: false),
        ConceptEventColumns("drug_exposure", "drug"),
        ConceptEventColumns("drug_era", "drug", hasSource: false),
        ConceptEventColumns("dose_era", "drug", hasSource: false),
        ConceptEventColumns("procedure_occurrence", "procedure"),
        ConceptEventColumns("device_exposure", "device"),
        ConceptEventColumns("measurement", "measurement"),
        ConceptEventColumns("observation", "observation"),
        ConceptEventColumns("visit_occurrence", "visit"),
        ConceptEventColumns("visit_detail", "visit_detail"),
        ConceptEventColumns("death", "cause"),
        ConceptEventColumns("specimen", "specimen", hasSource: false),
        ConceptEventColumns("episode", "episode"),
    ]
}
