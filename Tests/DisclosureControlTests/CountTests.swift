import HealthModel
import HubTestSupport
import Testing

@testable import DisclosureControl

struct CountTests {
    private let disclosure = Disclosure()

    @Test(arguments: 0...10)
    func withholdsCountsUnderEleven(_ exact: Int) throws {
        let count = try disclosure.count(exact, of: 1_000).value
        #expect(count.number == nil)
        guard case .withheld(let reason) = count else { return }
        #expect(reason.fr.contains("moins de 11"))
        #expect(reason.en.contains("fewer than 11"))
    }

    @Test(arguments: [(11, 10), (12, 10), (13, 15), (17, 15), (18, 20), (830, 830), (832, 830), (833, 835)])
    func roundsOthersToTheNearestFive(_ exact: Int, _ rounded: Int) throws {
        #expect(try disclosure.count(exact).value == .exactlyRounded(rounded))
    }

    @Test func tellsAZeroThatHarmsNobody() throws {
        #expect(try disclosure.count(0, isZeroSensitive: false).value == .exactlyRounded(0))
        #expect(try disclosure.count(1, isZeroSensitive: false).value.number == nil)
    }

    @Test func withholdsWhatLeavesOutFewerThanEleven() throws {
        #expect(try disclosure.count(1_000, of: 1_000).value.number == nil)
        #expect(try disclosure.count(990, of: 1_000).value.number == nil)
        #expect(try disclosure.count(989, of: 1_000).value.number == 990)
    }

    @Test func refusesNegativeCountsAndWeakPolicies() {
        #expect(throws: DisclosureError.negativeCount) { try disclosure.count(-1) }
        #expect(throws: DisclosureError.self) { try DisclosurePolicy(thresholdPersons: 4, roundingBase: 1) }
        #expect(throws: DisclosureError.self) { try DisclosurePolicy(thresholdPersons: 11, roundingBase: 12) }
        #expect(throws: DisclosureError.self) { try DisclosurePolicy(thresholdPersons: 11, roundingBase: 0) }
        #expect(throws: Never.self) { try DisclosurePolicy(thresholdPersons: 5, roundingBase: 1) }
    }

    @Test(arguments: [1, 5, 7, 10])
    func theReaderConcludesNoMoreThanTheRoundingAllows(_ base: Int) throws {
        let policy = try DisclosurePolicy(thresholdPersons: 11, roundingBase: base)
        for exact in 11..<200 {
            let released = try #require(try Disclosure(policy: policy).count(exact).value.number)
            let possible = policy.possibleCounts(of: released)
            #expect(possible.contains(exact))
            let same = try (11..<220).filter { try Disclosure(policy: policy).count($0).value.number == released }
            #expect(possible == same[0]...same[same.count - 1])
        }
    }

    @Test func givesEveryErrorItsOwnCodeAndWords() {
        let errors: [DisclosureError] = [
            .badPolicy("x"), .negativeCount, .unevenTable, .tooManyCells(maximum: 1), .growingSteps,
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(errors.allSatisfy { !$0.message.fr.isEmpty && !$0.message.en.isEmpty })
    }
}
