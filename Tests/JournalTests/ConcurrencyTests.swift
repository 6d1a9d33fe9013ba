import Foundation
import HubTestSupport
import Synchronization
import Testing

@testable import Journal

struct ConcurrencyTests {
    let folder: TemporaryFolder
    let signer: JournalSigner

    init() throws {
        folder = try TemporaryFolder()
        signer = try testSigner()
    }

    /// Runs a body on many threads at once; the threads share nothing but what the body shares.
    func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) {
        let group = DispatchGroup()
        for number in 0..<count {
            group.enter()
            Thread.detachNewThread {
                do { try body(number) } catch { Issue.record(error) }
                group.leave()
            }
        }
        group.wait()
    }

    @Test func sixtyFourThreadsShareSyncsAndLoseNothing() throws {
        let journal = try Journal.open(folder: folder.url, signer: signer)
        let receipts = Mutex<[Int: Int]>([:])
        onThreads(64) { thread in
            for round in 0..<5 {
                let number = thread * 5 + round
                let receipt = try journal.append(entry(number))
                receipts.withLock { $0[receipt.sequence] = number }
            }
        }
        let given = receipts.withLock { $0 }
        #expect(given.keys.sorted() == Array(0..<320))
        for record in try journal.reader.entries(0..<320) {
            #expect(record.entry == entry(given[record.sequence] ?? -1))
        }
        #expect(try JournalVerification.verify(folder: folder.url, key: signer.key).isEmpty)
    }

    /// Each journal object has its own lock descriptor, as processes have.
    @Test func twoWritersOnOneFolderNeitherLoseNorDouble() throws {
        let journals = try (0..<2).map { _ in try Journal.open(folder: folder.url, signer: signer) }
        let given = Mutex<[Int: Int]>([:])
        onThreads(4) { thread in
            for round in 0..<40 {
                let number = thread * 1000 + round * 10
                let receipts = try journals[thread % 2].append(contentsOf: (0..<4).map { entry(number + $0) })
                given.withLock { given in
                    for (offset, receipt) in receipts.enumerated() { given[receipt.sequence] = number + offset }
                }
            }
        }
        for journal in journals { try journal.close() }
        let numbers = given.withLock { $0 }
        #expect(numbers.keys.sorted() == Array(0..<640))
        let reader = try JournalReader(folder: folder.url, key: signer.key)
        for record in try reader.entries(0..<640) { #expect(record.entry == entry(numbers[record.sequence] ?? -1)) }
        #expect(try JournalVerification.verify(folder: folder.url, key: signer.key).isEmpty)
    }

    @Test func aWriterThatOnlyOpensAndClosesDoesNotDisturbAnother() throws {
        let journal = try Journal.open(folder: folder.url, signer: signer)
        for number in 0..<20 {
            #expect(try journal.append(entry(number)).sequence == number)
            if number % 3 == 0 { try Journal.open(folder: folder.url, signer: signer).close() }
            if number % 5 == 0 { _ = try Journal.open(folder: folder.url, signer: signer) }
        }
        #expect(try JournalVerification.verify(folder: folder.url, key: signer.key).isEmpty)
    }

    @Test func aJournalIsVerifiedWhileOthersAppend() throws {
        let journal = try Journal.open(folder: folder.url, signer: signer)
        try journal.append(entry(0))
        let folder = folder.url
        let key = signer.key
        onThreads(2) { thread in
            for round in 0..<12 {
                if thread == 0 {
                    try journal.append(contentsOf: (0..<50).map { entry(round * 50 + $0, padding: 300) })
                } else {
                    #expect(try JournalVerification.verify(folder: folder, key: key).isEmpty)
                }
            }
        }
    }

    @Test func asynchronousCallersShareSyncsToo() async throws {
        let journal = try Journal.open(folder: folder.url, signer: signer)
        let sequences = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 { group.addTask { try await journal.appendAsync(entry(number)).sequence } }
            var sequences: [Int] = []
            for try await sequence in group { sequences.append(sequence) }
            return sequences
        }
        #expect(sequences.sorted() == Array(0..<200))
        #expect(try JournalVerification.verify(folder: folder.url, key: signer.key).isEmpty)
    }

    @Test func tooManyWaitingEntriesAreRefused() throws {
        let group = GroupCommit { (_) throws(JournalError) in 0 }
        let one = EncodedEntry([1])
        #expect(throws: JournalError.tooManyWaiting(entryCount: 0)) {
            try group.append(Array(repeating: one, count: GroupCommit.waitingEntryCountMax + 1))
        }
        #expect(try group.append([one]).count == 1)
    }

    /// Measures; run it with HUB_BENCHMARKS=1 on a quiet machine.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["HUB_BENCHMARKS"] != nil), .serialized, arguments: [1, 8, 32])
    func sixtyFourThreadsStoreTwentyThousandEntriesASecond(batch: Int) throws {
        let journal = try Journal.open(folder: folder.url, signer: signer)
        let rounds = 20_000 / 64 / batch + 20
        let start = ContinuousClock.now
        let processorStart = clock()
        onThreads(64) { thread in
            for round in 0..<rounds {
                try journal.append(
                    contentsOf: (0..<batch).map { entry(thread * 100_000 + round * batch + $0, padding: 80) })
            }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let count = 64 * rounds * batch
        let microseconds = Double(clock() - processorStart) / Double(CLOCKS_PER_SEC) / Double(count) * 1_000_000
        print(
            "batch \(batch): \(Int(Double(count) / seconds)) durable entries/s (\(count) in \(seconds) s),",
            "\(microseconds) CPU microseconds each")
        #expect(try journal.reader.size() == count)
        if batch > 1 { #expect(Double(count) / seconds >= 20_000) }
    }
}
