/// The transitive closure of "is a", with the shortest and the longest way from each concept up to each ancestor.
struct ConceptClosure {
    /// Sorted by ancestor, then descendant.
    let rows: [ConceptAncestry]

    /// `parents` must have no cycle; parents that are not among the concepts are refused.
    init(concepts: [Int], parents: [Int: [Int]]) {
        let known = Set(concepts)
        var memory: [Int: [Int: ClosedRange<Int>]] = [:]
        for concept in concepts {
            _ = ConceptClosure.levels(above: concept, parents: parents, known: known, depth: 0, memory: &memory)
        }
        rows =
            memory.flatMap { descendant, levels in
                levels.map { ancestor, range in
                    ConceptAncestry(
                        ancestor: ancestor, descendant: descendant, levelsMin: range.lowerBound,
                        levelsMax: range.upperBound)
                }
            }
            .sorted { ($0.ancestor, $0.descendant) < ($1.ancestor, $1.descendant) }
    }

    private static let depthMax = 64

    private static func levels(
        above concept: Int,
        parents: [Int: [Int]],
        known: Set<Int>,
        depth: Int,
        memory: inout [Int: [Int: ClosedRange<Int>]]
    ) -> [Int: ClosedRange<Int>] {
        if let found = memory[concept] { return found }
        precondition(depth < depthMax, "The built-in hierarchy has a cycle.")
        var found: [Int: ClosedRange<Int>] = [concept: 0...0]
        for parent in parents[concept] ?? [] {
            precondition(known.contains(parent), "A parent in the built-in hierarchy is not a concept.")
            let above = levels(above: parent, parents: parents, known: known, depth: depth + 1, memory: &memory)
            for (ancestor, range) in above {
                let lower = min(range.lowerBound + 1, found[ancestor]?.lowerBound ?? .max)
                let upper = max(range.upperBound + 1, found[ancestor]?.upperBound ?? 0)
                found[ancestor] = lower...upper
            }
        }
        memory[concept] = found
        return found
    }
}
