package import Foundation

/// Finds concepts by their words, codes and identifiers as somebody types: immutable, shared by any number of readers.
///
/// Hits come in tiers: an exact identifier or code, a name of exactly these words, all words whole, all words begun, a
/// code begun; within a tier by rank (standard concepts, then much used ones, then short names).
package struct ConceptSearchIndex: Sendable {
    let image: ConceptIndexImage

    /// Opens a file, which is mapped: it costs a reading for the checksum and no memory of its own.
    package init(opening file: URL) throws(ConceptIndexError) { image = try ConceptIndexImage(mapping: file) }

    /// Opens the bytes of a file; `name` appears in errors.
    package init(bytes: [UInt8], name: String) throws(ConceptIndexError) {
        image = try ConceptIndexImage(bytes: bytes, name: name)
    }

    /// Which release this is the index of, as its maker wrote.
    package var source: String { image.source }
    package var conceptCount: Int { image.conceptCount }
    /// Names and synonyms.
    package var nameCount: Int { image.nameCount }
    package var wordCount: Int { image.wordCount }
    /// Persons of the release.
    package var personTotal: Int { image.personTotal }
    package var byteCount: Int { image.byteCount }

    /// Domains of the concepts, by name.
    package var domains: [String] { labels { $0.domain } }
    /// Vocabularies of the concepts, by name.
    package var vocabularies: [String] { labels { $0.vocabulary } }

    /// The concept with this identifier.
    package func concept(id: Int) -> SearchableConcept? { rank(of: id).map { concept(at: $0) } }

    /// The concepts directly above one, best rank first.
    package func parents(of id: Int) -> [SearchableConcept] {
        guard let rank = rank(of: id) else { return [] }
        return links(image.parentEnds, rank, base: 0)
    }

    /// The concepts directly below one, best rank first.
    package func children(of id: Int) -> [SearchableConcept] {
        guard let rank = rank(of: id) else { return [] }
        return links(image.childEnds, rank, base: image.parentEnds.last.map { Int($0) } ?? 0)
    }

    /// All names of a concept, its own first.
    package func names(of id: Int) -> [String] {
        rank(of: id).map { names(at: $0).map { image.names.string($0) } } ?? []
    }

    private func links(_ ends: UnsafeBufferPointer<UInt32>, _ rank: Int, base: Int) -> [SearchableConcept] {
        let range = (rank == 0 ? 0 : Int(ends[rank - 1]))..<Int(ends[rank])
        return range.map { concept(at: Int(image.links[base + $0])) }
    }

    private func labels(_ label: (ConceptAttributes) -> UInt16) -> [String] {
        var seen = [Bool](repeating: false, count: image.labels.count)
        for entry in image.attributes { seen[Int(label(entry))] = true }
        return seen.indices.filter { seen[$0] }.map { image.labels[$0] }.sorted()
    }
}

extension ConceptSearchIndex {
    /// The rank of an identifier.
    func rank(of id: Int) -> Int? {
        guard let id = Int32(exactly: id) else { return nil }
        let place = ConceptSearchIndex.firstPlace(in: image.conceptCount) {
            image.identifiers[Int(image.byIdentifier[$0])] < id
        }
        guard place < image.conceptCount else { return nil }
        let rank = Int(image.byIdentifier[place])
        return image.identifiers[rank] == id ? rank : nil
    }

    func concept(at rank: Int) -> SearchableConcept {
        let attributes = image.attributes[rank]
        return SearchableConcept(
            id: Int(image.identifiers[rank]), name: image.names.string(names(at: rank).lowerBound),
            code: image.codes.string(rank), domain: image.labels[Int(attributes.domain)],
            vocabulary: image.labels[Int(attributes.vocabulary)],
            conceptClass: image.labels[Int(attributes.conceptClass)],
            standing: ConceptStanding(rawValue: attributes.plainStanding) ?? .source, isValid: attributes.isValid,
            counts: counts(at: rank), useLevel: attributes.useLevel)
    }

    private func counts(at rank: Int) -> ConceptCounts {
        let place = ConceptSearchIndex.firstPlace(in: image.counted.count) { image.counted[$0] < rank }
        guard place < image.counted.count, image.counted[place] == rank else { return .none }
        func figure(_ number: Int) -> Int { Int(clamping: image.counts[4 * place + number]) }
        return ConceptCounts(
            records: figure(0), persons: figure(1), recordsWithDescendants: figure(2),
            personsWithDescendants: figure(3))
    }

    /// The numbers of a concept's names, its own first.
    func names(at rank: Int) -> Range<Int> {
        // Without synonyms a name has its concept's number.
        if image.nameCount == image.conceptCount { return rank..<rank + 1 }
        let first = ConceptSearchIndex.firstPlace(in: image.nameCount) { image.owners[$0] < rank }
        var end = first
        while end < image.nameCount, image.owners[end] == rank { end += 1 }
        return first..<end
    }

    /// The first place in 0..<count that is not before what is looked for.
    static func firstPlace(in count: Int, isBefore: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
