/// Estimates m again with what the estimation on patterns leaves out: the frequency of values, and that a record has one
/// partner. Without it namesakes born on other days, who are many, make a different birth date look usual among matches.
enum ModelRefinement {
    /// Estimates change little after the second.
    static let roundCount = 2
}

extension FellegiSunterModel {
    /// One maximisation on pairs with their weights after competition; u and the other classes' own chances stay.
    mutating func refine(_ pairs: ScoredPairs, _ weights: [Float], _ plan: ComparisonPlan, pairCount: Double) {
        var matches: [UInt64: Double] = [:]
        for pair in 0..<pairs.count {
            matches[pairs.patterns[pair], default: 0] += ScoredPairs.probability(weights[pair])
        }
        var sums = [Double](repeating: 0, count: plan.levelCount)
        var total = 0.0
        // In order, so that sums are the same in every run.
        for (pattern, count) in matches.sorted(by: { $0.key < $1.key }) {
            total += count
            for (place, level) in plan.levels(of: pattern).enumerated() { sums[plan.offsets[place] + level] += count }
        }
        matchProportion = max(1e-12, total / max(1, pairCount))
        for place in comparisons.indices {
            let end = plan.offsets[place] + comparisons[place].levels.count
            comparisons[place].takeMatches(Array(sums[plan.offsets[place]..<end]))
        }
    }
}

extension ComparisonParameters {
    /// m from the matches of each level, and what twins and kin share with it.
    fileprivate mutating func takeMatches(_ sums: [Double]) {
        for stratum in Set(levels.map(\.level.stratum)) where stratum >= 0 {
            let members = levels.indices.filter { levels[$0].level.stratum == stratum }
            // One pair of the starting values, so that a level never seen keeps a chance above zero.
            let counts = members.map { sums[$0] + levels[$0].level.startingM }
            let total = counts.reduce(0, +)
            for (member, count) in zip(members, counts) where total > 0 {
                levels[member].m = count / total
                if role == .inherited || role == .twins { levels[member].twins = levels[member].m }
                if role == .inherited { levels[member].kin = levels[member].m }
            }
        }
    }
}
