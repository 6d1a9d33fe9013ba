import EncodedLinkage
import HealthModel
import HubTestSupport
import Testing

/// Attacks by whoever sees encodings, with published names: each works on a weak encoding, so that a failure on the
/// default one means something.
struct AttackTests {
    private func names(_ persons: [IdentityTraits]) -> PublishedNames {
        func counted(_ values: [String]) -> [PublishedNames.Name] {
            Dictionary(grouping: values, by: { $0 }).map { .init(text: $0.key, bearerCount: $0.value.count) }
        }
        return PublishedNames(
            firstNames: counted(persons.map(\.givenNames)), familyNames: counted(persons.map(\.birthName)))
    }

    private func encode(_ persons: [IdentityTraits], _ profile: EncodingProfile) throws -> ([Int], EncodedRecords) {
        let rows = People.rows(persons)
        let order = rows.indices.sorted { rows[$0].token.text < rows[$1].token.text }
        return (order, try EncodedFileMaker.encode(rows, key: try testKey(), profile: profile))
    }

    @Test func frequencyReadsAFieldAloneAndNotARecord() throws {
        var people = People(seed: 20)
        let persons = people.persons(1500)
        let published = names(persons).firstNames
        func success(_ profile: EncodingProfile) throws -> Double {
            let (order, records) = try encode(persons, profile)
            let guesses = FrequencyAttack.guesses(records, names: published)
            return Double(zip(order, guesses).count { persons[$0].givenNames == $1 }) / Double(persons.count)
        }
        let alone = try EncodingProfile(fields: [.init(.firstName, bitCount: 200)], hardening: .none)
        #expect(try success(alone) > 0.5)
        #expect(try success(.french) == 0)
    }

    @Test func patternMiningReadsAFieldAloneAndNotAHardenedRecord() throws {
        var people = People(seed: 21)
        let persons = people.persons(1200)
        let published = names(persons)
        func success(_ profile: EncodingProfile) throws -> Double {
            let (order, records) = try encode(persons, profile)
            let guesses = PatternMiningAttack.attack(records, names: published).guesses
            return Double(zip(order, guesses).count { persons[$0].givenNames == $1.firstName }) / Double(persons.count)
        }
        let most = Double(published.firstNames[0].bearerCount) / Double(persons.count)
        let alone = try EncodingProfile(fields: [.init(.firstName, bitCount: 200)], hardening: .none)
        #expect(try success(alone) > 0.3)
        // No better than always saying the most frequent name.
        #expect(try success(.french) < most + 0.05)
    }

    @Test func graphMatchingFollowsKnownPersonsAndHardeningHoldsItBack() throws {
        var people = People(seed: 22)
        let persons = people.persons(300)
        func success(_ profile: EncodingProfile, seedCount: Int) throws -> Double {
            let (order, encoded) = try encode(persons, profile)
            let rows = People.rows(persons, from: 5000)
            let knownOrder = rows.indices.sorted { rows[$0].token.text < rows[$1].token.text }
            let known = try [UInt8(101), 151]
                .map {
                    try EncodedFileMaker.encode(rows, key: try testKey("attacker", first: $0), profile: profile)
                }
            let seeds = (0..<seedCount)
                .map { row in
                    GraphMatchingAttack.Seed(encoded: row, known: knownOrder.firstIndex(of: order[row]) ?? 0)
                }
            let answer = GraphMatchingAttack.attack(encoded, known: known, seeds: seeds)
            return Double(zip(order, answer).count { $0 == knownOrder[$1] }) / Double(persons.count)
        }
        let plain = EncodingProfile.french(.none)
        let salted = EncodingProfile.french(.init(saltsByBirthYear: true))
        #expect(try success(plain, seedCount: 30) > 0.9)
        #expect(try success(.french, seedCount: 0) < 0.05)
        #expect(try success(.french, seedCount: 30) < 0.6)
        #expect(try success(salted, seedCount: 30) < 0.25)
    }
}
