import EncodedLinkage
import HealthModel
import HubTestSupport
import Testing

struct RecordEncoderTests {
    private let person = IdentityTraits(
        birthName: "Le Gall", usedName: "D'Errico", givenNames: "Anne-Marie Louise", birthDate: "1961-03-07",
        sex: .female, birthPlace: "29019", postalCode: "29200")

    private func filter(
        _ person: IdentityTraits, key: EncodingKey? = nil, profile: EncodingProfile = .french
    ) throws -> [UInt64] {
        var encoder = RecordEncoder(key: try key ?? testKey(), profile: profile)
        return encoder.filter(of: Nominative(person))
    }

    private func fill(_ filter: [UInt64]) -> Int { filter.reduce(0) { $0 + $1.nonzeroBitCount } }

    @Test func theSameTraitsAlwaysGiveTheSameFilter() throws {
        #expect(try filter(person) == filter(person))
        #expect((300...600).contains(fill(try filter(person))))
    }

    @Test func writingOfNamesDoesNotMatter() throws {
        var other = person
        other.birthName = "LEGALL"
        other.usedName = "d errico"
        other.givenNames = "ANNE-MARIE"
        #expect(try filter(person) == filter(other))
    }

    @Test func anotherKeyOrProjectGivesAnUnrelatedFilter() throws {
        let own = try filter(person)
        for key in [try testKey("other"), try testKey(first: 2)] {
            let foreign = try filter(person, key: key)
            // Two unrelated filters that are half full agree on about half of their bits.
            #expect(abs(naiveDice(own, foreign).value - 0.47) < 0.1)
        }
    }

    @Test func smallErrorsKeepFiltersCloseAndOtherPersonsFar() throws {
        var miswritten = person
        miswritten.birthName = "LEGAL"
        var people = People(seed: 4)
        let near = naiveDice(try filter(person), try filter(miswritten))
        let far = naiveDice(try filter(person), try filter(people.person()))
        #expect(near.value > 0.75)
        #expect(far.value < 0.65)
    }

    @Test func noiseTurnsTheBitsThatItShould() throws {
        let quiet = EncodingProfile.french(.init(noisePerThousand: 0))
        let noisy = EncodingProfile.french(.init(noisePerThousand: 200))
        var (one, two) = (
            RecordEncoder(key: try testKey(), profile: quiet), RecordEncoder(key: try testKey(), profile: noisy)
        )
        var people = People(seed: 5)
        var turned = 0
        for person in people.persons(400) {
            let pair = (one.filter(of: Nominative(person)), two.filter(of: Nominative(person)))
            turned += zip(pair.0, pair.1).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
        }
        // A coin turns half of one bit in five: 102.4 a record.
        #expect(abs(Double(turned) / 400 - 102.4) < 2)
    }

    @Test func saltByBirthYearSeparatesTwoYears() throws {
        let salted = EncodingProfile.french(.init(saltsByBirthYear: true))
        var other = person
        other.birthDate = "1962-03-07"
        let plainScore = naiveDice(try filter(person), try filter(other))
        let saltedScore = naiveDice(try filter(person, profile: salted), try filter(other, profile: salted))
        #expect(plainScore.value > 0.75)
        #expect(saltedScore.value < 0.65)
    }

    @Test func missingTraitsSetNoBits() throws {
        let quiet = EncodingProfile.french(.init(folds: false, noisePerThousand: 0))
        #expect(fill(try filter(IdentityTraits(), profile: quiet)) == 0)
        let placeholder = IdentityTraits(birthName: "INCONNU", birthPlace: "00000", postalCode: "1")
        #expect(fill(try filter(placeholder, profile: quiet)) == 0)
    }

    @Test func weakKeysAndWrongProfilesAreRefused() throws {
        #expect(throws: EncodedLinkageError.masterKeyTooShort(byteCount: 31)) {
            try EncodingKey(master: Array(1...31), project: "p")
        }
        #expect(throws: EncodedLinkageError.projectNameInvalid) {
            try EncodingKey(master: Array(1...32), project: String(repeating: "p", count: 101))
        }
        let sex = EncodingProfile.Field(.sex, bitCount: 40)
        for fields in [[], [sex, sex], [EncodingProfile.Field(.sex, bitCount: 1025)]] {
            #expect(throws: EncodedLinkageError.self) { try EncodingProfile(fields: fields) }
        }
        #expect(throws: EncodedLinkageError.self) {
            try EncodingProfile(fields: [sex], hardening: .init(noisePerThousand: 501))
        }
    }
}
