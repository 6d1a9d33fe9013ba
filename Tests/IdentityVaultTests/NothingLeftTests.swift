import Foundation
import GRDB
import HealthModel
import HubTestSupport
import IdentityVault
import SealedExchange
import Testing

/// What must not be found in the key holder's folder.
@Suite struct NothingLeftTests {
    @Test func leavesNoTraitTokenOrPseudonymOnTheDisk() throws {
        let bench = try VaultBench()
        let answer = try bench.receive([
            .marie(number: "279035121518989", used: "ROQUEBRUNE", place: "51215"),
            .marie(number: IdentityTraits.fathersNumber, given: "Hippolyte", born: "2019-05-04"),
        ])
        let pseudonym = try #require(answer.pseudonyms[0]).text
        let forbidden = [
            "QUATREMERE", "ROQUEBRUNE", "Mariannick", "MARIANNICK", "HIPPOLYTE", "2790351215189", "1550151215189",
            "1979-03-05", "75019", VaultBench.token(1).text, pseudonym, String(pseudonym.dropFirst(2)),
        ]
        for (name, bytes) in try bench.everyByte() {
            for text in forbidden { #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text) in \(name)") }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.vault.home.work.path).isEmpty)
    }

    /// As after a kill in the middle of a reception.
    @Test func removesWhatAStoppedRunLeft() throws {
        let bench = try VaultBench()
        let left = [
            bench.vault.home.work.appending(path: "records"), bench.vault.home.answers.appending(path: "a.1.partial"),
        ]
        for file in left { try Data("left".utf8).write(to: file) }
        _ = try bench.receive([.marie()])
        for file in left { #expect(!FileManager.default.fileExists(atPath: file.path)) }
    }

    @Test func deletesTheSealedIdentitiesUnlessAskedToKeepThem() throws {
        let bench = try VaultBench()
        let deleted = try bench.seal([.marie()])
        _ = try bench.receive(deleted)
        #expect(!FileManager.default.fileExists(atPath: deleted.path))
        let kept = try bench.seal([.marie()], delivery: "d2")
        _ = try bench.receive(kept, keeps: true)
        #expect(FileManager.default.fileExists(atPath: kept.path))
    }

    @Test func changesNothingWhenTheFileIsTamperedWith() throws {
        let bench = try VaultBench()
        _ = try bench.receive([.marie()])
        let before = try bench.vault.status()
        let sealed = try bench.seal((0..<20_000).map { .marie(given: "Nom\($0)") }, source: "hospital")
        var bytes = try Data(contentsOf: sealed)
        bytes[bytes.count - 5] ^= 1
        try bytes.write(to: sealed)
        #expect(VaultBench.code { _ = try bench.receive(sealed) } == "sealed.tampered")
        #expect(FileManager.default.fileExists(atPath: sealed.path))
        #expect(try bench.vault.status() == before)
        let next = try bench.receive([.marie()], source: "births")
        #expect(next.reasons == ["exact-traits"])
    }

    @Test func refusesASenderThatWasNotExpected() throws {
        let bench = try VaultBench()
        let request = ReceiveRequest(
            identities: try bench.seal([.marie()]), hubKey: bench.hub.publicKey,
            crosswalk: bench.folder.url.appending(path: "x"), sender: bench.hub.publicKey)
        #expect(VaultBench.code { _ = try bench.vault.receive(request) } == "sealed.wrong-sender")
    }

    @Test func refusesNamelessDeliveries() throws {
        let bench = try VaultBench()
        #expect(VaultBench.code { _ = try bench.receive([.marie()], delivery: "") } == "vault.delivery-name-invalid")
        let long = String(repeating: "d", count: 129)
        let writerPlace = try bench.seal([.marie()], source: "claims", delivery: String(long.dropLast()))
        #expect(try bench.receive(writerPlace).summary.recordCount == 1)
        #expect(VaultBench.code { _ = try bench.receive([.marie()], delivery: long) } == "vault.delivery-name-invalid")
    }

    /// The schema itself refuses a third custodian and a merge into a younger person.
    @Test func holdsItsRulesInTheSchema() throws {
        let bench = try VaultBench()
        _ = try bench.receive([.marie(), .marie(given: "Anne")])
        let queue = try DatabaseQueue(path: bench.vault.home.register.path)
        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "INSERT INTO custodian VALUES (3, 'x', 'y', 'z', 'w')") }
        }
        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "UPDATE person SET merged_into = 2 WHERE number = 1") }
        }
        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "UPDATE link_key SET hash = x'00'") }
        }
    }
}
