import Foundation
import HealthModel
import HubTestSupport
import Testing

@testable import Journal

struct JournalTests {
    let folder: TemporaryFolder
    let signer: JournalSigner

    init() throws {
        folder = try TemporaryFolder()
        signer = try testSigner()
    }

    func open() throws -> Journal {
        try Journal.open(
            folder: folder.url.appending(path: "journal"), signer: signer, origin: "hub.example/journal",
            surroundings: fixedSurroundings())
    }

    func errors() throws -> [Finding] {
        try JournalVerification.verify(folder: folder.url.appending(path: "journal"), key: signer.key)
    }

    @Test func sequenceNumbersFollowEachOtherAcrossReopening() throws {
        var expected = 0
        for round in 0..<4 {
            let journal = try open()
            for _ in 0..<3 {
                #expect(try journal.append(entry(expected)).sequence == expected)
                expected += 1
            }
            let receipts = try journal.append(contentsOf: (0..<150).map { entry(expected + $0) })
            #expect(receipts.map(\.sequence) == Array(expected..<expected + 150))
            expected += 150
            if round % 2 == 0 { try journal.close() }
        }
        let reader = try open().reader
        #expect(try reader.size() == expected)
        let records = try reader.entries(0..<expected)
        #expect(records.map(\.sequence) == Array(0..<expected))
        #expect(records.map(\.entry) == (0..<expected).map { entry($0) })
        #expect(try errors().isEmpty)
    }

