import DisclosureControl
import HealthModel
import HubTestSupport
import Testing

struct AttritionTests {
    private let disclosure = Disclosure()

    private func steps(_ counts: [Int]) throws -> [ReleasableStep] {
        try disclosure.attrition(counts.map { (label: Phrase(fr: "étape", en: "step"), persons: $0) }).value
    }

    @Test func repeatsTheFigureOfAStepThatLosesFewerThanEleven() throws {
        let steps = try steps([200, 195, 189, 100])
        #expect(steps.map(\.persons.number) == [200, 200, 190, 100])
        #expect(steps.map { $0.note == nil } == [true, false, true, true])
    }

    @Test func saysTheSameForASmallLossAndForNone() throws {
        let none = try steps([200, 200])
        let some = try steps([200, 190])
        #expect(none == some)
        #expect(none[1].note?.fr.contains("peut-être aucune") == true)
        #expect(none[1].note?.en.contains("perhaps none") == true)
    }

    @Test func comparesWithTheLastFigureToldSoThatSmallLossesDoNotAddUp() throws {
        #expect(try steps([200, 195, 190, 189, 180]).map(\.persons.number) == [200, 200, 200, 190, 190])
    }

    @Test func withholdsEveryStepUnderTheThreshold() throws {
        #expect(try steps([40, 8, 0]).map(\.persons.number) == [40, nil, nil])
        #expect(try steps([12, 10]).map(\.persons.number) == [10, nil])
    }

    @Test func refusesGrowingSteps() {
        #expect(throws: DisclosureError.growingSteps) { try steps([20, 21]) }
        #expect(throws: DisclosureError.negativeCount) { try steps([-1]) }
    }

    @Test(arguments: 0..<200)
    func noTwoFiguresShowASmallDifference(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var count = Int.random(in: 0...400, using: &generator)
        var exact: [Int] = []
        for _ in 0..<Int.random(in: 1...12, using: &generator) {
            exact.append(count)
            count -= Int.random(in: 0...min(count, [3, 12, 60][seed % 3]), using: &generator)
        }
        let steps = try steps(exact)
        #expect(steps.count == exact.count)
        // Two different figures are at least eleven persons apart in truth, so their difference is no secret.
        var told: [Int: Int] = [:]
        for (step, exact) in zip(steps, exact) where step.note == nil {
            guard let number = step.persons.number else { continue }
            #expect(exact >= 11)
            #expect(abs(number - exact) <= 2)
            #expect(told.values.allSatisfy { abs($0 - exact) >= 11 })
            told[number] = exact
        }
        // A repeated figure repeats the last one told, and is off by fewer than eleven plus the rounding.
        for (position, step) in steps.enumerated() where step.note != nil {
            #expect(step.persons == steps[position - 1].persons)
            #expect(abs((step.persons.number ?? 0) - exact[position]) <= 12)
        }
    }
}
