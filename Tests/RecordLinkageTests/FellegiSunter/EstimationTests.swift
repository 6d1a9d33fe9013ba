import Foundation
import HubTestSupport
import RecordLinkage
import Testing

@Suite struct EstimationTests {
    private func comparison(_ name: String, m: Double, u: Double) -> ComparisonParameters {
        ComparisonParameters(
            name: name, role: .free,
            levels: [
                LevelParameters(level: .missing, m: 1, u: 1, twins: 1, kin: 1),
                LevelParameters(level: ComparisonLevel("same", m: m), m: m, u: u, twins: m, kin: m),
                LevelParameters(level: ComparisonLevel("else", m: 1 - m), m: 1 - m, u: 1 - u, twins: 1 - m, kin: 1 - m),
            ])
    }

    private func model(_ count: Int, m: Double, u: Double, proportion: Double) -> FellegiSunterModel {
        FellegiSunterModel(
            comparisons: (0..<count).map { comparison("column \($0)", m: m, u: u) }, matchProportion: proportion)
    }

    private func probability(_ model: FellegiSunterModel, _ levels: [Int]) -> Double {
        var (match, unmatched) = (model.matchProportion, 1 - model.matchProportion)
        for (place, level) in levels.enumerated() where level > 0 {
            match *= model.comparisons[place].levels[level].m
            unmatched *= model.comparisons[place].levels[level].u
        }
        return match / (match + unmatched)
    }

    /// Splink's vectors: pairs drawn with known parameters, and the probability of each under them.
    @Test(.enabled(if: SharedData.has("linkage/splink/known_params_comparison_vectors.csv")))
    func findsSplinksKnownParameters() throws {
        let text = try String(
            contentsOf: SharedData.url("linkage/splink/known_params_comparison_vectors.csv"), encoding: .utf8)
        var counts: [[Int]: Double] = [:]
        var expected: [[Int]: Double] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: ",")
            let levels = fields.prefix(3).map { $0 == "1" ? 1 : 2 }
            counts[levels, default: 0] += 1
            expected[levels] = Double(fields[7])
        }
        var options = EstimationOptions()
        options.updatesU = true
        options.priorPairCount = 0
        options.tolerance = 1e-9
        options.iterationCountMax = 5000
        let start = model(3, m: 0.8, u: 0.2, proportion: 0.5)
        let patterns = counts.map { ExpectationMaximisation.Pattern(levels: $0.key, count: $0.value) }
        let found = ExpectationMaximisation(start, patterns: patterns, options: options).run(start)
        #expect(found.convergence.hasConverged)
        for (levels, probability) in expected {
            #expect(abs(self.probability(found, levels) - probability) < 0.01)
        }
    }

    /// Expected counts of a model with two classes: its parameters come back, with u fixed or not.
    @Test(arguments: [true, false])
    func findsItsOwnParametersAgain(updatesU: Bool) {
        let truth = model(4, m: 0.9, u: 0.05, proportion: 0.2)
        var patterns: [ExpectationMaximisation.Pattern] = []
        for bits in 0..<16 {
            let levels = (0..<4).map { bits >> $0 & 1 == 1 ? 1 : 2 }
            var (match, unmatched) = (0.2, 0.8)
            for level in levels {
                match *= level == 1 ? 0.9 : 0.1
                unmatched *= level == 1 ? 0.05 : 0.95
            }
            patterns.append(ExpectationMaximisation.Pattern(levels: levels, count: (match + unmatched) * 1e6))
        }
        var options = EstimationOptions()
        options.updatesU = updatesU
        options.priorPairCount = 0
        options.tolerance = 1e-8
        options.iterationCountMax = 500
        var start = model(4, m: 0.7, u: updatesU ? 0.2 : 0.05, proportion: 0.5)
        start = ExpectationMaximisation(start, patterns: patterns, options: options).run(start)
        #expect(abs(start.matchProportion - truth.matchProportion) < 0.001)
        for comparison in start.comparisons {
            #expect(abs(comparison.levels[1].m - 0.9) < 0.001)
            #expect(abs(comparison.levels[1].u - 0.05) < 0.001)
        }
    }

    @Test func saysWhenItHasNotConverged() {
        let start = model(2, m: 0.7, u: 0.2, proportion: 0.3)
        var options = EstimationOptions()
        options.iterationCountMax = 1
        let patterns = [
            ExpectationMaximisation.Pattern(levels: [1, 1], count: 50),
            ExpectationMaximisation.Pattern(levels: [2, 2], count: 500),
        ]
        let found = ExpectationMaximisation(start, patterns: patterns, options: options).run(start)
        #expect(!found.convergence.hasConverged)
        #expect(found.convergence.iterationCount == 1)
    }

    @Test func neverMakesALevelImpossible() {
        let start = model(2, m: 0.9, u: 0.1, proportion: 0.1)
        let patterns = [ExpectationMaximisation.Pattern(levels: [1, 1], count: 1000)]
        let found = ExpectationMaximisation(start, patterns: patterns, options: EstimationOptions()).run(start)
        #expect(found.comparisons.allSatisfy { $0.levels.allSatisfy { $0.m > 0 && $0.u > 0 } })
    }

    @Test func survivesNoPatternAtAll() {
        let start = model(1, m: 0.9, u: 0.1, proportion: 0.1)
        let found = ExpectationMaximisation(start, patterns: [], options: EstimationOptions()).run(start)
        #expect(found.comparisons[0].levels[1].m.isFinite)
    }

    @Test func calibratesOverconfidentWeights() throws {
        var generator = SeededGenerator(seed: 4)
        var (weights, truths): ([Float], [Bool]) = ([], [])
        for _ in 0..<20_000 {
            let weight = Float.random(in: -10...10, using: &generator)
            // The truth has half the weight that the model says.
            let chance = 1 / (1 + exp2(-Double(weight) / 2))
            weights.append(weight)
            truths.append(Double.random(in: 0...1, using: &generator) < chance)
        }
        let calibration = try #require(Calibration(weights: weights, truths: truths))
        for weight in stride(from: Float(-6), through: 6, by: 2) {
            let chance = ScoredPairs.probability(calibration(weight))
            #expect(abs(chance - 1 / (1 + exp2(-Double(weight) / 2))) < 0.05)
        }
        #expect(calibration(3) < calibration(3.5))
        #expect(Calibration(weights: Array(weights.prefix(100)), truths: Array(truths.prefix(100))) == nil)
    }
}
