import Foundation
import HubTestSupport
import Testing

@testable import RecordLinkage

/// Pairs of two lists whose evidence is drawn at random under a known truth: what is promised must come true.
private struct MatchingWorld {
    var pairs = ScoredPairs()
    var weights: [Float] = []
    var truths: [Bool] = []

    /// Every pair carries evidence of one normal variable, which matches have `distance` standard deviations higher.
    init(recordCount: Int, matchedShare: Double, distance: Double, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func normal() -> Double {
            let radius = (-2 * log(Double.random(in: Double.ulpOfOne..<1, using: &generator))).squareRoot()
            return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
        }
        let chance = matchedShare / Double(recordCount)
        for a in 0..<recordCount {
            for b in 0..<recordCount {
                let isMatch = a == b && Double(a) < matchedShare * Double(recordCount)
                let evidence = normal() + (isMatch ? distance : 0)
                let weight = log2(chance / (1 - chance)) + (distance * evidence - distance * distance / 2) / log(2)
                // What blocking would leave out.
                guard weight > -10 else { continue }
                pairs.a.append(UInt32(a))
                pairs.b.append(UInt32(recordCount + b))
                weights.append(Float(weight))
                truths.append(isMatch)
            }
        }
    }
}

@Suite struct HonestWeightsTests {
    private func empty(_ count: Int) -> [[String: String]] { [[String: String]](repeating: [:], count: count) }

    /// Pairs by what is promised of them: how many, the matches promised and those found.
    private func bands(_ weights: [Float], _ truths: [Bool]) -> [(promised: Double, found: Double, deviation: Double)] {
        [Float(-5)..<(-2), -2..<0, 0..<2, 2..<4, 4..<7, 7..<60]
            .map { band in
                let members = weights.indices.filter { band.contains(weights[$0]) }
                let chances = members.map { ScoredPairs.probability(weights[$0]) }
                return (
                    chances.reduce(0, +), Double(members.count { truths[$0] }),
                    chances.reduce(0) { $0 + $1 * (1 - $1) }.squareRoot()
                )
            }
    }

    /// Without the chance that both records are alone, pairs would be promised 2 bits too little at 50 % and 6 at 88 %.
    @Test(arguments: [0.2, 0.5, 0.88])
    func promisesWhatComesTrueHoweverMuchTheListsOverlap(matchedShare: Double) {
        var (weights, truths): ([Float], [Bool]) = ([], [])
        for seed in UInt64(1)...6 {
            let world = MatchingWorld(recordCount: 250, matchedShare: matchedShare, distance: 4.5, seed: seed)
            var competition = CompetingPairs(
                world.pairs, FrenchRecords.table(empty(250), empty(250)), matchProportion: matchedShare / 250)
            _ = competition.settled(world.weights)
            weights += competition.settled(world.weights)
            truths += world.truths
        }
        for band in bands(weights, truths) {
            #expect(abs(band.promised - band.found) < 3.5 * band.deviation + 1)
        }
    }

    @Test func learnsHowManyRecordsAreAlone() {
        let world = MatchingWorld(recordCount: 250, matchedShare: 0.8, distance: 4.5, seed: 9)
        let table = FrenchRecords.table(empty(250), empty(250))
        var known = CompetingPairs(world.pairs, table, matchProportion: 0.8 / 250)
        var unknown = CompetingPairs(world.pairs, table, matchProportion: 0.3 / 250)
        for _ in 0..<6 { _ = (known.settled(world.weights), unknown.settled(world.weights)) }
        for (one, other) in zip(known.settled(world.weights), unknown.settled(world.weights)) {
            #expect(abs(one - other) < 0.1)
        }
    }

    @Test func aThirdSourceWithoutPairsChangesNothing() {
        let world = MatchingWorld(recordCount: 100, matchedShare: 0.5, distance: 4.5, seed: 3)
        var two = CompetingPairs(
            world.pairs, FrenchRecords.table(empty(100), empty(100)), matchProportion: 0.005)
        var three = CompetingPairs(
            world.pairs, FrenchRecords.table(empty(100), empty(100), empty(100)), matchProportion: 0.005)
        #expect(two.settled(world.weights) == three.settled(world.weights))
        #expect(two.settled(world.weights) == three.settled(world.weights))
    }

    @Test func estimatesMOnWhatCompetitionLeaves() throws {
        let people = FrenchRecords.people(40)
        let table = FrenchRecords.table(people, people)
        let result = try LinkageEngine(FrenchRecords.configuration).run(table)
        let place = try #require(result.plan.comparisons.firstIndex { $0.name == "birth date" })
        var model = result.model
        let pairs = result.pairs
        // Of the pairs of one date, none remains: other dates are then the rule.
        let weights = pairs.patterns.map { Float(result.plan.level(place, of: $0) == 1 ? -60 : 60) }
        let others = weights.count { $0 > 0 }
        model.refine(pairs, weights, result.plan, pairCount: table.pairCount)
        let level = model.comparisons[place].levels[1]
        #expect(abs(level.m - level.level.startingM / (Double(others) + 1)) < 1e-6)
        #expect(level.twins == level.m)
        #expect(abs(model.matchProportion - Double(others) / table.pairCount) < 1e-9)
    }
}
