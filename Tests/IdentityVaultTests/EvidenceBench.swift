import Foundation
import HealthModel
import HubTestSupport
import IdentityVault
import SealedExchange

/// A small register with enough certified numbers to learn from, and a second source that knows the same persons.
struct EvidenceBench {
    static let personCount = 900

    let bench: VaultBench
    let persons: [IdentityTraits]
    let first: VaultBench.Answer

    init() throws {
        bench = try VaultBench()
        persons = (0..<Self.personCount).map { EvidenceBench.person($0) }
        first = try bench.receive(persons, source: "register")
    }

    /// The second source: the first `certified` persons with their own number, then the records to look at.
    func receive(
        _ records: [IdentityTraits], certified: Int = 600, source: String = "hospital", delivery: String = "d1"
    ) throws -> (answer: VaultBench.Answer, ends: [CrosswalkEntry]) {
        let known = persons.prefix(certified)
            .map { person in
                var person = person
                person.usedName = ""
                return person
            }
        let answer = try bench.receive(known + records, source: source, delivery: delivery)
        return (answer, Array(answer.entries.dropFirst(certified)))
    }

    func pseudonym(_ person: Int) -> PersonPseudonym? { first.pseudonyms[person] }

    /// Person 850 and beyond have a number in the register only.
    static func person(_ number: Int) -> IdentityTraits {
        var generator = SeededGenerator(seed: UInt64(number) &* 7919 &+ 3)
        let day = Day(daysSince1970: Int32(Int.random(in: -9_000..<14_000, using: &generator)))
        let isWoman = Bool.random(using: &generator)
        let place = String(Int.random(in: 10_001...94_999, using: &generator))
        let (year, month) = (day.year % 100, day.civil.month)
        let order = String(Int.random(in: 100...999, using: &generator))
        let body = "\(isWoman ? 2 : 1)\(two(year))\(two(month))\(place)\(order)"
        return IdentityTraits(
            nationalNumber: body + two(NIR.key(of: body) ?? 0), birthName: name(&generator, 3),
            usedName: isWoman && number % 3 == 0 ? name(&generator, 3) : "", givenNames: name(&generator, 2),
            birthDate: day.description, sex: isWoman ? .female : .male, birthPlace: place,
            postalCode: String(10_000 + Int.random(in: 0..<80, using: &generator) * 1000))
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static func name(_ generator: inout SeededGenerator, _ length: Int) -> String {
        let parts = [
            "BER", "LAN", "MOR", "TIN", "DU", "GAR", "VAL", "SON", "RI", "CHE", "NO", "PEL", "FA", "JOU", "ZA",
        ]
        return (0..<length).compactMap { _ in parts.randomElement(using: &generator) }.joined()
    }
}
