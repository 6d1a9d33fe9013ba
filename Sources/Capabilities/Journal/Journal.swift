package import Foundation
package import HealthModel
import Synchronization

/// The append-only, publicly verifiable record of who did what.
///
/// Several threads and several processes may append to one folder at the same time. An entry is durable before `append`
/// returns its receipt, and nothing may take effect before its receipt is held; what came of it is a second entry.
/// `append` blocks for a disk sync (shared by those who append at the same time): on an event loop use `appendAsync`.
package final class Journal: Sendable {
    /// Entries in one call, which are stored all or none.
    package static let batchEntryCountMax = 1024

    /// What others need to check this journal.
    package let key: NoteKey
    /// Reads this journal; never waits for those who append.
    package let reader: JournalReader

    private let store: StoreBox
    private let commits: GroupCommit
    private let details: PrivateDetails
    private let surroundings: Surroundings

    /// Opens the journal of a folder, made if there is none, and mends what a crash left. Its origin is the name of
    /// the signer's key; another one is refused.
    package static func open(
        folder: URL, signer: JournalSigner, origin: String? = nil, surroundings: Surroundings = .live
    ) throws(JournalError) -> Journal {
        guard origin ?? signer.key.name == signer.key.name else { throw .badOrigin }
        let disk = try POSIXDisk(folder: folder, lockName: JournalStore.lockName)
        return try Journal(disk: disk, signer: signer, surroundings: surroundings)
    }

    init(disk: any JournalDisk, signer: JournalSigner, surroundings: Surroundings) throws(JournalError) {
        let store = StoreBox(try JournalStore(disk: disk, signer: signer))
        self.store = store
        self.surroundings = surroundings
        key = signer.key
        reader = JournalReader(disk: disk, key: signer.key)
        details = PrivateDetails(disk: disk)
        commits = GroupCommit { (entries) throws(JournalError) in try store.commit(entries) }
    }

    /// Stores an entry durably.
    @discardableResult
    package func append(_ entry: JournalEntry) throws(JournalError) -> JournalReceipt {
        let receipts = try append(contentsOf: [entry])
        guard let receipt = receipts.first else { throw .stopped }
        return receipt
    }

    /// Stores an entry and a private detail that only its commitment stands for; the detail can be erased later.
    @discardableResult
    package func append(_ entry: JournalEntry, privateDetail: String) throws(JournalError) -> JournalReceipt {
        try append(entry.committing(to: details.store(privateDetail, surroundings: surroundings)))
    }

    /// Stores entries durably, all or none, with consecutive sequence numbers.
    @discardableResult
    package func append(contentsOf entries: [JournalEntry]) throws(JournalError) -> [JournalReceipt] {
        let encoded = try Journal.encode(entries)
        return encoded.isEmpty ? [] : try commits.append(encoded)
    }

    /// Stores an entry durably; the caller's executor stays free while the disk works.
    @concurrent @discardableResult
    package func appendAsync(_ entry: JournalEntry) async throws(JournalError) -> JournalReceipt {
        let receipts = try await appendAsync(contentsOf: [entry])
        guard let receipt = receipts.first else { throw .stopped }
        return receipt
    }

    /// Stores entries durably, all or none; the caller's executor stays free while the disk works.
    @concurrent @discardableResult
    package func appendAsync(contentsOf entries: [JournalEntry]) async throws(JournalError) -> [JournalReceipt] {
        let encoded = try Journal.encode(entries)
        return encoded.isEmpty ? [] : try await commits.appendAsync(encoded)
    }

    /// Erases the private detail of an entry, for good; the entry stays and still verifies.
    package func erasePrivateDetail(of sequence: Int) throws(JournalError) {
        guard let record = try reader.entries(sequence..<sequence + 1).first else { throw .unknownSequence(sequence) }
        if let commitment = record.entry.privateDetailCommitment { try details.erase(commitment) }
    }

    /// Leaves the folder tidy; nothing can be appended afterwards. Without it nothing is lost.
    package func close() throws(JournalError) { try store.close() }

    /// The time for an entry written now.
    package func now() -> Date { surroundings.now() }

    private static func encode(_ entries: [JournalEntry]) throws(JournalError) -> [EncodedEntry] {
        guard entries.count <= batchEntryCountMax else { throw .batchTooLarge(entryCount: entries.count) }
        var encoded: [EncodedEntry] = []
        for entry in entries { encoded.append(EncodedEntry(try entry.canonicalBytes())) }
        return encoded
    }
}

/// The store, and its end: after an error what is on disk is unknown, so that nothing may be acknowledged any more.
private final class StoreBox: Sendable {
    private let store: Mutex<JournalStore?>

    init(_ store: JournalStore) { self.store = Mutex(store) }

    func commit(_ entries: [EncodedEntry]) throws(JournalError) -> Int {
        try store.withLock { (store) throws(JournalError) in
            guard var open = store.take() else { throw .stopped }
            let first = try open.commit(entries)
            store = open
            return first
        }
    }

    func close() throws(JournalError) {
        try store.withLock { (store) throws(JournalError) in
            guard var open = store.take() else { return }
            try open.close()
        }
    }
}
