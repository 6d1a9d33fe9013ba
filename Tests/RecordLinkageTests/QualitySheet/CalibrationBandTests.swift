import Foundation
import HubTestSupport
import RecordLinkage
import Testing

@Suite struct CalibrationBandTests {
    /// Pairs whose weights are too large by a factor: what a model that trusts too much gives.
    private func pairs(_ count: Int, seed: UInt64) -> (weights: [Float], truths: [Bool]) {
        var generator = SeededGenerator(seed: seed)
        var (weights, truths): ([Float], [Bool]) = ([], [])
        for _ in 0..<count {
            let weight = Double.random(in: -8...8, using: &generator)
            weights.append(Float(weight * 3 + 2))
            truths.append(Double.random(in: 0..<1, using: &generator) < 1 / (1 + exp2(-weight)))
        }
        return (weights, truths)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func predictsPairsThatTheCurveHasNotSeen(seed: UInt64) throws {
        let learnt = pairs(40_000, seed: seed)
        let curve = try #require(Calibration(weights: learnt.weights, truths: learnt.truths))
        let fresh = pairs(40_000, seed: seed + 100)
        for (low, high) in [(-9.0, -3.0), (-3, -1), (-1, 1), (1, 3), (3, 9)] {
            let band = fresh.weights.indices.filter { (low..<high).contains(Double(curve(fresh.weights[$0]))) }
            let predicted = band.reduce(0.0) { $0 + ScoredPairs.probability(curve(fresh.weights[$1])) }
            let matches = band.count { fresh.truths[$0] }
            #expect(abs(predicted - Double(matches)) / Double(band.count) < 0.045)
        }
    }

    @Test func neverTurnsTheOrderOfPairs() throws {
        let learnt = pairs(5_000, seed: 9)
        let curve = try #require(Calibration(weights: learnt.weights, truths: learnt.truths))
        let honest = stride(from: Float(-60), through: 60, by: 0.25).map { curve($0) }
        #expect(zip(honest, honest.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func givesTheSameCurveAgain() {
        let learnt = pairs(1_000, seed: 4)
        #expect(
            Calibration(weights: learnt.weights, truths: learnt.truths)
                == Calibration(weights: learnt.weights, truths: learnt.truths))
    }

    @Test(arguments: [(0, 0, 0.0, 1.0), (0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (50, 100, 0.4038, 0.5962)])
    func knowsWilsonsInterval(count: Int, total: Int, low: Double, high: Double) {
        let interval = CalibrationBand.wilson(count, of: total)
        #expect(abs(interval.lowerBound - low) < 0.001)
        #expect(abs(interval.upperBound - high) < 0.001)
    }

    @Test func tellsAPredictionOutsideItsInterval() {
        #expect(CalibrationBand(weightMin: 0, weightMax: 1, pairCount: 100, matchCount: 50, predicted: 0.55).isInside)
        #expect(!CalibrationBand(weightMin: 0, weightMax: 1, pairCount: 100, matchCount: 50, predicted: 0.7).isInside)
    }
}
