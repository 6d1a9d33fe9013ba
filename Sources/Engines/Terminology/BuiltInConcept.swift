/// One concept of the built-in vocabulary, in the shape of a row of OMOP's CONCEPT table.
package struct BuiltInConcept: Sendable, Hashable, Identifiable {
    /// OMOP concept id; 2,000,000,000 and above for concepts of ours, as OMOP asks.
    package let id: Int
    /// English name.
    package let name: String
    package let frenchName: String
    /// `Condition`, `Drug`, `Procedure`, `Measurement`, `Visit`, `Gender`, `Unit`, `Type Concept`, `Ethnicity`…
    package let domain: String
    /// `SNOMED`, `RxNorm`, `ATC`, `LOINC`, `UCUM`, `ICD10`, `CIP`, `CCAM`, `NABM`, `PRS_NAT`, `ActCode`, …
    package let vocabulary: String
    package let conceptClass: String
    /// The code as the sources write it: CIM-10 without dot, CIP on 13 digits, NABM without leading zeros.
    package let code: String
    /// A concept that clinical tables may hold.
    package let isStandard: Bool

    package init(
        id: Int,
        name: String,
        frenchName: String,
        domain: String,
        vocabulary: String,
        conceptClass: String,
        code: String,
        isStandard: Bool
    ) {
        self.id = id
        self.name = name
        self.frenchName = frenchName
        self.domain = domain
        self.vocabulary = vocabulary
        self.conceptClass = conceptClass
        self.code = code
        self.isStandard = isStandard
    }

    /// OMOP's `standard_concept`: `S` standard, `C` classification (ATC), nil for a source code.
    package var standardConcept: String? {
        if isStandard { return "S" }
        return vocabulary == "ATC" ? "C" : nil
    }
}

/// One row of OMOP's CONCEPT_ANCESTOR: the first concept holds the second, at this many levels.
package struct ConceptAncestry: Sendable, Hashable {
    package let ancestor: Int
    package let descendant: Int
    package let levelsMin: Int
    package let levelsMax: Int

    package init(ancestor: Int, descendant: Int, levelsMin: Int, levelsMax: Int) {
        self.ancestor = ancestor
        self.descendant = descendant
        self.levelsMin = levelsMin
        self.levelsMax = levelsMax
    }
}

/// One `Maps to` link from a source code to a standard concept.
package struct ConceptMapping: Sendable, Hashable {
    package let source: Int
    package let standard: Int

    package init(source: Int, standard: Int) {
        self.source = source
        self.standard = standard
    }
}
