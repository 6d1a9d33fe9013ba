package import DisclosureControl
package import Terminology

/// How often a concept is used, as far as that may be told.
package struct ConceptUse: Sendable, Hashable {
    package let persons: Releasable<ReleasableCount>
    /// Withheld whenever the persons are: records of few persons tell about them.
    package let records: Releasable<ReleasableCount>
}

/// A concept for people, with figures that may be shown.
package struct ConceptHit: Sendable, Hashable, Identifiable {
    package let id: Int
    package let name: String
    package let code: String
    package let domain: String
    package let vocabulary: String
    package let conceptClass: String
    package let standing: ConceptStanding
    /// False for a concept that its vocabulary has withdrawn or replaced.
    package let isValid: Bool
    /// The synonym that was matched; nil when it was the name, the code or the identifier.
    package let synonym: String?
    /// Records of the concept itself.
    package let own: ConceptUse
    /// Records of the concept and of all below it.
    package let withDescendants: ConceptUse
}

/// The answer to a search among the concepts of a release.
package struct ConceptAnswer: Sendable, Hashable {
    /// Best first; always in the same order.
    package let hits: [ConceptHit]
    /// How many concepts match in all.
    package let total: Int
    /// True when nothing matched as written, and the hits allow a typing error.
    package let isForgiven: Bool
}
