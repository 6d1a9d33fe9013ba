import CohortEngine

/// The concepts of one set that the data know.
struct ResolvedSet: Sendable {
    /// Ascending.
    let concepts: [Int64]
    /// True when the set holds nothing whatever the data: SQL then finds even an unknown value not in it. Nil when only
    /// the whole vocabulary tells.
    let isVoid: Bool?

    static let absent = ResolvedSet(concepts: [], isVoid: true)

    func contains(_ concept: Int64) -> Bool {
        var low = 0
        var high = concepts.count
        while low < high {
            let middle = (low + high) >> 1
            if concepts[middle] < concept { low = middle + 1 } else { high = middle }
        }
        return low < concepts.count && concepts[low] == concept
    }
}

/// The concept sets of one definition, resolved once.
struct ConceptResolver: Sendable {
    private let sets: [Int: ResolvedSet]

    init(_ definition: CohortDefinition, index: PatientIndex) throws(CohortEvaluationError) {
        var sets: [Int: ResolvedSet] = [:]
        for identifier in definition.usedConceptSetIDs {
            guard let set = definition.conceptSet(identifier) else { continue }
            do throws(PatientIndexError) {
                sets[identifier] = ResolvedSet(concepts: index.concepts(of: set), isVoid: try index.isVoid(set))
            } catch {
                throw .damaged(error)
            }
        }
        self.sets = sets
    }

    /// Refuses tests whose answer for an unknown value the index cannot know.
    func admit(
        _ predicates: [EventPredicate], of definition: CohortDefinition
    ) throws(CohortEvaluationError) {
        for alternative in predicates.flatMap(\.alternatives) {
            guard case .value(.inConceptSet(let identifier, true)) = alternative.test, set(identifier).isVoid == nil
            else { continue }
            throw .needsVocabulary(conceptSet: definition.conceptSet(identifier)?.name ?? "")
        }
    }

    /// A set that does not exist holds nothing.
    func set(_ identifier: Int) -> ResolvedSet { sets[identifier] ?? .absent }
}
