/// The concepts that a hub knows without an Athena download: enough for the synthetic country and the trial questions.
///
/// Ids below 2,000,000,000 are OMOP's own; the French codes and what OMOP has no id for here have ids of ours.
package enum BuiltInTerminology {
    /// Every concept, by id.
    package static let concepts: [BuiltInConcept] = content.concepts.sorted { $0.id < $1.id }

    /// Ancestors of standard and classification concepts: transitive, each concept its own ancestor at level 0.
    package static let ancestors: [ConceptAncestry] = ConceptClosure(
        concepts: concepts.filter { $0.standardConcept != nil }.map(\.id), parents: content.parents
    )
    .rows

    /// `Maps to` links of source codes (CIM-10, CIP13, CCAM, NABM, ATC of the 5th level, act types); standard concepts
    /// map to themselves and are not repeated here.
    package static let mapsTo: [ConceptMapping] = content.mappings

    /// The concept with this id.
    package static func concept(_ id: Int) -> BuiltInConcept? { byID[id] }

    /// The concept of a code in a vocabulary: `concept("ICD10", "E119")`.
    package static func concept(_ vocabulary: String, _ code: String) -> BuiltInConcept? {
        byCode["\(vocabulary)|\(code)"]
    }

    /// The standard concepts that a source concept maps to.
    package static func standardConcepts(of source: Int) -> [Int] { standards[source] ?? [] }

    private static let content = BuiltInContent()
    private static let byID = Dictionary(uniqueKeysWithValues: concepts.map { ($0.id, $0) })
    private static let byCode = Dictionary(
        concepts.map { ("\($0.vocabulary)|\($0.code)", $0) }, uniquingKeysWith: { first, _ in first })
    private static let standards = Dictionary(grouping: mapsTo, by: \.source).mapValues { $0.map(\.standard) }
}

/// All rows of facts, read once.
private struct BuiltInContent {
    var concepts: [BuiltInConcept] = []
    var mappings: [ConceptMapping] = []
    /// Child → parents.
    var parents: [Int: [Int]] = [:]

    init() {
        addConditionsAndProcedures()
        addMeasurements()
        addDrugs()
        addAdministration()
    }

    private mutating func addConditionsAndProcedures() {
        addClinical(ConditionConcepts.standard, domain: "Condition", conceptClass: "Clinical Finding")
        addClinical(ProcedureConcepts.standard, domain: "Procedure", conceptClass: "Procedure")
        addSources(ConditionConcepts.cim10, domain: "Condition", vocabulary: "ICD10", conceptClass: "ICD10 code")
        addSources(ProcedureConcepts.ccam, domain: "Procedure", vocabulary: "CCAM", conceptClass: "CCAM act")
    }

    private mutating func addMeasurements() {
        for row in ConceptTable(MeasurementConcepts.standard, columnCount: 5).rows {
            add(row, domain: "Measurement", vocabulary: "LOINC", conceptClass: row[4], isStandard: true)
        }
        for row in ConceptTable(MeasurementConcepts.units, columnCount: 4).rows {
            add(row, domain: "Unit", vocabulary: "UCUM", conceptClass: "Unit", isStandard: true)
        }
        addSources(MeasurementConcepts.nabm, domain: "Measurement", vocabulary: "NABM", conceptClass: "NABM act")
    }

    private mutating func addDrugs() {
        for row in ConceptTable(DrugConcepts.ingredients, columnCount: 4).rows {
            add(row, domain: "Drug", vocabulary: "RxNorm", conceptClass: "Ingredient", isStandard: true)
        }
        for row in ConceptTable(DrugConcepts.classes, columnCount: 5).rows {
            let levels = [1: "ATC 1st", 3: "ATC 2nd", 4: "ATC 3rd", 5: "ATC 4th"]
            add(
                row, domain: "Drug", vocabulary: "ATC", conceptClass: levels[row[3].utf8.count] ?? "ATC 5th",
                isStandard: false)
            parents[ConceptTable.number(row[0])] = ConceptTable.numbers(row[4])
        }
        for row in ConceptTable(DrugConcepts.substances, columnCount: 6).rows {
            add(row, domain: "Drug", vocabulary: "ATC", conceptClass: "ATC 5th", isStandard: false)
            let substance = ConceptTable.number(row[0])
            parents[substance] = ConceptTable.numbers(row[4])
            for ingredient in ConceptTable.numbers(row[5]) {
                parents[ingredient, default: []].append(substance)
                mappings.append(ConceptMapping(source: substance, standard: ingredient))
            }
        }
        for row in ConceptTable(DrugConcepts.presentations, columnCount: 6).rows {
            addSource(row, domain: "Drug", vocabulary: "CIP", conceptClass: "CIP13 presentation")
        }
    }

    private mutating func addAdministration() {
        for row in ConceptTable(AdministrativeConcepts.standard, columnCount: 7).rows {
            concepts.append(
                BuiltInConcept(
                    id: ConceptTable.number(row[0]), name: row[1], frenchName: row[2], domain: row[3],
                    vocabulary: row[4], conceptClass: row[5], code: row[6], isStandard: row[0] != "0"))
        }
        for row in ConceptTable(AdministrativeConcepts.visits, columnCount: 6).rows {
            let source = [row[0], row[1], row[2], row[4], row[5]]
            addSource(source, domain: "Visit", vocabulary: row[3], conceptClass: "Visit")
        }
    }

    private mutating func addClinical(_ text: String, domain: String, conceptClass: String) {
        for row in ConceptTable(text, columnCount: 5).rows {
            add(row, domain: domain, vocabulary: "SNOMED", conceptClass: conceptClass, isStandard: true)
            parents[ConceptTable.number(row[0])] = ConceptTable.numbers(row[4])
        }
    }

    private mutating func addSources(_ text: String, domain: String, vocabulary: String, conceptClass: String) {
        for row in ConceptTable(text, columnCount: 5).rows {
            addSource(row, domain: domain, vocabulary: vocabulary, conceptClass: conceptClass)
        }
    }

    /// A row `id, English, French, code, standard concepts`.
    private mutating func addSource(_ row: [String], domain: String, vocabulary: String, conceptClass: String) {
        add(row, domain: domain, vocabulary: vocabulary, conceptClass: conceptClass, isStandard: false)
        for standard in ConceptTable.numbers(row[4]) {
            mappings.append(ConceptMapping(source: ConceptTable.number(row[0]), standard: standard))
        }
    }

    /// Ids of ours are not SNOMED's or LOINC's: they say so.
    private mutating func add(
        _ row: [String],
        domain: String,
        vocabulary: String,
        conceptClass: String,
        isStandard: Bool
    ) {
        let id = ConceptTable.number(row[0])
        let isOurs = isStandard && id >= 2_000_000_000
        concepts.append(
            BuiltInConcept(
                id: id, name: row[1], frenchName: row[2], domain: domain, vocabulary: isOurs ? "Hub" : vocabulary,
                conceptClass: conceptClass, code: row[3], isStandard: isStandard))
    }
}
