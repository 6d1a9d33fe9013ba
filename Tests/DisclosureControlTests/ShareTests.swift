import DisclosureControl
import HealthModel
import Testing

@Suite struct ShareTests {
    private let disclosure = Disclosure()

    @Test func aShareComesFromRoundedCounts() throws {
        let share = try disclosure.share(67, of: 201).value
        #expect(share.persons == .exactlyRounded(65))
        // 65 of 200, not 67 of 201 (33.3).
        #expect(share.percent == 32.5)
        #expect(!share.isNearlyAll)
    }

    @Test(arguments: [0, 1, 10]) func aShareOfFewerThanElevenIsWithheld(exact: Int) throws {
        let share = try disclosure.share(exact, of: 1_000).value
        #expect(share.persons.number == nil && share.percent == nil && !share.isNearlyAll)
    }

    @Test func elevenPersonsAreTold() throws {
        #expect(try disclosure.share(11, of: 1_000).value.persons == .exactlyRounded(10))
    }

    @Test(arguments: [990, 999, 1_000]) func nearlyAllIsWithheldAndSaysSo(exact: Int) throws {
        let share = try disclosure.share(exact, of: 1_000).value
        #expect(share.persons.number == nil && share.isNearlyAll)
    }

    @Test func allButElevenAreTold() throws {
        #expect(try disclosure.share(989, of: 1_000).value.persons == .exactlyRounded(990))
    }

    @Test func aGroupThatIsTooSmallHasNoShares() throws {
        #expect(try disclosure.share(5, of: 10).value.percent == nil)
        #expect(throws: DisclosureError.negativeCount) { try disclosure.share(-1, of: 10) }
    }

    @Test func partsProtectASmallPartWithAnother() throws {
        let labels = ["a", "b", "c"].map { Phrase(fr: $0, en: $0) }
        let parts = try disclosure.parts(labels, [500, 40, 3]).map(\.value)
        #expect(parts.map(\.persons.number) == [500, nil, nil])
        // 500 of 545, the rounded whole.
        #expect(parts[0].percent == 91.7)
        #expect(!parts[1].isNearlyAll)
    }

    @Test func anEmptyPartIsToldAndHidesNothing() throws {
        let labels = ["a", "b", "c"].map { Phrase(fr: $0, en: $0) }
        let parts = try disclosure.parts(labels, [500, 40, 0]).map(\.value)
        #expect(parts.map(\.persons.number) == [500, 40, 0])
    }
}
