package import DisclosureControl

/// A concept as people choose it: its names, and how many persons have it.
package struct ConceptRow: Sendable, Hashable {
    package let identifier: Int
    package let name: String
    package let code: String
    package let domain: String
    package let vocabulary: String
    package let conceptClass: String
    package let standard: String?
    /// Persons with a record of the concept or of one below it; nil when that is not known.
    package let persons: Releasable<ReleasableCount>?

    package init(
        identifier: Int, name: String, code: String, domain: String, vocabulary: String, conceptClass: String,
        standard: String?, persons: Releasable<ReleasableCount>?
    ) {
        self.identifier = identifier
        self.name = name
        self.code = code
        self.domain = domain
        self.vocabulary = vocabulary
        self.conceptClass = conceptClass
        self.standard = standard
        self.persons = persons
    }
}
