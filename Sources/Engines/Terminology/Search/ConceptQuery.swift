/// What somebody looks for among the concepts.
package struct ConceptQuery: Sendable, Hashable {
    /// Hits that one answer may list.
    package static let limitMax = 200
    /// Bytes of the text that are read; what follows is ignored.
    package static let textBytesMax = 400
    /// Words of the text that are read; what follows is ignored.
    package static let wordCountMax = 16

    /// Words in any order, the beginnings of words, a concept's identifier or its code. Empty: every concept.
    package var text: String
    /// Names of domains, in any case; empty for all.
    package var domains: Set<String>
    /// Names of vocabularies, in any case; empty for all.
    package var vocabularies: Set<String>
    package var isStandardOnly: Bool
    /// Only concepts whose use may be told, theirs or that of a concept below.
    package var isUsedOnly: Bool
    /// 0...limitMax; more is taken as limitMax.
    package var limit: Int

    package init(
        _ text: String,
        domains: Set<String> = [],
        vocabularies: Set<String> = [],
        isStandardOnly: Bool = false,
        isUsedOnly: Bool = false,
        limit: Int = 20
    ) {
        self.text = text
        self.domains = domains
        self.vocabularies = vocabularies
        self.isStandardOnly = isStandardOnly
        self.isUsedOnly = isUsedOnly
        self.limit = limit
    }
}

/// A concept that was found.
package struct FoundConcept: Sendable, Hashable {
    package let concept: SearchableConcept
    /// The synonym that was matched; nil when it was the name, the code or the identifier.
    package let synonym: String?
}

/// What a search gives.
package struct ConceptSearchResult: Sendable, Hashable {
    /// Best first; always in the same order.
    package let hits: [FoundConcept]
    /// How many concepts match in all.
    package let total: Int
    /// True when nothing matched as written, and the hits allow a typing error in each long word.
    package let isForgiven: Bool
}
