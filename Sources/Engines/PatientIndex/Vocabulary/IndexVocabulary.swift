import CohortEngine
import Synchronization

/// Resolves concept sets to the concepts of the data.
///
/// The meaning is Circe's: a listed concept counts if it stands in CONCEPT, those below it only if they are valid, and
/// "mapped" adds the concepts that map to what the item brings; exclusion always wins.
final class IndexVocabulary: Sendable {
    let concepts: MappedArray<Int64>
    private let states: MappedArray<UInt8>
    private let ancestors: MappedArray<Int64>
    private let ancestorOffsets: MappedArray<UInt32>
    private let descendants: MappedArray<UInt32>
    private let targets: MappedArray<UInt32>
    private let targetOffsets: MappedArray<UInt32>
    private let sources: MappedArray<UInt32>
    let listed: MappedArray<Int64>
    let parents: MappedArray<Int64>
    private let resolved = Mutex<[[ConceptSet.Item]: [Int64]]>([:])

    /// Sets whose concepts are remembered; past it, all are forgotten.
    static let resolvedCountMax = 512
    /// Concepts remembered of all sets together.
    static let resolvedConceptCountMax = 4_000_000

    init(
        concepts: MappedArray<Int64>, states: MappedArray<UInt8>, ancestors: MappedArray<Int64>,
        ancestorOffsets: MappedArray<UInt32>, descendants: MappedArray<UInt32>, targets: MappedArray<UInt32>,
        targetOffsets: MappedArray<UInt32>, sources: MappedArray<UInt32>, listed: MappedArray<Int64>,
        parents: MappedArray<Int64>
    ) {
        self.concepts = concepts
        self.states = states
        self.ancestors = ancestors
        self.ancestorOffsets = ancestorOffsets
        self.descendants = descendants
        self.targets = targets
        self.targetOffsets = targetOffsets
        self.sources = sources
        self.listed = listed
        self.parents = parents
    }

    /// The concepts of a set that occur in the data, ascending.
    func concepts(of set: ConceptSet) -> [Int64] {
        if let known = resolved.withLock({ $0[set.items] }) { return known }
        let concepts = resolve(set.items)
        resolved.withLock { resolved in
            let heldCount = resolved.values.reduce(0) { $0 + $1.count }
            if resolved.count >= IndexVocabulary.resolvedCountMax
                || heldCount + concepts.count > IndexVocabulary.resolvedConceptCountMax
            {
                resolved = [:]
            }
            resolved[set.items] = concepts
        }
        return concepts
    }

    /// Whether a set holds no concept of the vocabulary, whatever the data; nil when that hangs on concepts below an
    /// exclusion that the data do not have.
    func isVoid(_ set: ConceptSet) -> Bool? {
        let brought = set.items.filter { !$0.isExcluded && brings($0) }
        guard !brought.isEmpty else { return true }
        let excluded = set.items.filter(\.isExcluded)
        guard !excluded.isEmpty else { return false }
        if !concepts(of: set).isEmpty { return false }
        let isPlain = excluded.allSatisfy { !$0.includesDescendants && !$0.includesMapped }
        let names = Set(excluded.map(\.concept.identifier))
        if isPlain, brought.contains(where: { isListed($0) && !names.contains($0.concept.identifier) }) { return false }
        // Without anything below it, a concept is all that its item brings.
        let isLeaf = brought.allSatisfy { !$0.includesMapped && (!$0.includesDescendants || !isParent($0)) }
        return isLeaf && brought.allSatisfy { names.contains($0.concept.identifier) } ? true : nil
    }

    /// Whether an item brings a concept, itself or below.
    private func brings(_ item: ConceptSet.Item) -> Bool {
        isListed(item) || item.includesDescendants && isParent(item)
    }

    private func isListed(_ item: ConceptSet.Item) -> Bool {
        listed.elements.place(of: Int64(item.concept.identifier)) != nil
    }

    private func isParent(_ item: ConceptSet.Item) -> Bool {
        parents.elements.place(of: Int64(item.concept.identifier)) != nil
    }

    /// How many sets are remembered.
    var resolvedCount: Int { resolved.withLock { $0.count } }

    private func resolve(_ items: [ConceptSet.Item]) -> [Int64] {
        // 1 is in, 2 is out.
        var marks = [UInt8](repeating: 0, count: concepts.count)
        for item in items {
            for place in places(of: item) { marks[place] |= item.isExcluded ? 2 : 1 }
        }
        return marks.indices.filter { marks[$0] == 1 && states[$0] & BuiltVocabulary.isOccurring != 0 }
            .map { concepts[$0] }
    }

    /// Places of the concepts that an item brings.
    private func places(of item: ConceptSet.Item) -> [Int] {
        var places: [Int] = []
        let identifier = Int64(item.concept.identifier)
        if let place = concepts.elements.place(of: identifier), states[place] & BuiltVocabulary.isListed != 0 {
            places.append(place)
        }
        if item.includesDescendants, let ancestor = ancestors.elements.place(of: identifier) {
            for slot in Int(ancestorOffsets[ancestor])..<Int(ancestorOffsets[ancestor + 1]) {
                places.append(Int(descendants[slot]))
            }
        }
        guard item.includesMapped else { return places }
        for place in places {
            guard let target = targets.elements.place(of: UInt32(place)) else { continue }
            for slot in Int(targetOffsets[target])..<Int(targetOffsets[target + 1]) {
                places.append(Int(sources[slot]))
            }
        }
        return places
    }
}
