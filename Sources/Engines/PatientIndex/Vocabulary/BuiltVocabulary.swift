/// What concept sets need of the vocabulary, cut down to the concepts of the data and those they map to.
package struct BuiltVocabulary {
    /// Ascending.
    package let concepts: [Int64]
    var states: [UInt8]
    private var descendants: [Int64: [UInt32]] = [:]
    private var sources: [UInt32: [UInt32]] = [:]
    /// Every concept of CONCEPT, and every ancestor of a valid one, in any order: what decides whether a set is empty.
    package var listed: [Int64] = []
    package var parents: [Int64] = []

    static let isListed: UInt8 = 1
    static let isOccurring: UInt8 = 2
    static let isValid: UInt8 = 4

    /// `targets` are what concepts of the data map to.
    package init(occurring: Set<Int64>, targets: Set<Int64> = []) {
        concepts = occurring.union(targets).sorted()
        states = concepts.map { occurring.contains($0) ? BuiltVocabulary.isOccurring : 0 }
    }

    /// Notes a row of CONCEPT; concepts outside are ignored.
    package mutating func list(_ concept: Int64, isValid: Bool) {
        guard let place = place(of: concept) else { return }
        states[place] |= BuiltVocabulary.isListed | (isValid ? BuiltVocabulary.isValid : 0)
    }

    /// Notes a row of CONCEPT_ANCESTOR.
    package mutating func add(ancestor: Int64, descendant: Int64) {
        guard let place = place(of: descendant) else { return }
        descendants[ancestor, default: []].append(UInt32(place))
    }

    /// Notes a valid relationship "Maps to".
    package mutating func add(source: Int64, target: Int64) {
        guard let target = place(of: target), let source = place(of: source) else { return }
        sources[UInt32(target), default: []].append(UInt32(source))
    }

    /// Ancestors ascending, with their valid descendants.
    var ancestors: [(ancestor: Int64, descendants: [UInt32])] {
        let wanted = BuiltVocabulary.isListed | BuiltVocabulary.isValid
        return
            descendants.compactMap { ancestor, places in
                let valid = Set(places.filter { states[Int($0)] & wanted == wanted }).sorted()
                return valid.isEmpty ? nil : (ancestor, valid)
            }
            .sorted { $0.0 < $1.0 }
    }

    var mappings: [(target: UInt32, sources: [UInt32])] {
        sources.map { ($0.key, Set($0.value).sorted()) }.sorted { $0.0 < $1.0 }
    }

    private func place(of concept: Int64) -> Int? { concepts.place(of: concept) }
}

extension RandomAccessCollection where Element: Comparable, Index == Int {
    /// The place of an element of an ascending collection that starts at 0.
    func place(of element: Element) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == element ? low : nil
    }
}

extension IndexFileWriter {
    func write(_ vocabulary: BuiltVocabulary) throws(PatientIndexError) {
        var entry = IndexDirectory.Vocabulary()
        entry.concepts = try append(vocabulary.concepts)
        entry.states = try append(vocabulary.states)
        let ancestors = vocabulary.ancestors
        entry.ancestors = try append(ancestors.map(\.ancestor))
        entry.ancestorOffsets = try append(IndexFileWriter.offsets(ancestors.map(\.descendants.count)))
        entry.descendants = try append(ancestors.flatMap(\.descendants))
        let mappings = vocabulary.mappings
        entry.targets = try append(mappings.map(\.target))
        entry.targetOffsets = try append(IndexFileWriter.offsets(mappings.map(\.sources.count)))
        entry.sources = try append(mappings.flatMap(\.sources))
        entry.listed = try append(vocabulary.listed.sorted())
        entry.parents = try append(vocabulary.parents.sorted())
        directory.vocabulary = entry
    }

    private static func offsets(_ counts: [Int]) -> [UInt32] {
        var offsets: [UInt32] = [0]
        var end = 0
        for count in counts {
            end += count
            precondition(end <= UInt32.max, "A vocabulary has fewer than 4 billion pairs.")
            offsets.append(UInt32(end))
        }
        return offsets
    }
}
