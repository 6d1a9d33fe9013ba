import Foundation
import HealthModel
import HubTestSupport
import Synchronization
import Testing

@testable import Journal

/// Every operation of a scenario fails once; afterwards nothing acknowledged is lost, nothing is half there, no
/// published checkpoint is gone back on.
struct CrashTests {
    /// What the scenario was told is durable.
    final class Acknowledged {
        var leaves: [Int: MerkleHash] = [:]
    }

    /// Crosses a full tile, two tails and a closing; small enough to be repeated for each of its operations.
    static func run(_ disk: SimulatedDisk, _ acknowledged: Acknowledged) throws {
        var number = 0
        func batch(_ count: Int, padding: Int = 0) -> [JournalEntry] {
            defer { number += count }
            return (0..<count).map { entry(number + $0, padding: padding) }
        }
        for closes in [true, false] {
            let journal = try Journal(disk: disk, signer: testSigner(), surroundings: fixedSurroundings())
            for entries in [batch(1), batch(140), batch(1, padding: 60_000), batch(2)] {
                for receipt in try journal.append(contentsOf: entries) {
                    acknowledged.leaves[receipt.sequence] = receipt.leafHash
                }
            }
            let receipt = try journal.append(batch(1)[0], privateDetail: "détail")
            acknowledged.leaves[receipt.sequence] = receipt.leafHash
            if closes { try journal.close() }
        }
    }

    static func check(_ disk: SimulatedDisk, _ acknowledged: Acknowledged, _ label: String) throws {
        let signer = try testSigner()
        let journal = try Journal(disk: disk, signer: signer, surroundings: fixedSurroundings(seed: 2))
        let reader = journal.reader
        let size = try reader.size()
        let files = TileReader(disk: disk, size: size)
        let leaves = try (0..<(size + 255) / 256).flatMap { try files.bundle($0).map { MerkleHash.leaf($0) } }
        for (sequence, leaf) in acknowledged.leaves where sequence >= size || leaves[sequence] != leaf {
            Issue.record("\(label): acknowledged entry \(sequence) of \(size) is lost")
        }
        for note in disk.checkpoints {
            let checkpoint = try Self.read(note, signer.key)
            let continues = try checkpoint.size <= size && reader.root(size: checkpoint.size) == checkpoint.root
            #expect(continues, "\(label): checkpoint of \(checkpoint.size), now \(size)")
        }
        #expect(try journal.append(entry(9999)).sequence == size)
        let findings = try JournalVerification.verify(disk: disk, key: signer.key)
        #expect(findings.allSatisfy { $0.severity == .note }, "\(label): \(findings.map(\.code))")
    }

    /// The runs publish the same checkpoints again and again: each signature is checked once.
    private static let known = Mutex<[[UInt8]: JournalCheckpoint]>([:])

    private static func read(_ note: [UInt8], _ key: NoteKey) throws -> JournalCheckpoint {
        if let checkpoint = known.withLock({ $0[note] }) { return checkpoint }
        let checkpoint = try JournalCheckpoint(note: note, key: key)
        known.withLock { $0[note] = checkpoint }
        return checkpoint
    }

    static let operationCount: Int = {
        let disk = SimulatedDisk()
        do { try run(disk, Acknowledged()) } catch { return 0 }
        return disk.operationCount
    }()

    @Test func theScenarioCrossesTilesAndTails() throws {
        let disk = SimulatedDisk()
        let acknowledged = Acknowledged()
        try Self.run(disk, acknowledged)
        #expect(acknowledged.leaves.count == 290)
        #expect(try disk.list().contains("tile/0/000"))
        #expect(Self.operationCount > 80)
        try Self.check(disk, acknowledged, "no fault")
    }

    @Test func aKillAtAnyOperationLosesNothing() throws {
        for operation in 0..<Self.operationCount {
            let disk = SimulatedDisk()
            disk.fail(at: operation)
            let acknowledged = Acknowledged()
            #expect(throws: JournalError.self) { try Self.run(disk, acknowledged) }
            let survivor = disk.afterKill()
            let findings = try JournalVerification.verify(disk: survivor, key: testSigner().key)
            // Before its first checkpoint there is no journal to verify.
            if try survivor.read("checkpoint") != nil {
                #expect(findings.allSatisfy { $0.severity < .error }, "\(operation): \(findings.map(\.place))")
            }
            try Self.check(survivor, acknowledged, "kill at \(operation)")
        }
    }

    @Test func aPowerCutAtAnyOperationLosesNothing() throws {
        for operation in 0..<Self.operationCount {
            let disk = SimulatedDisk()
            disk.fail(at: operation)
            let acknowledged = Acknowledged()
            #expect(throws: JournalError.self) { try Self.run(disk, acknowledged) }
            for seed in 0..<UInt64(isLongRun ? 200 : 1) {
                try Self.check(disk.afterPowerCut(seed: seed), acknowledged, "power cut \(seed) at \(operation)")
            }
        }
    }

    @Test func afterAFailedOperationNothingIsAcknowledged() throws {
        let probe = SimulatedDisk()
        let first = try Journal(disk: probe, signer: testSigner(), surroundings: fixedSurroundings())
        let opening = probe.operationCount
        try first.append(entry(0))
        for operation in opening..<probe.operationCount {
            let disk = SimulatedDisk()
            disk.fail(at: operation, dies: false)
            let journal = try Journal(disk: disk, signer: testSigner(), surroundings: fixedSurroundings())
            #expect(throws: JournalError.disk(operation: "change", file: "disk", errno: EIO)) {
                try journal.append(entry(0))
            }
            #expect(throws: JournalError.stopped) { try journal.append(entry(1)) }
            try Self.check(disk, Acknowledged(), "error at \(operation)")
        }
    }
}
