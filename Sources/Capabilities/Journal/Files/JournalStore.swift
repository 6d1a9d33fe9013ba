/// Writes the files of a journal. One value per open journal; its callers take turns.
///
/// # Files, relative to the journal's folder
///
///     checkpoint                  the signed state (C2SP tlog-checkpoint); replaced by rename at each commit
///     tile/<L>/<N>[.p/<W>]        hashes of level L, 32 bytes each: 256 in a full tile, W in a partial one.
///                                 Hash i of tile N is MTH(D[(256 N + i) 256^L : (256 N + i + 1) 256^L])
///     tile/entries/<N>[.p/<W>]    entries 256 N ..., each after its length as a big-endian uint16
///     tail                        write-ahead file of the last commits, see `TailFile`
///     details/<aa>/<commitment>   private details, see `PrivateDetails`; may be erased
///     lock                        empty; locked with flock during a commit
///
/// <N> is written in groups of three digits, all but the last behind an x: 1234067 is `x001/x234/067`. All but `tail`,
/// `details` and `lock` is the C2SP tlog-tiles format and may be served by any static web server.
///
/// # A commit, under the lock
///
///  1. The files are looked at again if another process has committed.
///  2. The entries are written into `tail`, which is then synced: from here on they are durable.
///  3. Full and partial tiles and bundles are written, then `checkpoint` is replaced by rename.
///  4. The callers get their receipts.
///
/// A crash in step 2 leaves a torn commit that no checkpoint covers: opening drops it. A crash in step 3 leaves files
/// that opening writes again from `tail`. When `tail` is full, the files of step 3 are synced, partial files of full
/// ones are removed, and `tail` is replaced by an empty one whose base is the present size. So a sequence number that
/// was given is never given again, and the checkpoint only grows.
///
/// An error in a commit leaves it unknown what is on disk: the owner must drop this value and open the journal again.
struct JournalStore {
    static let checkpointName = "checkpoint"
    static let lockName = "lock"
    static let temporarySuffix = ".new"
    static let tailByteCountMin = 64 * 1024
    static let tailByteCountMax = 4 * 1024 * 1024

    let disk: any JournalDisk
    let signer: JournalSigner

    private(set) var frontier = TreeFrontier()
    /// The hashes of the rightmost tile of each level, when partial.
    private var tiles: [[MerkleHash]] = []
    /// The bytes of the rightmost bundle, when partial.
    private var bundle: [UInt8] = []

    private var tailHeader: [UInt8] = []
    private var tailEnd = TailFile.headerByteCount
    private var tailByteCount = 0
    private var published: [UInt8] = []
    /// Files that `tail` still guards.
    private var unsynced: Set<String> = []
    /// Folders of partial files whose full file exists.
    private var obsolete: Set<String> = []

    var size: Int { frontier.size }

    /// Opens the journal in the disk's folder, made if there is none, and mends what a crash left.
    init(disk: any JournalDisk, signer: JournalSigner) throws(JournalError) {
        self.disk = disk
        self.signer = signer
        try disk.lock()
        defer { disk.unlock() }
        try load()
    }

    /// Makes entries durable and published; gives the sequence number of the first.
    mutating func commit(_ entries: [EncodedEntry]) throws(JournalError) -> Int {
        try disk.lock()
        defer { disk.unlock() }
        try catchUp()
        let first = size
        let record = TailFile.record(first: first, entries: entries.map(\.bytes))
        if tailEnd + record.count > tailByteCount {
            let grown = min(max(2 * tailByteCount, JournalStore.tailByteCountMin), JournalStore.tailByteCountMax)
            try settle(tailByteCount: max(grown, TailFile.headerByteCount + record.count))
        }
        try disk.write(TailFile.name, at: tailEnd, record)
        try disk.sync(TailFile.name)
        tailEnd += record.count
        for file in absorb(entries) { try disk.write(file.path, file.bytes) }
        try publish()
        return first
    }

    /// Leaves all files synced and the tail empty.
    mutating func close() throws(JournalError) {
        try disk.lock()
        defer { disk.unlock() }
        try catchUp()
        if tailByteCount > TailFile.headerByteCount { try settle(tailByteCount: TailFile.headerByteCount) }
    }

    // MARK: - Opening

