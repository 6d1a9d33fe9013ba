/// Groups of records that are one person, from pairs with their match weights.
///
/// Heaviest pairs first, two groups are united when the evidence between them is for it on the whole and no clean source
/// would have two records in the group. Chains of weak links, which connected components would follow, are refused:
/// between two groups the absent pairs count against.
package struct RecordClustering: Sendable {
    /// Weight of a pair of records that no blocking rule brought together, or that was not kept.
    package var absentWeight: Float = -0.5
    /// Groups larger than this are only united on their heaviest pair: a limit on the work.
    package var groupSizeMax = 2000
    /// Pairs below do not unite groups by themselves.
    package var weightMin: Float = 0

    package init() {}

    /// For each record, the smallest record of its group.
    package func groups(
        _ links: [LinkedFiles.Link], recordCount: Int, sources: [RecordSource]
    ) -> [Int] {
        var sets = DisjointSets(count: recordCount)
        var sums = GroupSums(links, recordCount: recordCount, sources: sources)
        let order = links.filter { $0.weight >= weightMin }
            .sorted { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }
        // What is refused now may be granted when both groups have grown; a few rounds settle it.
        for _ in 0..<3 {
            var isSettled = true
            for link in order {
                let (left, right) = (sets.root(link.a), sets.root(link.b))
                if left == right || !sums.mayJoin(left, right, absentWeight, groupSizeMax) { continue }
                sets.unite(left, right)
                sums.join(left, right, into: sets.root(left))
                isSettled = false
            }
            if isSettled { break }
        }
        return (0..<recordCount).map { sets.root($0) }
    }
}

/// Evidence between groups, kept by the root of each.
private struct GroupSums {
    private struct Evidence {
        var sum: Float
        var count: Int
    }

    private var between: [Int: [Int: Evidence]] = [:]
    private var sizes: [Int: Int] = [:]
    /// Clean sources that a group has a record of; absent for a single record.
    private var taken: [Int: Set<Int>] = [:]
    private let sources: [RecordSource]
    private static let weightCap: Float = 12

    init(_ links: [LinkedFiles.Link], recordCount: Int, sources: [RecordSource]) {
        self.sources = sources
        for link in links {
            let weight = max(-GroupSums.weightCap, min(GroupSums.weightCap, link.weight))
            between[link.a, default: [:]][link.b] = Evidence(sum: weight, count: 1)
            between[link.b, default: [:]][link.a] = Evidence(sum: weight, count: 1)
        }
    }

    private func cleanSources(_ root: Int) -> Set<Int> {
        if let known = taken[root] { return known }
        guard let source = sources.firstIndex(where: { $0.records.contains(root) }), sources[source].isClean else {
            return []
        }
        return [source]
    }

    func mayJoin(_ left: Int, _ right: Int, _ absentWeight: Float, _ sizeMax: Int) -> Bool {
        guard cleanSources(left).isDisjoint(with: cleanSources(right)) else { return false }
        let pairs = (sizes[left] ?? 1) * (sizes[right] ?? 1)
        guard let evidence = between[left]?[right], (sizes[left] ?? 1) + (sizes[right] ?? 1) <= sizeMax else {
            return false
        }
        return evidence.sum + Float(pairs - evidence.count) * absentWeight > 0
    }

    mutating func join(_ left: Int, _ right: Int, into root: Int) {
        let other = root == left ? right : left
        taken[root] = cleanSources(left).union(cleanSources(right))
        sizes[root] = (sizes[left] ?? 1) + (sizes[right] ?? 1)
        let moved = between.removeValue(forKey: other) ?? [:]
        between[root]?.removeValue(forKey: other)
        for (neighbour, evidence) in moved where neighbour != root {
            var sum = between[root]?[neighbour] ?? Evidence(sum: 0, count: 0)
            sum.sum += evidence.sum
            sum.count += evidence.count
            between[root, default: [:]][neighbour] = sum
            between[neighbour]?.removeValue(forKey: other)
            between[neighbour]?[root] = sum
        }
    }
}
