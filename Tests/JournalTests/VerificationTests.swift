import Foundation
import HealthModel
import HubTestSupport
import Testing

@testable import Journal

struct VerificationTests {
    /// A journal of 20 entries in two commits, with a private detail.
    static func smallJournal(closed: Bool = true) throws -> SimulatedDisk {
        let disk = SimulatedDisk()
        let journal = try Journal(disk: disk, signer: testSigner(), surroundings: fixedSurroundings())
        try journal.append(contentsOf: (0..<7).map { entry($0) })
        try journal.append(entry(7), privateDetail: "d")
        try journal.append(contentsOf: (8..<20).map { entry($0) })
        if closed { try journal.close() }
        return disk
    }

    static func verify(_ disk: SimulatedDisk, since: JournalCheckpoint? = nil) throws -> [Finding] {
        try JournalVerification.verify(disk: disk, key: testSigner().key, since: since)
    }

    @Test func everySingleChangedBitOfEveryFileIsFound() throws {
        let disk = try Self.smallJournal()
        #expect(try Self.verify(disk).isEmpty)
        var flipCount = 0
        for path in try disk.list() {
            let byteCount = try disk.read(path)?.count ?? 0
            // Every bit in the long run; else every byte, by turns of its bits.
            for byte in 0..<byteCount {
                for bit in isLongRun ? Array(0..<8) : [(byte * 5 + path.utf8.count) % 8] {
                    disk.flip(path, bit: byte * 8 + bit)
                    let isFound = try Self.verify(disk).contains { $0.severity == .error }
                    disk.flip(path, bit: byte * 8 + bit)
                    #expect(isFound, "bit \(bit) of byte \(byte) of \(path)")
                    flipCount += 1
                }
            }
        }
        #expect(flipCount > 4000)
        #expect(try Self.verify(disk).isEmpty)
    }

    @Test func aChangedBitOfTheWriteAheadFileIsFound() throws {
        let disk = try Self.smallJournal(closed: false)
        #expect(try Self.verify(disk).isEmpty)
        let byteCount = try disk.read("tail")?.count ?? 0
        let used = TailFile.parse(try disk.read("tail") ?? [])?.end ?? 0
        for byte in stride(from: 0, to: used, by: isLongRun ? 1 : 11) {
            disk.flip("tail", bit: byte * 8 + byte % 8)
            #expect(try Self.verify(disk).contains { $0.severity == .error }, "byte \(byte)")
            disk.flip("tail", bit: byte * 8 + byte % 8)
        }
        for byte in stride(from: used, to: byteCount, by: 1 + (byteCount - used) / 20) {
            disk.flip("tail", bit: byte * 8 + byte % 8)
            #expect(try Self.verify(disk).map(\.code) == ["journal.verify.tail-torn"])
            disk.flip("tail", bit: byte * 8 + byte % 8)
        }
    }

    @Test func aRemovedOrAddedFileIsFound() throws {
        let disk = try Self.smallJournal()
        for path in ["checkpoint", "tile/0/000.p/20", "tile/entries/000.p/20"] {
            let damaged = disk.afterKill()
            try damaged.remove(path)
            #expect(try Self.verify(damaged).contains { $0.code == "journal.verify.file-missing" }, "\(path)")
        }
        for path in ["tile/0/001", "tile/1/000", "tile/0/000.p/21", "x", "details/ab/x", "tile/entries/000"] {
            let damaged = disk.afterKill()
            try damaged.write(path, [1])
            #expect(try Self.verify(damaged).contains { $0.severity == .error }, "\(path)")
        }
    }

    @Test func aRollbackIsFoundWithAnEarlierCheckpoint() throws {
        let disk = SimulatedDisk()
        let signer = try testSigner()
        let journal = try Journal(disk: disk, signer: signer, surroundings: fixedSurroundings())
        try journal.append(contentsOf: (0..<300).map { entry($0) })
        let old = disk.afterKill()
        try journal.append(entry(300))
        let kept = try journal.reader.checkpoint()
        #expect(try Self.verify(old).isEmpty)
        #expect(try Self.verify(disk, since: kept).isEmpty)
        #expect(try Self.verify(old, since: kept).map(\.code) == ["journal.verify.truncated"])
        // Who holds the key can write another history; not one that continues the kept checkpoint.
        let forged = try Journal(disk: old, signer: signer, surroundings: fixedSurroundings())
        try forged.append(contentsOf: [entry(999), entry(301)])
        #expect(try Self.verify(old, since: kept).map(\.code) == ["journal.verify.rewritten"])
    }

    @Test func aJournalWithUpperTilesIsVerifiedWhole() throws {
        let disk = SimulatedDisk()
        let journal = try Journal(disk: disk, signer: testSigner(), surroundings: fixedSurroundings())
        for start in stride(from: 0, to: 1500, by: 500) {
            try journal.append(contentsOf: (start..<start + 500).map { entry($0) })
        }
        #expect(try Self.verify(disk).isEmpty)
        for path in try disk.list().filter({ $0.hasPrefix("tile/") }) {
            disk.flip(path, bit: 77)
            #expect(try Self.verify(disk).contains { $0.severity == .error }, "\(path)")
            disk.flip(path, bit: 77)
        }
    }

    @Test func verifyingWritesNothing() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "journal")
        let findings = try JournalVerification.verify(folder: place, key: testSigner().key)
        #expect(findings.contains { $0.code == "journal.verify.file-missing" })
        #expect(!FileManager.default.fileExists(atPath: place.path))
        #expect(throws: JournalError.damaged(file: "checkpoint", reason: .missing)) {
            try JournalReader(folder: place, key: testSigner().key).size()
        }
    }

    @Test func aDamagedJournalIsNotOpened() throws {
        let disk = try Self.smallJournal()
        disk.flip("tile/0/000.p/20", bit: 100)
        #expect(throws: JournalError.damaged(file: "tile", reason: .root)) {
            try Journal(disk: disk, signer: testSigner(), surroundings: fixedSurroundings())
        }
    }

    @Test func progressReachesTheEnd() throws {
        let folder = try TemporaryFolder()
        let journal = try Journal.open(folder: folder.url, signer: testSigner())
        try journal.append(contentsOf: (0..<600).map { entry($0) })
        final class Seen: @unchecked Sendable {
            // Safe because the verification calls its observer on the calling thread.
            var steps: [Int] = []
        }
        let seen = Seen()
        _ = try JournalVerification.verify(folder: folder.url, key: testSigner().key) { seen.steps.append($0.done) }
        #expect(seen.steps == [256, 512, 600])
    }
}
