import Foundation
import HealthModel
import HubTestSupport
import IdentityVault
import SealedExchange
import Testing

@Suite struct ReceiveTests {
    // MARK: - Stable pseudonyms

    @Test func givesOnePersonOnePseudonymAcrossSourcesAndRuns() throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(number: IdentityTraits.ownNumber), .marie(born: "1980-01-01")])
        let reopened = try IdentityVault(home: bench.vault.home, surroundings: bench.surroundings)
        let second = try bench.receive(
            bench.seal([.marie(), .marie(number: IdentityTraits.ownNumber, name: "")], source: "hospital"),
            with: reopened)
        #expect(first.reasons == ["first-seen", "first-seen"])
        #expect(second.reasons == ["exact-traits", "nir-birth-sex"])
        #expect(Set(second.pseudonyms) == [first.pseudonyms[0]])
        #expect(first.pseudonyms[0] != first.pseudonyms[1])
        #expect(second.summary.knownPersonCount == 2)
        #expect(second.summary.newPersonCount == 0)
    }

    @Test func answersInTheOrderOfTheRecordsWithTheHeaderOfTheDelivery() throws {
        let bench = try VaultBench()
        let sealed = try bench.seal((0..<50).map { .marie(given: "Nom\($0)") })
        let digest = try SealedFileReader.digest(of: sealed)
        let answer = try bench.receive(sealed)
        #expect(answer.entries.map(\.token) == (0..<50).map { VaultBench.token($0) })
        let reader = try CrosswalkFileReader(
            url: bench.folder.url.appending(path: "crosswalk.sealed"), key: bench.hub)
        #expect(reader.header.source == "claims" && reader.header.deliveryID == "d1")
        #expect(reader.header.answeredDigest == digest)
        #expect(answer.summary.identitiesDigest == digest)
    }

    @Test func countsWhatItCannotUse() throws {
        let bench = try VaultBench()
        let answer = try bench.receive([
            .marie(number: "279035121518988"), .marie(number: "5790351215189", given: "Anne"), .marie(born: ""),
            IdentityTraits(), .marie(number: "12", name: "", given: ""),
        ])
        #expect(
            answer.reasons == [
                "first-seen", "first-seen", "missing-birth-date", "nothing-usable", "nothing-usable",
            ])
        #expect(answer.summary.numberFlaws == ["key": 1, "provisional": 1, "length": 1])
        #expect(answer.summary.excluded == ["missing-birth-date": 1, "nothing-usable": 2])
        #expect(answer.summary.recordCount == 5)
        #expect(answer.entries.filter { $0.outcome != .certain }.allSatisfy { $0.pseudonym == nil })
    }

    // MARK: - Twins and several numbers

    @Test func tellsTwinsApartAndRemembersTheirNumber() throws {
        let bench = try VaultBench()
        func twin(_ given: String) -> IdentityTraits {
            .marie(number: IdentityTraits.fathersNumber, given: given, born: "2019-05-04")
        }
        let first = try bench.receive([twin("Léa"), twin("Zoé"), twin("")])
        #expect(first.reasons == ["first-seen", "first-seen", "shared-number"])
        #expect(first.summary.sharedNumberCount == 1)
        let second = try bench.receive([twin("Zoé"), twin("")], source: "hospital")
        #expect(second.reasons == ["exact-traits", "shared-number"])
        #expect(second.pseudonyms[0] == first.pseudonyms[1])
    }

    @Test func knowsAPersonByAllTheirNumbers() throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(number: IdentityTraits.fathersNumber)])
        let second = try bench.receive([.marie(number: IdentityTraits.ownNumber)], source: "hospital")
        let third = try bench.receive(
            [
                .marie(number: IdentityTraits.fathersNumber, name: ""),
                .marie(number: IdentityTraits.ownNumber, name: ""),
            ], source: "births")
        #expect(Set(first.pseudonyms + second.pseudonyms + third.pseudonyms).count == 1)
    }

    // MARK: - Merges

    @Test func mergesTwoPersonsAndTellsTheHub() throws {
        let bench = try VaultBench()
        let older = try bench.receive([.marie(number: IdentityTraits.ownNumber, name: "")])
        let younger = try bench.receive([.marie()], source: "hospital")
        #expect(older.pseudonyms != younger.pseudonyms)
        let bridge = try bench.receive([.marie(number: IdentityTraits.ownNumber)], source: "births")
        #expect(bridge.pseudonyms == older.pseudonyms)
        let old = try #require(younger.pseudonyms[0])
        let new = try #require(older.pseudonyms[0])
        #expect(bridge.supersessions == [PseudonymSupersession(old: old, new: new)])
        #expect(bridge.summary.mergeCount == 1 && bridge.summary.supersessionCount == 1)
        let later = try bench.receive([.marie()], source: "deaths")
        #expect(later.pseudonyms == older.pseudonyms && later.supersessions.isEmpty)
        #expect(try bench.vault.status().counts.persons == 1)
    }

    @Test func saysNothingOfPersonsTheHubNeverSaw() throws {
        let bench = try VaultBench()
        let answer = try bench.receive([
            .marie(number: IdentityTraits.ownNumber, name: ""), .marie(), .marie(number: IdentityTraits.ownNumber),
        ])
        #expect(answer.summary.mergeCount == 1)
        #expect(answer.supersessions.isEmpty)
        #expect(Set(answer.pseudonyms).count == 1)
    }

    /// Merges of merged persons, over many deliveries, lead to one survivor.
    @Test func followsChainsOfMerges() throws {
        let bench = try VaultBench()
        let names = ["ALPHA", "BRAVO", "CHARLIE", "DELTA"]
        var pseudonyms: [PersonPseudonym?] = []
        for name in names { pseudonyms += try bench.receive([.marie(name: name)], source: name).pseudonyms }
        #expect(Set(pseudonyms).count == 4)
        for (first, second) in [(2, 3), (1, 2), (0, 1)] {
            _ = try bench.receive([.marie(name: names[first], used: names[second])], source: "bridge-\(first)")
        }
        let last = try bench.receive(names.map { .marie(name: $0) }, source: "all")
        #expect(Set(last.pseudonyms) == [pseudonyms[0]])
    }

    // MARK: - Again, differently, forgotten

    @Test func givesTheSameFileAgain() throws {
        let bench = try VaultBench()
        let sealed = try bench.seal([.marie(), .marie(given: "Anne")])
        let first = try bench.receive(sealed, keeps: true)
        _ = try bench.receive([.marie(number: IdentityTraits.ownNumber)], source: "hospital")
        let again = try bench.receive(sealed, keeps: true)
        #expect(again.bytes == first.bytes)
        #expect(again.summary.isRepeated && !first.summary.isRepeated)
        #expect(again.summary.certain == first.summary.certain)
        #expect(try bench.vault.status().counts.deliveries == 2)
    }

    @Test func refusesAnotherContentUnderTheSameNameUntilForgotten() throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie()])
        let other = try bench.seal([.marie(), .marie(given: "Anne")])
        #expect(VaultBench.code { _ = try bench.receive(other) } == "vault.delivery-differs")
        #expect(FileManager.default.fileExists(atPath: other.path))
        try bench.vault.forget(source: "claims", delivery: "d1")
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.vault.home.answers.path).isEmpty)
        #expect(try bench.receive(other).pseudonyms[0] == first.pseudonyms[0])
        #expect(
            VaultBench.code { try bench.vault.forget(source: "claims", delivery: "d9") } == "vault.delivery-unknown")
    }

    @Test func refusesToAnswerTwoHubs() throws {
        let bench = try VaultBench()
        let sealed = try bench.seal([.marie()])
        _ = try bench.receive(sealed, keeps: true)
        let other = try ExchangeKeyPair(surroundings: .live)
        let request = ReceiveRequest(
            identities: sealed, hubKey: other.publicKey, crosswalk: bench.folder.url.appending(path: "x"))
        #expect(VaultBench.code { _ = try bench.vault.receive(request) } == "vault.answered-to-another-key")
    }

    @Test func saysWhenTheKeptAnswerIsDamaged() throws {
        let bench = try VaultBench()
        let sealed = try bench.seal([.marie()])
        let first = try bench.receive(sealed, keeps: true)
        let kept = bench.vault.home.answers.appending(path: "\(first.summary.identitiesDigest).sealed")
        try Data("x".utf8).write(to: kept)
        #expect(VaultBench.code { _ = try bench.receive(sealed) } == "vault.answer-lost")
    }
}
