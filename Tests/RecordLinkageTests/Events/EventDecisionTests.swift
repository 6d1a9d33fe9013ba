import HealthModel
import Testing

@testable import RecordLinkage

@Suite struct EventDecisionTests {
    /// Subjects with one candidate each, of its own.
    private func candidates(_ count: Int) -> ComparedCandidates {
        var piece = ComparedPiece()
        for place in 0..<count {
            piece.candidateCounts.append(1)
            piece.persons.append(UInt32(place))
            piece.constants.append(0)
            piece.patternCounts.append(0)
            piece.foundStayCounts.append(1)
            piece.comparedStayCounts.append(1)
        }
        return ComparedCandidates([piece])
    }

    private func certainCount(decoyOdds: Double, outside: Double) -> Int {
        let odds = [Double](repeating: 15, count: 2_000) + [Double](repeating: decoyOdds, count: 1_000)
        let decision = EventDecision(
            candidates(3_000), odds: odds, subjectCount: 2_000, outsideCount: outside, options: EventLinkageOptions())
        let all = [Bool](repeating: true, count: 2_000)
        let none = [Bool](repeating: false, count: 2_000)
        return decision.run(hasStay: all, isCrowded: none).links.count { $0.outcome == .certain }
    }

    @Test func nobodyIsLinkedWhenDecoysAreLinkedAsOften() {
        #expect(certainCount(decoyOdds: 15, outside: 1_900) == 0)
        #expect(certainCount(decoyOdds: -5, outside: 500) == 2_000)
    }

    @Test func fewDecoysWeighByTheSubjectsTheyStandFor() {
        // 1,000 decoys x 0.0005 subjects each stay below one wrong link in 2,000.
        #expect(certainCount(decoyOdds: 15, outside: 0.5) == 2_000)
    }

    @Test func decoysComeAfterTheSubjectsAndCannotBeInTheFile() {
        let world = EventWorld(seed: 3)
        let files = DecoySubjects.adding(to: world.files, counts: 1_000...5_000)
        #expect(files.register.unnamedOwnerCount == 1_000)
        #expect(files.register.ownerCount == world.files.register.ownerCount + 1_000)
        #expect(files.national.count == world.files.national.count)
        let report = EventLinkage().run(world.files).report
        #expect(report.decoyCount == 5_000)
        #expect(report.subjectCount == 400)
    }

    @Test func aRegisterOfStrangersIsNotLinked() {
        let world = EventWorld(seed: 12, personCount: 8_000, subjectCount: 800, outside: 800)
        let result = EventLinkage().run(world.files)
        #expect(result.report.certainCount <= 1)
        #expect(result.report.presentShare < 0.2)
    }
}
