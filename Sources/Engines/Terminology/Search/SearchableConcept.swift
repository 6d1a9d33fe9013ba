/// What a clinical table may hold of a concept, as OMOP's `standard_concept` says.
package enum ConceptStanding: UInt8, Sendable, Hashable {
    /// `S`: stands in clinical tables.
    case standard
    /// `C`: holds standard concepts, never stands in a clinical table.
    case classification
    /// A source code.
    case source

    /// Reads OMOP's letter.
    package init(letter: String?) {
        switch letter {
        case "S": self = .standard
        case "C": self = .classification
        default: self = .source
        }
    }
}

/// How often a concept stands in a release: exact figures, for disclosure control to decide upon.
package struct ConceptCounts: Sendable, Hashable {
    package static let none = ConceptCounts()

    package var records = 0
    /// Distinct persons with a record of the concept itself.
    package var persons = 0
    /// Sum of the records of the concept and of every concept below it.
    package var recordsWithDescendants = 0
    /// Distinct persons with a record of the concept or of any below it.
    package var personsWithDescendants = 0

    package init(
        records: Int = 0, persons: Int = 0, recordsWithDescendants: Int = 0, personsWithDescendants: Int = 0
    ) {
        self.records = records
        self.persons = persons
        self.recordsWithDescendants = recordsWithDescendants
        self.personsWithDescendants = personsWithDescendants
    }
}

/// A concept that can be searched for.
package struct SearchableConcept: Sendable, Hashable, Identifiable {
    package let id: Int
    package let name: String
    package let code: String
    package let domain: String
    package let vocabulary: String
    package let conceptClass: String
    package let standing: ConceptStanding
    /// False for a concept that its vocabulary has withdrawn or replaced.
    package let isValid: Bool
    package let counts: ConceptCounts
    /// How much the concept is used, as far as that may be told: 0 for nothing, else the number of digits of a released
    /// figure. It alone orders hits and answers "used concepts only", so that neither tells more than the figure.
    package let useLevel: UInt8

    package init(
        id: Int,
        name: String,
        code: String,
        domain: String,
        vocabulary: String,
        conceptClass: String,
        standing: ConceptStanding,
        isValid: Bool = true,
        counts: ConceptCounts = .none,
        useLevel: UInt8 = 0
    ) {
        self.id = id
        self.name = name
        self.code = code
        self.domain = domain
        self.vocabulary = vocabulary
        self.conceptClass = conceptClass
        self.standing = standing
        self.isValid = isValid
        self.counts = counts
        self.useLevel = useLevel
    }
}
