import DisclosureControl
import HealthModel
import Testing

@Suite struct StandardisedDifferenceTests {
    private let disclosure = Disclosure()

    /// Mayo Clinic's trial in primary biliary cirrhosis, 158 and 154 patients, as the R package tableone publishes it
    /// (vignette "Introduction to tableone"): counts, and the standardised differences that it prints.
    @Test(arguments: [
        (137, 139, 0.111), (14, 10, 0.089), (73, 87, 0.207), (45, 45, 0.016),
    ]) func sharesAreAsPublished(first: Int, second: Int, published: Double) throws {
        let difference = try #require(
            StandardisedDifference.ofShares(Double(first) / 158, Double(second) / 154))
        #expect((abs(difference) * 1_000).rounded() / 1_000 == published)
    }

    @Test(arguments: [
        (51.42, 11.01, 48.58, 9.96, 0.270), (2.87, 3.63, 3.65, 5.28, 0.171), (365.01, 209.54, 373.88, 252.48, 0.038),
    ]) func meansAreAsPublished(m1: Double, s1: Double, m2: Double, s2: Double, published: Double) throws {
        let difference = try #require(StandardisedDifference.ofMeans((m1, s1), (m2, s2)))
        // Published from means and deviations that have more digits than those printed.
        #expect(abs(abs(difference) - published) < 0.002)
    }

    @Test func theSignSaysWhichGroupHasMore() {
        #expect((StandardisedDifference.ofShares(0.5, 0.2) ?? 0) > 0)
        #expect((StandardisedDifference.ofMeans((1, 1), (2, 1)) ?? 0) == -1)
        #expect(StandardisedDifference.ofShares(0, 0) == 0)
        #expect(StandardisedDifference.ofShares(1, 0) == nil)
    }

    @Test func isComputedFromReleasedSharesOnly() throws {
        // Told: 65 of 200 and 40 of 200; exactly 67 of 201 and 42 of 199 would give 0.28.
        let difference = ReleasableDifference(try disclosure.share(67, of: 201), try disclosure.share(42, of: 199))
        #expect(difference == .about(0.29))
    }

    @Test func aWithheldShareBoundsTheDifference() throws {
        let common = try disclosure.share(400, of: 1_000)
        let rare = try disclosure.share(3, of: 1_000)
        // At most 10 of at least 998: (0.4 − 0.01002) / √((0.24 + 0.00992) / 2) = 1.103.
        #expect(ReleasableDifference(common, rare) == .beyond(1.1))
        #expect(ReleasableDifference(rare, common) == .beyond(-1.1))
        // The bound is the same for 0 and for 10: it does not tell which.
        for count in [0, 10] {
            #expect(ReleasableDifference(common, try disclosure.share(count, of: 1_000)) == .beyond(1.1))
        }
        #expect(ReleasableDifference(try disclosure.share(1_000, of: 1_000), common) == .beyond(1.66))
    }

    @Test func nothingIsSaidOfTwoWithheldShares() throws {
        let rare = try disclosure.share(3, of: 1_000)
        #expect(ReleasableDifference(rare, rare).number == nil)
        // 11 of 1,000 is no more than what the other may be.
        #expect(ReleasableDifference(try disclosure.share(11, of: 1_000), rare).number == nil)
    }

    @Test func aPartThatIsHiddenToProtectAnotherBoundsNothing() throws {
        let labels = ["a", "b", "c"].map { Phrase(fr: $0, en: $0) }
        let one = try disclosure.parts(labels, [500, 40, 3])
        let other = try disclosure.parts(labels, [500, 300, 200])
        #expect(ReleasableDifference(one[0], other[0]).number != nil)
        #expect(ReleasableDifference(one[1], other[1]).number == nil)
    }

    @Test func meansAreComparedAsReleased() throws {
        func summary(_ persons: Int, _ mean: Double) throws -> Releasable<ReleasableSummary> {
            try disclosure.summary(
                NumberSummary(
                    persons: persons, mean: mean, standardDeviation: 10, lowerQuartile: 1, median: 2, upperQuartile: 3,
                    largest: 100, secondLargest: 99, absoluteSum: 1_000))
        }
        #expect(ReleasableDifference(try summary(100, 57.349), try summary(100, 50.04)) == .about(0.73))
        #expect(ReleasableDifference(try summary(100, 57), try summary(10, 50)).number == nil)
    }
}
