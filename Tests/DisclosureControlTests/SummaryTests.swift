import DisclosureControl
import HealthModel
import Testing

@Suite struct SummaryTests {
    private let disclosure = Disclosure()

    private func summary(
        persons: Int = 100, mean: Double = 57.349, deviation: Double = 11.96, largest: Double = 90,
        second: Double = 89, sum: Double = 5_735
    ) throws -> ReleasableSummary {
        try disclosure.summary(
            NumberSummary(
                persons: persons, mean: mean, standardDeviation: deviation, lowerQuartile: 48.2, median: 57.04,
                upperQuartile: 66, largest: largest, secondLargest: second, absoluteSum: sum)
        )
        .value
    }

    @Test func tellsThreeSignificantDigits() throws {
        let released = try summary()
        #expect(released.persons == .exactlyRounded(100))
        #expect(released.mean == .rounded(57.3))
        #expect(released.standardDeviation == .rounded(12))
        #expect(released.median == .rounded(57))
    }

    @Test(
        arguments: [
            (1_234.5, 1_230), (0.012_345, 0.012_3), (-57.35, -57.4), (999.6, 1_000), (0, 0), (123_456, 123_000),
        ])
    func roundsToThreeSignificantDigits(exact: Double, told: Double) throws {
        let number = try #require(try summary(mean: exact, deviation: 12).mean.number)
        #expect(abs(number - told) <= 1e-9 * max(1, abs(told)))
    }

    @Test func fewerThanElevenPersonsHaveNoMean() throws {
        #expect(try summary(persons: 10).mean.number == nil)
        #expect(try summary(persons: 10).standardDeviation.number == nil)
        #expect(try summary(persons: 11).mean.number == 57.3)
    }

    @Test func aQuantileNeedsElevenPersonsOnEachSide() throws {
        #expect(try summary(persons: 21).median.number == nil)
        #expect(try summary(persons: 22).median.number == 57)
        #expect(try summary(persons: 43).lowerQuartile.number == nil)
        #expect(try summary(persons: 43).upperQuartile.number == nil)
        #expect(try summary(persons: 44).upperQuartile.number == 66)
    }

    @Test func theSameValueOfEverybodyIsWithheld() throws {
        let released = try summary(deviation: 0)
        #expect(released.mean.number == nil && released.median.number == nil)
        #expect(released.persons.number == 100)
    }

    @Test func aMeanThatOnePersonMakesIsWithheld() throws {
        // 10 % of the largest value is 100: the others must reach it without the two largest.
        #expect(try summary(largest: 1_000, second: 10, sum: 1_109).mean.number == nil)
        #expect(try summary(largest: 1_000, second: 10, sum: 1_110).mean.number == 57.3)
        #expect(try summary(largest: 1_000, second: 10, sum: 1_109).median.number == 57)
    }

    @Test func aValueOfNearlyEverybodyIsToldWithoutHowMany() throws {
        let exact = NumberSummary(
            persons: 195, mean: 5, standardDeviation: 1, lowerQuartile: 4, median: 5, upperQuartile: 6, largest: 9,
            secondLargest: 9, absoluteSum: 975)
        #expect(try disclosure.summary(exact, of: 200).value.persons.number == nil)
        #expect(try disclosure.summary(exact, of: 200).value.mean.number == 5)
        #expect(try disclosure.summary(exact, of: 206).value.persons.number == 195)
    }

    @Test func whatIsNotANumberIsNotTold() throws {
        #expect(try summary(deviation: .nan).mean.number == nil)
    }
}