    /// Reads the state of the disk, and mends it.
    private mutating func load() throws(JournalError) {
        let note = try disk.read(JournalStore.checkpointName)
        let checkpoint = try readCheckpoint(note)
        let tail = try readTail(checkpoint)
        try loadEdge(size: tail.base, root: tail.root)
        tailHeader = TailFile.header(base: tail.base, root: tail.root)
        unsynced = []
        obsolete = []
        try redo(tail.records, end: tail.end)
        try compare(with: checkpoint)
        published = note ?? []
        try publish()
        for name in [TailFile.name, JournalStore.checkpointName] {
            try disk.remove(name + JournalStore.temporarySuffix)
        }
        if tail.isTorn || tailByteCount == 0 { try settle(tailByteCount: TailFile.headerByteCount) }
    }

    /// Nil when there is none, or when a power cut emptied it (its rename is not synced; `tail` knows better).
    private func readCheckpoint(_ note: [UInt8]?) throws(JournalError) -> JournalCheckpoint? {
        guard let note, !note.allSatisfy({ $0 == 0 }) else { return nil }
        do {
            return try JournalCheckpoint(note: note, key: signer.key)
        } catch {
            throw .damaged(file: JournalStore.checkpointName, reason: .signature)
        }
    }

    private mutating func readTail(_ checkpoint: JournalCheckpoint?) throws(JournalError) -> TailFile.Content {
        guard let bytes = try disk.read(TailFile.name) else {
            tailByteCount = 0
            guard let checkpoint else {
                // The first tail is durable before the first tile is written.
                guard try disk.list().allSatisfy({ !$0.hasPrefix("tile/") }) else {
                    throw .damaged(file: TailFile.name, reason: .missing)
                }
                return TailFile.Content(base: 0, root: .empty)
            }
            return TailFile.Content(base: checkpoint.size, root: checkpoint.root)
        }
        guard let content = TailFile.parse(bytes), content.base >= 0 else {
            throw .damaged(file: TailFile.name, reason: .unreadable)
        }
        tailByteCount = bytes.count
        return content
    }

    /// The right edge of the tree, from its partial tiles and bundle.
    private mutating func loadEdge(size: Int, root: MerkleHash) throws(JournalError) {
        let reader = TileReader(disk: disk, size: size)
        tiles = []
        bundle = []
        var (level, count) = (0, size)
        while count > 0 {
            let isPartial = count % TilePath.width != 0
            tiles.append(isPartial ? try reader.tile(level: level, index: count / TilePath.width) : [])
            level += 1
            count /= TilePath.width
        }
        if size % TilePath.width != 0 {
            for entry in try reader.bundle(size / TilePath.width) { EntryBundle.append(entry, to: &bundle) }
        }
        frontier = TreeFrontier(size: size, partialTiles: tiles)
        guard frontier.root == root else { throw .damaged(file: "tile", reason: .root) }
    }

    /// Writes the files of commits that the tail holds, where they are not already as they should be.
    private mutating func redo(_ records: [TailFile.Record], end: Int) throws(JournalError) {
        for record in records {
            for file in absorb(record.entries.map { EncodedEntry($0) }) where try disk.read(file.path) != file.bytes {
                try disk.write(file.path, file.bytes)
            }
        }
        tailEnd = end
    }

    /// The published checkpoint must be a state that this tree went through.
    private func compare(with checkpoint: JournalCheckpoint?) throws(JournalError) {
        guard let checkpoint else { return }
        let name = JournalStore.checkpointName
        guard checkpoint.size <= size else { throw .damaged(file: name, reason: .rollback) }
        let root = try TileReader(disk: disk, size: size).tree(size: checkpoint.size).root()
        guard root == checkpoint.root else { throw .damaged(file: name, reason: .root) }
    }

    // MARK: - Committing

