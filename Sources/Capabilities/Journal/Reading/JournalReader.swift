package import Foundation

/// Reads a journal while others append to it; sees what the last published checkpoint covers.
package struct JournalReader: Sendable {
    /// No call gives more entries than this.
    package static let pageEntryCountMax = 10_000

    private let disk: any JournalDisk
    private let key: NoteKey

    /// Reads the journal of a folder whose checkpoints are signed by the key.
    package init(folder: URL, key: NoteKey) throws(JournalError) {
        self.init(disk: try POSIXDisk(folder: folder), key: key)
    }

    init(disk: any JournalDisk, key: NoteKey) {
        self.disk = disk
        self.key = key
    }

    /// The published state, its signature checked.
    package func checkpoint() throws(JournalError) -> JournalCheckpoint {
        try JournalCheckpoint(note: checkpointNote(), key: key)
    }

    /// The bytes of the published checkpoint, to be kept or sent to others.
    package func checkpointNote() throws(JournalError) -> [UInt8] {
        let name = JournalStore.checkpointName
        guard let note = try disk.read(name) else { throw .damaged(file: name, reason: .missing) }
        return note
    }

    /// How many entries are published.
    package func size() throws(JournalError) -> Int { try checkpoint().size }

    /// The published entries of a range, in order; at most `pageEntryCountMax` of them, from its start.
    package func entries(_ range: Range<Int>) throws(JournalError) -> [JournalRecord] {
        let size = try size()
        let start = max(range.lowerBound, 0)
        let end = min(range.upperBound, size, start + JournalReader.pageEntryCountMax)
        guard start < end else { return [] }
        var records: [JournalRecord] = []
        for index in start / TilePath.width...(end - 1) / TilePath.width {
            records += try bundle(index, size: size).filter { $0.sequence >= start && $0.sequence < end }
        }
        return records
    }

    /// The last entries that a filter accepts, newest first.
    package func latest(
        _ count: Int, matching filter: JournalFilter = JournalFilter()
    ) throws(JournalError) -> [JournalRecord] {
        let size = try size()
        let wanted = min(count, JournalReader.pageEntryCountMax)
        var records: [JournalRecord] = []
        var index = (size - 1) / TilePath.width
        while size > 0, index >= 0, records.count < wanted {
            records += try bundle(index, size: size).reversed().filter { filter.accepts($0.entry) }
            index -= 1
        }
        return Array(records.prefix(max(wanted, 0)))
    }

    /// Calls for each published entry, in order.
    package func forEach(
        from start: Int = 0, _ body: (JournalRecord) -> Void
    ) throws(JournalError) {
        let size = try size()
        var index = max(start, 0) / TilePath.width
        while index * TilePath.width < size {
            for record in try bundle(index, size: size) where record.sequence >= start { body(record) }
            index += 1
        }
    }

    /// The private detail of an entry; nil when it has none, or when it was erased.
    package func privateDetail(of sequence: Int) throws(JournalError) -> String? {
        guard let record = try entries(sequence..<sequence + 1).first else { throw .unknownSequence(sequence) }
        guard let commitment = record.entry.privateDetailCommitment else { return nil }
        return try PrivateDetails(disk: disk).read(commitment)
    }

    /// Proof that an entry is in the tree of a size (RFC 6962, 2.1.1).
    package func inclusionProof(_ sequence: Int, size: Int) throws(JournalError) -> [MerkleHash] {
        try tree(size).inclusionProof(sequence)
    }

    /// Proof that the tree of the new size begins with that of the old one (RFC 6962, 2.1.2).
    package func consistencyProof(_ oldSize: Int, _ newSize: Int) throws(JournalError) -> [MerkleHash] {
        try tree(newSize).consistencyProof(from: oldSize)
    }

    /// The root of the tree at an earlier size.
    package func root(size: Int) throws(JournalError) -> MerkleHash { try tree(size).root() }

    private func tree(_ earlierSize: Int) throws(JournalError) -> MerkleTree {
        let size = try size()
        guard earlierSize >= 0, earlierSize <= size else { throw .unknownSequence(earlierSize) }
        return TileReader(disk: disk, size: size).tree(size: earlierSize)
    }

    private func bundle(_ index: Int, size: Int) throws(JournalError) -> [JournalRecord] {
        var records: [JournalRecord] = []
        for (offset, bytes) in try TileReader(disk: disk, size: size).bundle(index).enumerated() {
            guard let entry = JournalEntry(canonicalBytes: bytes) else {
                throw .damaged(file: TilePath.bundle(index), reason: .unreadable)
            }
            records.append(
                JournalRecord(sequence: index * TilePath.width + offset, entry: entry, leafHash: .leaf(bytes)))
        }
        return records
    }
}
