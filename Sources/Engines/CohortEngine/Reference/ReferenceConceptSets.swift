/// Concept sets as sets of identifiers.
///
/// "Per concept set: I = items not excluded, E = the same over excluded items. Result = I \ E; order of items is
/// irrelevant; exclusion always wins."
struct ReferenceConceptSets {
    private var sets: [Int: Set<Int64>] = [:]

    init(_ definition: CohortDefinition, vocabulary: ReferenceVocabulary) {
        for identifier in definition.usedConceptSetIDs {
            guard let set = definition.conceptSet(identifier) else { continue }
            var included: Set<Int64> = []
            var excluded: Set<Int64> = []
            for item in set.items {
                let concepts = ReferenceConceptSets.concepts(of: item, vocabulary)
                if item.isExcluded { excluded.formUnion(concepts) } else { included.formUnion(concepts) }
            }
            sets[identifier] = included.subtracting(excluded)
        }
    }

    /// "A criterion naming a codeset id that does not exist matches nothing."
    func concepts(_ identifier: Int) -> Set<Int64> { sets[identifier] ?? [] }

    /// "{concept ids that exist in CONCEPT} ∪ (if includeDescendants) {descendants, only concepts with invalid_reason
    /// NULL} ∪ (if includeMapped) {concept_id_1 of 'Maps to' whose concept_id_2 is in the mapped items}".
    private static func concepts(of item: ConceptSet.Item, _ vocabulary: ReferenceVocabulary) -> Set<Int64> {
        let concept = Int64(item.concept.identifier)
        var concepts: Set<Int64> = []
        if vocabulary.known.contains(concept) { concepts.insert(concept) }
        if item.includesDescendants {
            for descendant in vocabulary.descendants[concept, default: []]
            where vocabulary.valid.contains(descendant) { concepts.insert(descendant) }
        }
        if item.includesMapped {
            for target in concepts { concepts.formUnion(vocabulary.sources[target, default: []]) }
        }
        return concepts
    }
}

/// The vocabulary tables by what is asked of them.
struct ReferenceVocabulary: Sendable {
    private(set) var known: Set<Int64> = []
    /// Known concepts that are not invalid.
    private(set) var valid: Set<Int64> = []
    private(set) var descendants: [Int64: [Int64]] = [:]
    /// Source concepts by the concept that they map to, by valid relations.
    private(set) var sources: [Int64: [Int64]] = [:]

    init(_ sample: CDMSample) {
        let concept = sample.table("concept")
        for row in 0..<concept.rowCount {
            guard let identifier = concept[row, "concept_id"].whole else { continue }
            known.insert(identifier)
            if concept[row, "invalid_reason"] == .unknown { valid.insert(identifier) }
        }
        let ancestor = sample.table("concept_ancestor")
        for row in 0..<ancestor.rowCount {
            guard let above = ancestor[row, "ancestor_concept_id"].whole,
                let below = ancestor[row, "descendant_concept_id"].whole
            else { continue }
            descendants[above, default: []].append(below)
        }
        let relation = sample.table("concept_relationship")
        for row in 0..<relation.rowCount where relation[row, "relationship_id"] == .text("Maps to") {
            guard relation[row, "invalid_reason"] == .unknown, let source = relation[row, "concept_id_1"].whole,
                let target = relation[row, "concept_id_2"].whole
            else { continue }
            sources[target, default: []].append(source)
        }
    }
}