    /// Takes in what other processes have committed since the last turn.
    private mutating func catchUp() throws(JournalError) {
        let note = try disk.read(JournalStore.checkpointName)
        let header = try disk.read(TailFile.name, from: 0, count: TailFile.headerByteCount)
        let next = try disk.read(TailFile.name, from: tailEnd, count: 4)
        let isUntouched = header == tailHeader && next.allSatisfy { $0 == 0 }
        if isUntouched, note == published { return }
        guard header == tailHeader, let bytes = try disk.read(TailFile.name) else { return try load() }
        let records = TailFile.records(in: bytes, from: tailEnd, first: size)
        let end = records.last?.end ?? tailEnd
        guard let note, !records.isEmpty, bytes[end...].allSatisfy({ $0 == 0 }) else { return try load() }
        for record in records {
            // The other process wrote these files before it published the checkpoint below; they remain ours to sync.
            _ = absorb(record.entries.map { EncodedEntry($0) })
        }
        tailEnd = end
        tailByteCount = bytes.count
        guard try note == checkpoint() else { return try load() }
        published = note
    }

    /// Takes entries into the tree; gives the files that are new or longer by them.
    private mutating func absorb(_ entries: [EncodedEntry]) -> [(path: String, bytes: [UInt8])] {
        var files: [(path: String, bytes: [UInt8])] = []
        var changed: Set<Int> = []
        var completed: [(level: Int, hash: MerkleHash)] = []
        for entry in entries {
            EntryBundle.append(entry.bytes, to: &bundle)
            frontier.append(entry.leafHash) { completed.append(($0, $1)) }
            for (level, hash) in completed {
                while tiles.count <= level { tiles.append([]) }
                tiles[level].append(hash)
                changed.insert(level)
                guard tiles[level].count == TilePath.width else { continue }
                let path = TilePath.tile(level: level, index: (size >> (8 * level)) / TilePath.width - 1)
                files.append((path, tiles[level].flatMap(\.bytes)))
                tiles[level] = []
                supersede(path)
            }
            completed.removeAll(keepingCapacity: true)
            guard size % TilePath.width == 0 else { continue }
            let path = TilePath.bundle(size / TilePath.width - 1)
            files.append((path, bundle))
            bundle = []
            supersede(path)
        }
        for level in changed.sorted() where !tiles[level].isEmpty {
            let index = (size >> (8 * level)) / TilePath.width
            files.append(
                (TilePath.tile(level: level, index: index, width: tiles[level].count), tiles[level].flatMap(\.bytes)))
        }
        if size % TilePath.width != 0 {
            files.append((TilePath.bundle(size / TilePath.width, width: size % TilePath.width), bundle))
        }
        for file in files { unsynced.insert(file.path) }
        return files
    }

    /// A full file makes its partial ones needless, once it is durable.
    private mutating func supersede(_ path: String) {
        let partials = TilePath.partials(of: path)
        obsolete.insert(partials)
        for width in 1..<TilePath.width { unsynced.remove("\(partials)/\(width)") }
    }

    private func checkpoint() throws(JournalError) -> [UInt8] {
        try JournalCheckpoint(origin: signer.key.name, size: size, root: frontier.root).signed(by: signer)
    }

    /// Puts the checkpoint of the present state in place of the last one.
    private mutating func publish() throws(JournalError) {
        let note = try checkpoint()
        guard note != published else { return }
        let temporary = JournalStore.checkpointName + JournalStore.temporarySuffix
        try disk.write(temporary, note)
        try disk.rename(temporary, to: JournalStore.checkpointName)
        published = note
    }

    /// Makes all files durable, then starts a new tail after them.
    private mutating func settle(tailByteCount newByteCount: Int) throws(JournalError) {
        var folders: Set<String> = []
        try disk.sync(unsynced.sorted())
        for path in unsynced {
            var folder = path[...]
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                guard folders.insert(String(folder)).inserted else { break }
            }
        }
        for folder in folders.sorted() { try disk.syncFolder(folder) }
        // Before the tail goes: without it nothing would write again what a power cut leaves of these.
        for folder in obsolete.sorted() {
            try disk.removeFolder(folder)
            if let slash = folder.lastIndex(of: "/") { try disk.syncFolder(String(folder[..<slash])) }
        }
        try disk.sync(JournalStore.checkpointName)
        let header = TailFile.header(base: size, root: frontier.root)
        let temporary = TailFile.name + JournalStore.temporarySuffix
        let padding = [UInt8](repeating: 0, count: newByteCount - header.count)
        try disk.write(temporary, header + padding)
        try disk.sync(temporary)
        try disk.rename(temporary, to: TailFile.name)
        try disk.syncFolder("")
        tailHeader = header
        tailEnd = header.count
        tailByteCount = newByteCount
        unsynced = []
        obsolete = []
    }
}