    @Test func aClosedOrRefusedJournalTakesNothing() throws {
        let journal = try open()
        try journal.close()
        #expect(throws: JournalError.stopped) { try journal.append(entry(1)) }
        #expect(throws: JournalError.badOrigin) {
            try Journal.open(folder: folder.url, signer: signer, origin: "other.example")
        }
    }

    @Test func aBatchOf1024IsTakenAndOneMoreIsNot() throws {
        let journal = try open()
        #expect(throws: JournalError.batchTooLarge(entryCount: 1025)) {
            try journal.append(contentsOf: (0..<1025).map { entry($0) })
        }
        #expect(try journal.append(contentsOf: (0..<1024).map { entry($0) }).count == 1024)
        #expect(try journal.append(contentsOf: []).isEmpty)
        #expect(try journal.reader.size() == 1024)
    }

    @Test func theLongestEntriesPassThroughSeveralTails() throws {
        let journal = try open()
        let base = try entry(100).canonicalBytes().count
        for number in 100..<110 { try journal.append(entry(number, padding: JournalEntry.byteCountMax - base)) }
        let reader = try open().reader
        #expect(try reader.entries(0..<20).map(\.entry.objects) == (100..<110).map { ["n": "x\($0)"] })
        #expect(try errors().isEmpty)
    }

    @Test func proofsFromTheFilesHold() throws {
        let journal = try open()
        let receipts = try journal.append(contentsOf: (0..<600).map { entry($0) })
        let checkpoint = try journal.reader.checkpoint()
        for receipt in receipts where receipt.sequence % 37 == 0 {
            let proof = try journal.reader.inclusionProof(receipt.sequence, size: 600)
            let isIncluded = MerkleProof.verifyInclusion(
                leaf: receipt.leafHash, sequence: receipt.sequence, size: 600, root: checkpoint.root, proof: proof)
            #expect(isIncluded)
        }
        for old in [1, 255, 256, 257, 511, 512, 599, 600] {
            let isConsistent = MerkleProof.verifyConsistency(
                oldSize: old, oldRoot: try journal.reader.root(size: old), newSize: 600, newRoot: checkpoint.root,
                proof: try journal.reader.consistencyProof(old, 600))
            #expect(isConsistent)
        }
        #expect(throws: JournalError.unknownSequence(601)) { try journal.reader.inclusionProof(0, size: 601) }
        #expect(throws: JournalError.unknownSequence(600)) { try journal.reader.inclusionProof(600, size: 600) }
    }

    @Test func entriesAreFoundByActionActorAndObject() throws {
        let journal = try open()
        for number in 0..<300 {
            try journal.append(contentsOf: [
                entry(number), entry(number, action: number % 100 == 0 ? "intake.begin" : "x"),
            ])
        }
        let reader = journal.reader
        #expect(try reader.latest(2).map(\.sequence) == [599, 598])
        #expect(try reader.latest(9, matching: JournalFilter(action: "intake")).map(\.sequence) == [401, 201, 1])
        #expect(try reader.latest(9, matching: JournalFilter(action: "in")).isEmpty)
        #expect(
            try reader.latest(9, matching: JournalFilter(objectKind: "n", objectID: "x7")).map(\.sequence) == [15, 14])
        #expect(try reader.latest(9, matching: JournalFilter(actor: "b")).isEmpty)
        #expect(try reader.latest(0).isEmpty)
        #expect(try reader.entries(598..<700).map(\.sequence) == [598, 599])
    }

    @Test func beginningsWithoutOutcomeAreListed() throws {
        let journal = try open()
        func write(_ action: JournalAction, _ objects: [String: String]) throws {
            try journal.append(
                JournalEntry(time: journal.now(), actor: "a", role: "r", action: action, objects: objects))
        }
        try write("intake.begin", ["delivery": "d1"])
        try write("intake.begin", ["delivery": "d2"])
        try write("export.begin", ["delivery": "d1"])
        try write("intake.refused", ["delivery": "d1", "release": "3"])
        #expect(try journal.reader.openReceipts().map(\.sequence) == [1, 2])
        try write("export.done", ["receipt": "2"])
        #expect(try journal.reader.openReceipts().map(\.sequence) == [1])
    }

    @Test func aBracketRecordsSuccessAndFailure() throws {
        let journal = try open()
        let value = try journal.bracket("count", actor: "a", role: "r", objects: ["cohort": "c"]) { receipt in
            (try journal.reader.size(), receipt.sequence)
        }
        #expect(value == (1, 0))
        #expect(throws: JournalError.badKey) {
            try journal.bracket("count", actor: "a", role: "r", objects: [:]) { _ in throw JournalError.badKey }
        }
        #expect(
            try journal.reader.entries(0..<9).map { "\($0.entry.action.rawValue) \($0.entry.outcome)" }
                == ["count.begin ", "count.done done", "count.begin ", "count.failed journal.key-bad"])
        #expect(try journal.reader.openReceipts().isEmpty)
    }

    @Test func anErasedPrivateDetailLeavesTheEntryVerifiable() throws {
        let journal = try open()
        try journal.append(entry(0), privateDetail: "motif confidentiel")
        try journal.append(entry(1), privateDetail: "un autre")
        try journal.append(entry(2))
        #expect(try journal.reader.privateDetail(of: 0) == "motif confidentiel")
        #expect(try journal.reader.privateDetail(of: 2) == nil)
        try journal.erasePrivateDetail(of: 0)
        #expect(try journal.reader.privateDetail(of: 0) == nil)
        #expect(try journal.reader.privateDetail(of: 1) == "un autre")
        #expect(try errors().isEmpty)
        #expect(throws: JournalError.unknownSequence(3)) { try journal.erasePrivateDetail(of: 3) }
    }

    @Test func aCopyWithoutTheWriteAheadFileCanBeOpened() throws {
        let journal = try open()
        try journal.append(contentsOf: (0..<300).map { entry($0) })
        try journal.close()
        try FileManager.default.removeItem(at: folder.url.appending(path: "journal/tail"))
        #expect(try errors().map(\.code) == ["journal.verify.tail-missing"])
        #expect(try open().append(entry(300)).sequence == 300)
        #expect(try errors().isEmpty)
    }

    @Test func anotherKeyCannotOpenTheJournal() throws {
        try open().append(entry(0))
        let other = try JournalSigner(name: "hub.example/journal", seed: Data(repeating: 8, count: 32))
        #expect(throws: JournalError.damaged(file: "checkpoint", reason: .signature)) {
            try Journal.open(folder: folder.url.appending(path: "journal"), signer: other)
        }
    }
}
