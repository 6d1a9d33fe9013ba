import HealthModel
import RecordLinkage
import Testing

/// Each case sends sources one after the other through the resolver that the key holder uses.
@Suite struct ResolverTests {
    static let ownNumber = "2790351215189"
    static let otherOwnNumber = "2790351215190"
    static let fathersNumber = "1550151215189"
    static let mothersNumber = "2560151215189"

    static func marie(
        number: String = "", name: String = "DUPONT", used: String = "", given: String = "Marie",
        born: String = "1979-03-05", sex: Sex = .female, place: String = ""
    ) -> IdentityTraits {
        IdentityTraits(
            nationalNumber: number, birthName: name, usedName: used, givenNames: given, birthDate: born, sex: sex,
            birthPlace: place)
    }

    private func resolve(_ sources: [[IdentityTraits]]) -> [[Resolution]] {
        DeterministicMatcher.resolve(sources: sources.map { $0.map { Nominative($0) } }).resolutions
    }

    private func reasons(_ sources: [[IdentityTraits]]) -> [[String]] {
        resolve(sources).map { $0.map(\.reason.rawValue) }
    }

    // MARK: - Certain

    @Test func linksByNumberWhateverTheName() {
        let found = resolve([
            [Self.marie(number: Self.ownNumber)], [Self.marie(number: Self.ownNumber, name: "MARTIN", given: "Anne")],
        ])
        #expect(found[1][0].reason == .numberBirthSex)
        #expect(found[1][0].person == found[0][0].person)
    }

    @Test func linksByExactTraits() {
        let found = resolve([[Self.marie(place: "51215")], [Self.marie(name: "du pont", given: "MARIE ANNE")]])
        #expect(found[1][0].reason == .exactTraits)
        #expect(found[1][0].person == found[0][0].person)
    }

    @Test(arguments: [
        (marie(used: "MARTIN"), marie(name: "MARTIN")), (marie(name: "MARTIN"), marie(used: "MARTIN")),
        (marie(name: "DUPOND", used: "MARTIN"), marie(used: "MARTIN")),
    ])
    func linksByUsedName(first: IdentityTraits, second: IdentityTraits) {
        let found = resolve([[first], [second]])
        #expect(found[1][0].reason == .usedName)
        #expect(found[1][0].person == found[0][0].person)
    }

    @Test func foundsAPersonWhenNobodyFits() {
        let found = resolve([[Self.marie()], [Self.marie(born: "1979-03-06")]])
        #expect(found[1][0].reason == .firstSeen)
        #expect(found[1][0].person != found[0][0].person)
    }

    // MARK: - Several numbers of one person

    @Test func linksTheNumbersOfBothParentsAndTheOwnOneThroughTheTraits() {
        let found = resolve([
            [Self.marie(number: Self.fathersNumber)], [Self.marie(number: Self.mothersNumber)],
            [Self.marie(number: Self.ownNumber)],
            [
                Self.marie(number: Self.fathersNumber, name: ""), Self.marie(number: Self.mothersNumber, name: ""),
                Self.marie(number: Self.ownNumber, name: ""),
            ],
        ])
        #expect(Set(found.joined().map(\.person)).count == 1)
        #expect(found[3].allSatisfy { $0.reason == .numberBirthSex })
    }

    @Test func makesOnePersonOfTwoWhenARecordBridgesThem() {
        let sources = [
            [Self.marie(number: Self.ownNumber, name: "")], [Self.marie()], [Self.marie(number: Self.ownNumber)],
        ]
        let run = DeterministicMatcher.resolve(sources: sources.map { $0.map { Nominative($0) } })
        #expect(run.memory.merges == [PersonMerge(younger: 2, older: 1)])
        #expect(run.resolutions[2][0].person == 1)
        #expect(run.memory.survivor(of: 2) == 1)
    }

    @Test func neverMergesTwoCertifiedNumbers() {
        let sources = [
            [Self.marie(number: Self.ownNumber, name: "")], [Self.marie(number: Self.otherOwnNumber)],
            [Self.marie(number: Self.ownNumber)], [Self.marie()],
        ]
        let run = DeterministicMatcher.resolve(sources: sources.map { $0.map { Nominative($0) } })
        #expect(run.memory.merges.isEmpty)
        #expect(run.resolutions[2][0].person == run.resolutions[0][0].person)
        #expect(run.resolutions[3][0].reason == .homonyms)
    }

    // MARK: - Twins

