/// One comparison level with its probabilities.
package struct LevelParameters: Sendable, Hashable, Codable {
    package var level: ComparisonLevel
    /// Chance of the level among matches.
    package var m: Double
    /// Chance of the level among random pairs that do not match.
    package var u: Double
    /// Chance of the level among twins.
    package var twins: Double
    /// Chance of the level among other members of a family (parent and child under one number, brothers).
    package var kin: Double

    package init(level: ComparisonLevel, m: Double, u: Double, twins: Double, kin: Double) {
        self.level = level
        self.m = m
        self.u = u
        self.twins = twins
        self.kin = kin
    }
}

/// One comparison with its levels, "missing" first.
package struct ComparisonParameters: Sendable, Hashable, Codable {
    package var name: String
    package var role: HouseholdRole
    package var levels: [LevelParameters]

    package init(name: String, role: HouseholdRole, levels: [LevelParameters]) {
        self.name = name
        self.role = role
        self.levels = levels
    }
}

/// How an estimation ended.
package struct Convergence: Sendable, Hashable, Codable {
    package var iterationCount = 0
    package var lastChange = 0.0
    /// False when the iterations ran out first.
    package var hasConverged = false
}

/// The parameters of a Fellegi-Sunter model with two more classes of pairs: twins, and other kin.
package struct FellegiSunterModel: Sendable, Hashable, Codable {
    package var comparisons: [ComparisonParameters]
    /// Chance that a pair of records taken at random is a match (lambda).
    package var matchProportion: Double
    /// Chance that it is a pair of twins; 0 without that class.
    package var twinProportion: Double
    /// Chance that it is two other members of a family; 0 without that class.
    package var kinProportion: Double
    package var convergence = Convergence()
    /// From match weights to probabilities, learnt on pairs whose truth is known; nil without such pairs.
    package var calibration: Calibration?

    package init(
        comparisons: [ComparisonParameters], matchProportion: Double, twinProportion: Double = 0,
        kinProportion: Double = 0, calibration: Calibration? = nil
    ) {
        self.comparisons = comparisons
        self.matchProportion = matchProportion
        self.twinProportion = twinProportion
        self.kinProportion = kinProportion
        self.calibration = calibration
    }

    /// Whether it was made for these comparisons: the same ones, with the same levels.
    package func fits(_ plan: ComparisonPlan) -> Bool {
        comparisons.map(\.name) == plan.comparisons.map(\.name)
            && comparisons.flatMap { $0.levels.map(\.level.name) } == plan.levels.map(\.name)
    }

    /// The model before anything is estimated: m as it starts, u as sampled.
    init(plan: ComparisonPlan, u: [Double], matchProportion: Double, hasFamilies: Bool) {
        var comparisons: [ComparisonParameters] = []
        for (place, comparison) in plan.comparisons.enumerated() {
            let levels = comparison.comparator.levels.enumerated()
                .map { index, level in
                    let chance = u[plan.offsets[place] + index]
                    let m = level.startingM
                    let even = comparison.role == .free ? (m + chance) / 2 : m
                    return LevelParameters(
                        level: level, m: m, u: chance, twins: comparison.role == .individual ? chance : even,
                        kin: comparison.role == .individual || comparison.role == .twins ? chance : even)
                }
            comparisons.append(
                ComparisonParameters(name: comparison.name, role: comparison.role, levels: levels))
        }
        self.init(
            comparisons: comparisons, matchProportion: matchProportion,
            twinProportion: hasFamilies ? matchProportion * 0.01 : 0,
            kinProportion: hasFamilies ? matchProportion * 0.05 : 0)
    }
}
