import Foundation
import HubTestSupport
import Testing

@testable import RecordLinkage

@Suite struct CalibrationTests {
    /// Pairs whose true weight is a function of the weight that the model gives.
    private func pairs(_ count: Int, seed: UInt64, _ honest: (Double) -> Double) -> (weights: [Float], truths: [Bool]) {
        var generator = SeededGenerator(seed: seed)
        var (weights, truths): ([Float], [Bool]) = ([], [])
        for _ in 0..<count {
            let weight = Double.random(in: -12...12, using: &generator)
            weights.append(Float(weight))
            truths.append(Double.random(in: 0..<1, using: &generator) < 1 / (1 + exp2(-honest(weight))))
        }
        return (weights, truths)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func leavesHonestWeightsAsTheyAre(seed: UInt64) throws {
        let known = pairs(5000, seed: seed) { $0 }
        let curve = try #require(Calibration(weights: known.weights, truths: known.truths))
        for weight in stride(from: Float(-12), through: 12, by: 1) { #expect(abs(curve(weight) - weight) < 0.6) }
    }

    @Test(arguments: [-3.0, 3])
    func followsManyPairs(shift: Double) throws {
        let known = pairs(20_000, seed: 5) { $0 + shift }
        let curve = try #require(Calibration(weights: known.weights, truths: known.truths))
        for weight in stride(from: Float(-6), through: 6, by: 1) {
            #expect(abs(Double(curve(weight)) - Double(weight) - shift) < 0.5)
        }
    }

    /// Three non-matches among pairs of 98 %: the curve bends there, and soon what many pairs say of others holds again.
    @Test func aFewContradictoryPairsBendTheCurveOnlyThere() throws {
        let known = pairs(2000, seed: 6) { $0 }
        let before = try #require(Calibration(weights: known.weights, truths: known.truths))
        let after = try #require(
            Calibration(weights: known.weights + [5.6, 5.6, 5.6], truths: known.truths + [false, false, false]))
        #expect((-1.5 ..< -0.1).contains(after(5.6) - before(5.6)))
        #expect(abs(after(-2) - before(-2)) < 0.1)
        let alone = Calibration(
            KnownPairs(weights: [5.6, 5.6, 5.6], truths: [false, false, false]), pairCount: 3)
        #expect((-3.5 ..< -1).contains(alone(5.6) - 5.6))
        let divided = Calibration(
            KnownPairs(weights: [0, 0, 0, 0], truths: [true, false, true, false]), pairCount: 4)
        #expect(abs(divided(0)) < 1e-6 && abs(divided(6) - 6) < 1e-6)
    }

    @Test func aPairMayCountForMoreThanOne() {
        let weights: [Float] = [2, 2]
        let one = Calibration(KnownPairs(weights: weights, truths: [true, false]), pairCount: 2)
        let more = Calibration(KnownPairs(weights: weights, truths: [true, false], counts: [1, 9]), pairCount: 2)
        #expect(more(2) < one(2))
    }

    @Test func isFlatWhereNothingWasSeen() throws {
        let known = pairs(1000, seed: 8) { $0 }
        let curve = try #require(Calibration(weights: known.weights, truths: known.truths))
        #expect(curve(100) - curve(20) < 0.5 && curve(100) > curve(20))
        #expect(curve(-20) - curve(-60) < 0.5 && curve(-20) > curve(-60))
    }
}
