/// Gathers concepts, synonyms and links, and makes the file of an index of them.
///
/// Cost for one million concepts of 45 letters: five seconds of one processor and a file of 135 MB; memory is about three
/// times the file.
package struct ConceptIndexBuilder {
    /// Concepts that an index may hold; OMOP's vocabularies have some ten million.
    package static let conceptCountMax = 1 << 25

    let source: String
    let personTotal: Int
    var identifiers: [Int32] = []
    var attributes: [ConceptAttributes] = []
    var labels = LabelTable()
    var names = TextColumn()
    var codes = TextColumn()
    var counted: [(concept: Int, counts: ConceptCounts)] = []
    var synonyms = TextColumn()
    var synonymOwners: [Int32] = []
    var links: [(parent: Int32, child: Int32)] = []

    /// `source` says which release the index is of; `personTotal` is how many persons that release has.
    package init(source: String, personTotal: Int) {
        self.source = source
        self.personTotal = personTotal
    }

    /// Adds a concept; its identifier must be new, which is noticed at the end.
    package mutating func add(_ concept: SearchableConcept) throws(ConceptIndexError) {
        guard let id = Int32(exactly: concept.id), id >= 0 else { throw .conceptIDInvalid }
        guard identifiers.count < ConceptIndexBuilder.conceptCountMax else { throw .tooLarge(part: "concepts") }
        if concept.counts != .none { counted.append((identifiers.count, concept.counts)) }
        identifiers.append(id)
        attributes.append(
            ConceptAttributes(
                domain: try labels.number(of: concept.domain), vocabulary: try labels.number(of: concept.vocabulary),
                conceptClass: try labels.number(of: concept.conceptClass),
                standing: concept.standing.rawValue | (concept.isValid ? ConceptIndexFormat.validMark : 0),
                useLevel: concept.useLevel))
        names.append(concept.name)
        codes.append(concept.code)
    }

    /// Adds another name of a concept; that of an unknown concept is left out.
    package mutating func addSynonym(_ name: String, of id: Int) {
        guard let id = Int32(exactly: id) else { return }
        synonymOwners.append(id)
        synonyms.append(name)
    }

    /// Says that one concept stands directly above another; a link of an unknown concept is left out.
    package mutating func addLink(parent: Int, child: Int) {
        guard let parent = Int32(exactly: parent), let child = Int32(exactly: child), parent != child else { return }
        links.append((parent, child))
    }

    /// The bytes of the index.
    package consuming func file() throws(ConceptIndexError) -> [UInt8] {
        try ConceptIndexAssembly(self).file()
    }
}

/// Part 4 of the file: what filters look at.
struct ConceptAttributes: BitwiseCopyable {
    let domain: UInt16
    let vocabulary: UInt16
    let conceptClass: UInt16
    /// With `validMark`.
    let standing: UInt8
    let useLevel: UInt8

    var isValid: Bool { standing & ConceptIndexFormat.validMark != 0 }
    var plainStanding: UInt8 { standing & ~ConceptIndexFormat.validMark }
}

/// Many texts in one array of bytes.
struct TextColumn {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int] = []

    var count: Int { ends.count }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
    }

    mutating func append(_ text: ArraySlice<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }

    mutating func reserve(count: Int, bytes byteCount: Int) {
        bytes.reserveCapacity(byteCount)
        ends.reserveCapacity(count)
    }

    subscript(place: Int) -> ArraySlice<UInt8> { bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }

    func length(_ place: Int) -> Int { ends[place] - (place == 0 ? 0 : ends[place - 1]) }
}

/// Numbers the few distinct names of domains, vocabularies and classes.
struct LabelTable {
    private(set) var labels: [String] = []
    private var numbers: [String: UInt16] = [:]

    mutating func number(of label: String) throws(ConceptIndexError) -> UInt16 {
        if let known = numbers[label] { return known }
        guard labels.count < ConceptIndexFormat.labelCountMax else { throw .tooLarge(part: "labels") }
        let number = UInt16(labels.count)
        labels.append(label)
        numbers[label] = number
        return number
    }
}