    static let lea = marie(number: fathersNumber, given: "Léa", born: "2019-05-04")
    static let zoe = marie(number: fathersNumber, given: "Zoé", born: "2019-05-04")
    static let unnamed = marie(number: fathersNumber, given: "", born: "2019-05-04")

    @Test func tellsTwinsUnderOneNumberApartByTheirNames() {
        let found = resolve([[Self.lea, Self.zoe], [Self.zoe, Self.lea, Self.unnamed]])
        #expect(found[0].map(\.reason) == [.firstSeen, .firstSeen])
        #expect(found[1].map(\.reason) == [.exactTraits, .exactTraits, .sharedNumber])
        #expect(found[1][0].person == found[0][1].person)
        #expect(found[1][1].person == found[0][0].person)
        #expect(found[1][2].outcome == .ambiguous)
    }

    @Test func findsTwinsWhereverTheyStandInTheSource() {
        #expect(reasons([[Self.unnamed, Self.lea, Self.zoe]])[0] == ["shared-number", "first-seen", "first-seen"])
    }

    @Test func doesNotGuessWhenATwinComesAlone() {
        #expect(reasons([[Self.lea], [Self.zoe]])[1] == ["given-name-conflict"])
    }

    @Test func sharesANumberThatIsKnownAlready() {
        let found = resolve([[Self.lea], [Self.lea, Self.zoe], [Self.unnamed]])
        #expect(found[1].map(\.reason) == [.exactTraits, .firstSeen])
        #expect(found[2][0].reason == .sharedNumber)
    }

    @Test func followsTheNumberOfAnOnlyChildWithoutAName() {
        #expect(reasons([[Self.lea], [Self.unnamed]])[1] == ["nir-birth-sex"])
    }

    // MARK: - Namesakes

    @Test func leavesNamesakesWithDifferentCertifiedNumbersToTheirNumbers() {
        let found = resolve([
            [Self.marie(number: Self.ownNumber), Self.marie(number: Self.otherOwnNumber)],
            [Self.marie(), Self.marie(number: Self.otherOwnNumber), Self.marie(number: Self.fathersNumber)],
        ])
        #expect(found[0][0].person != found[0][1].person)
        #expect(found[1].map(\.reason) == [.homonyms, .numberBirthSex, .homonyms])
        #expect(found[1][1].person == found[0][1].person)
    }

    @Test func doesNotLinkAcrossDifferentBirthPlaces() {
        #expect(reasons([[Self.marie(place: "51215")], [Self.marie(place: "2A004")]])[1] == ["birth-place-conflict"])
    }

    // MARK: - Flawed records

    @Test func skipsANumberWithAWrongKey() {
        let found = resolve([[Self.marie(number: "279035121518989")], [Self.marie(number: "279035121518988")]])
        #expect(found[1][0].reason == .exactTraits)
    }

    @Test(arguments: [
        (marie(born: ""), "missing-birth-date"), (marie(number: ownNumber, born: "1979"), "missing-birth-date"),
        (marie(sex: .unknown), "missing-sex"), (marie(name: ""), "nothing-usable"),
        (marie(given: "X"), "nothing-usable"),
        (marie(number: "279035121518988", name: ""), "nothing-usable"), (IdentityTraits(), "nothing-usable"),
    ])
    func excludesWithAReason(record: IdentityTraits, reason: String) {
        let found = resolve([[record]])[0][0]
        #expect(found.outcome == .excluded)
        #expect(found.reason.rawValue == reason)
        #expect(found.person == nil)
    }

    @Test func everyReasonHasWords() {
        for reason in LinkageReason.all { #expect(reason.title.fr != reason.rawValue) }
    }

    /// A person goes with a certain outcome, and never two certified numbers with one person.
    @Test(arguments: 0..<40)
    func keepsItsPromisesOnRandomRecords(seed: Int) {
        var generator = PersonGenerator(seed: UInt64(seed))
        let sources = (0..<3).map { _ in (0..<60).map { _ in generator.record() } }
        var numbers: [PersonNumber: Set<String>] = [:]
        let run = DeterministicMatcher.resolve(sources: sources.map { $0.map { Nominative($0) } })
        for (records, resolutions) in zip(sources, run.resolutions) {
            for (record, resolution) in zip(records, resolutions) {
                #expect((resolution.outcome == .certain) == (resolution.person != nil))
                guard let person = resolution.person else { continue }
                let number = LinkageIdentity(Nominative(record)).number
                if let number, number.isOwn {
                    numbers[run.memory.survivor(of: person), default: []].insert(number.number)
                }
            }
        }
        for (_, own) in numbers { #expect(own.count == 1) }
    }
}
