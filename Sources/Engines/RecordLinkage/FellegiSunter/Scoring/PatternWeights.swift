internal import Foundation

/// What a pair weighs in each class, in log2: the odds of a match are the first against the sum of the others.
struct ClassWeights: Sendable {
    var match: Double
    var unmatched: Double
    var twins: Double
    var kin: Double

    /// The match weight: log2 of the odds.
    var weight: Double {
        let largest = max(unmatched, twins, kin)
        return match - largest - log2(exp2(unmatched - largest) + exp2(twins - largest) + exp2(kin - largest))
    }
}

/// The weight of every level, and of every pattern of levels, under a model. All in log2.
struct PatternWeights: Sendable {
    private let plan: ComparisonPlan
    /// What each level weighs in the classes; 0 for "missing".
    let levels: [ClassWeights]
    let prior: ClassWeights

    init(_ model: FellegiSunterModel, plan: ComparisonPlan) {
        self.plan = plan
        levels = model.comparisons.flatMap(\.levels)
            .map { level in
                if level.level.isNull { return ClassWeights(match: 0, unmatched: 0, twins: 0, kin: 0) }
                func bits(_ chance: Double) -> Double { log2(max(chance, 1e-12)) }
                return ClassWeights(
                    match: bits(level.m), unmatched: bits(level.u), twins: bits(level.twins), kin: bits(level.kin))
            }
        func proportion(_ chance: Double) -> Double { chance > 0 ? log2(chance) : -1000 }
        prior = ClassWeights(
            match: proportion(model.matchProportion),
            unmatched: log2(max(1e-12, 1 - model.matchProportion - model.twinProportion - model.kinProportion)),
            twins: proportion(model.twinProportion), kin: proportion(model.kinProportion))
    }

    /// What a pattern weighs, its comparison of numbers left out or not.
    func classes(of pattern: UInt64, withNumbers: Bool = true) -> ClassWeights {
        var sum = prior
        let found = plan.levels(of: pattern)
        for place in found.indices {
            if place == plan.numberPlace, !withNumbers { continue }
            let level = levels[plan.offsets[place] + found[place]]
            sum.match += level.match
            sum.unmatched += level.unmatched
            sum.twins += level.twins
            sum.kin += level.kin
        }
        return sum
    }
}
