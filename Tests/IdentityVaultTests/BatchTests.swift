import Foundation
import HealthModel
import HubTestSupport
import IdentityVault
import RecordLinkage
import SealedExchange
import Testing

/// Batches on disk must decide as the resolver does in memory.
@Suite struct BatchTests {
    @Test(arguments: 0..<6)
    func decidesAsTheResolverInMemory(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let bench = try VaultBench()
        let sources = (0..<3).map { _ in (0..<120).map { _ in BatchTests.record(&generator) } }
        let expected = DeterministicMatcher.resolve(sources: sources.map { $0.map { Nominative($0) } })
        var persons: [PersonPseudonym: PersonNumber] = [:]
        for (number, source) in sources.enumerated() {
            let answer = try bench.receive(source, source: "s\(number)")
            #expect(answer.reasons == expected.resolutions[number].map(\.reason.rawValue))
            for pair in answer.supersessions { persons[pair.new] = persons[pair.new] ?? persons[pair.old] }
            if number == sources.count - 1 {
                for (entry, resolution) in zip(answer.entries, expected.resolutions[number]) {
                    guard let pseudonym = entry.pseudonym, let person = resolution.person else { continue }
                    let survivor = expected.memory.survivor(of: person)
                    #expect(persons[pseudonym, default: survivor] == survivor)
                    persons[pseudonym] = survivor
                }
            }
        }
    }

    /// More records than a batch, each met again in another one.
    @Test func linksAcrossBatches() throws {
        let bench = try VaultBench()
        let count = 20_050
        let persons = (0..<count).map { IdentityTraits.marie(given: "P\($0)") }
        let first = try bench.receive(persons)
        let second = try bench.receive(persons.reversed(), source: "hospital")
        #expect(second.pseudonyms.reversed() == first.pseudonyms)
        #expect(Set(first.pseudonyms).count == count)
        #expect(second.summary.certain == ["exact-traits": count])
    }

    private static func record(_ generator: inout SeededGenerator) -> IdentityTraits {
        func any(_ texts: [String]) -> String { texts.randomElement(using: &generator) ?? "" }
        return IdentityTraits(
            nationalNumber: any(["", "2790351215189", "2790351215190", "1550151215189", "279035121518988"]),
            birthName: any(["DUPONT", "MARTIN", "DURAND", ""]), usedName: any(["", "", "MARTIN", "DUPONT"]),
            givenNames: any(["Marie", "Anne", "Zoé", ""]),
            birthDate: any(["1979-03-05", "1979-03-06", "2019-05-04", ""]),
            sex: Bool.random(using: &generator) ? .female : .male, birthPlace: any(["", "51215", "2A004"]))
    }
}
