/// What a blocking key takes from a value.
package enum BlockingTransform: String, Codable, Sendable, CaseIterable {
    /// The value itself.
    case whole
    /// The first `length` characters.
    case prefix
    /// The first word of a compound name.
    case firstWord
    /// The name and each word of it, one key each.
    case words
    /// How the name sounds, for the name and each word of it.
    case sound
    /// How the first word sounds.
    case firstSound
    /// Parts of a date.
    case year
    case yearMonth
    case monthDay
}

/// One part of a blocking key. Several columns are alternatives: the record has a key for each.
package struct BlockingPart: Codable, Sendable, Hashable {
    package var columns: [String]
    package var transform: BlockingTransform
    /// Characters of a prefix.
    package var length: Int?
    /// The columns together in any order, instead of one or the other: names that were swapped.
    package var isUnordered: Bool?

    package init(_ columns: [String], _ transform: BlockingTransform, length: Int? = nil, isUnordered: Bool? = nil) {
        self.columns = columns
        self.transform = transform
        self.length = length
        self.isUnordered = isUnordered
    }
}

/// Records with the same key are compared; the rules' pairs are united.
package struct BlockingRule: Codable, Sendable, Hashable {
    package var name: String
    package var parts: [BlockingPart]

    package init(_ name: String, _ parts: [BlockingPart]) {
        self.name = name
        self.parts = parts
    }
}
