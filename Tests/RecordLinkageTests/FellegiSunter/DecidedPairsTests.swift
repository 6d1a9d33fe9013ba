import HubTestSupport
import Testing

@testable import RecordLinkage

@Suite struct DecidedPairsTests {
    private func stratum(_ probability: Double, twins: Bool = false) -> DecidedPairs.Stratum {
        DecidedPairs.Stratum(probability: probability, hasConflict: false, isTwinShaped: twins)
    }

    /// Decisions on pairs promised at one probability, of which some are matches.
    private func decided(_ probability: Double, matches: Int, others: Int) -> DecidedPairs {
        var decided = DecidedPairs()
        for number in 0..<matches + others {
            decided.add(probability: probability, isMatch: number < matches, stratum: stratum(probability))
        }
        return decided
    }

    @Test func decisionsMoveTheCurveTheirWay() throws {
        let down = try #require(decided(0.8, matches: 20, others: 40).calibration())
        #expect((0.3..<0.5).contains(DecidedPairs.probability(0.8, under: down)))
        // Neighbours move too, and keep their order.
        #expect(DecidedPairs.probability(0.6, under: down) < 0.5)
        #expect(DecidedPairs.probability(0.9, under: down) > DecidedPairs.probability(0.8, under: down))
        let up = try #require(decided(0.5, matches: 55, others: 5).calibration())
        #expect((0.75..<0.95).contains(DecidedPairs.probability(0.5, under: up)))
    }

    @Test func decisionsAsPromisedChangeNothing() throws {
        let curve = try #require(decided(0.8, matches: 80, others: 20).calibration())
        for promised in [0.05, 0.3, 0.8, 0.99, 0.999] {
            #expect(abs(DecidedPairs.probability(promised, under: curve) - promised) < 0.01)
        }
    }

    @Test func tooFewDecisionsSayNothing() {
        #expect(decided(0.8, matches: 0, others: DecidedPairs.countMin - 1).calibration() == nil)
        #expect(decided(0.8, matches: 0, others: DecidedPairs.countMin).calibration() != nil)
    }

    @Test func contradictionsAmongManyMoveLittle() throws {
        var many = decided(0.9, matches: 90, others: 10)
        // Three people were sure of the contrary.
        for _ in 0..<3 { many.add(probability: 0.999, isMatch: false, stratum: stratum(0.999)) }
        let curve = try #require(many.calibration())
        #expect(DecidedPairs.probability(0.9, under: curve) > 0.75)
        #expect(DecidedPairs.probability(0.3, under: curve) > 0.2)
        #expect(DecidedPairs.probability(0.999, under: curve) < 0.9988)
    }

    /// Twins come first in the queue: all of theirs are decided, a tenth of the others. As a sample of the band, the
    /// decisions say that a quarter matches; of its candidates, it is four fifths and a little.
    @Test func decisionsStandForTheCandidatesTheyWereChosenFrom() throws {
        var decided = DecidedPairs()
        for number in 0..<80 {
            decided.add(probability: 0.75, isMatch: number < 8, stratum: stratum(0.75, twins: true))
        }
        for number in 0..<40 { decided.add(probability: 0.75, isMatch: number < 36, stratum: stratum(0.75)) }
        let asSample = try #require(decided.calibration())
        decided.add(candidates: 80, of: stratum(0.75, twins: true))
        decided.add(candidates: 400, of: stratum(0.75))
        let counts = decided.counts
        #expect(abs(counts.reduce(0, +) - 120) < 1e-9)
        #expect(abs(counts[100] / counts[0] - 10) < 1e-9)
        let weighted = try #require(decided.calibration())
        #expect(DecidedPairs.probability(0.75, under: asSample) < 0.5)
        #expect(abs(DecidedPairs.probability(0.75, under: weighted) - 368.0 / 480) < 0.03)
    }

    /// Pairs that the model promises 2 bits too much, of which a queue takes those in doubt: the curve still finds the shift.
    @Test(arguments: [UInt64(1), 2, 3])
    func aQueueOfDoubtfulPairsTeachesTheirShift(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var decided = DecidedPairs()
        for _ in 0..<2000 {
            let weight = Float.random(in: -4...9, using: &generator)
            let promised = ScoredPairs.probability(weight)
            let isTwinShaped = Double.random(in: 0..<1, using: &generator) < 0.2
            decided.add(candidates: 1, of: stratum(promised, twins: isTwinShaped))
            let isMatch = Double.random(in: 0..<1, using: &generator) < ScoredPairs.probability(weight - 2)
            let chance = (1 - abs(2 * promised - 1)) * (isTwinShaped ? 1 : 0.3)
            guard Double.random(in: 0..<1, using: &generator) < chance else { continue }
            decided.add(probability: promised, isMatch: isMatch, stratum: stratum(promised, twins: isTwinShaped))
        }
        let curve = try #require(decided.calibration())
        for weight: Float in [-1, 0, 1, 2, 3] { #expect(abs(curve(weight) - weight + 2) < 0.9) }
    }
}
