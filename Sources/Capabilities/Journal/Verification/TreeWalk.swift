import HealthModel

/// Goes through the entries of a journal, bundle by bundle, and compares the files made from them.
///
/// Entries past the checkpoint that `tail` holds durably are walked too: a crash may have left files with them.
struct TreeWalk {
    private let checkpoint: JournalCheckpoint
    private let since: JournalCheckpoint?
    private let tail: TailFile.Content?
    private var tailEntries: [Int: [UInt8]] = [:]
    /// The published entries, then those that only the tail holds.
    private var fullSize: Int
    private var frontier = TreeFrontier()
    /// All hashes of levels 1 and up.
    private var levels: [[MerkleHash]] = [[]]
    private var roots: [Int: MerkleHash] = [:]

    init(checkpoint: JournalCheckpoint, tail: TailFile.Content?, since: JournalCheckpoint?) {
        self.checkpoint = checkpoint
        self.tail = tail
        self.since = since
        for record in tail?.records ?? [] {
            for (offset, entry) in record.entries.enumerated() { tailEntries[record.first + offset] = entry }
        }
        fullSize = max(checkpoint.size, (tail?.base ?? 0) + tailEntries.count)
    }

    mutating func run(_ verification: inout JournalVerification, progress: ProgressObserver?) throws(JournalError) {
        let end = (tail?.base ?? checkpoint.size) + tailEntries.count
        if end < checkpoint.size || (tail?.base ?? 0) > checkpoint.size {
            verification.report(.tailBehind, TailFile.name)
            fullSize = checkpoint.size
        } else if end > checkpoint.size {
            verification.report(.unpublished, TailFile.name, end - checkpoint.size)
        }
        roots[0] = .empty
        let label = Phrase(fr: "Vérification du journal", en: "Verification of the journal")
        for index in 0..<(fullSize + TilePath.width - 1) / TilePath.width {
            guard let entries = try entries(of: index, &verification) else { return }
            let hashes = try check(index, entries, &verification)
            for (offset, hash) in hashes.enumerated() { add(hash, at: index * TilePath.width + offset) }
            progress?(ProgressStep(label, done: min(frontier.size, checkpoint.size), total: checkpoint.size))
        }
        for level in levels.indices.dropFirst() { try checkTiles(level, &verification) }
        compareRoots(&verification)
    }

    /// The entries of one bundle: published ones from their file, later ones from the tail.
    private func entries(
        of index: Int, _ verification: inout JournalVerification
    ) throws(JournalError) -> [[UInt8]]? {
        let start = index * TilePath.width
        let width = min(TilePath.width, checkpoint.size - start)
        var entries: [[UInt8]] = []
        if width > 0 {
            let partial = TilePath.bundle(index, width: width)
            let full = TilePath.bundle(index)
            // A partial file may have given way to the full one since the list was made.
            var bytes = try verification.remaining.contains(partial) ? verification.disk.read(partial) : nil
            let path = bytes == nil ? full : partial
            if bytes == nil { bytes = try verification.disk.read(full) }
            guard let bytes else {
                verification.report(.fileMissing, partial)
                return nil
            }
            guard let read = EntryBundle.entries(bytes), read.count >= width else {
                verification.report(.fileChanged, path)
                return nil
            }
            entries = Array(read.prefix(width))
        }
        for sequence in start + max(width, 0)..<min(start + TilePath.width, fullSize) {
            guard let entry = tailEntries[sequence] else { return nil }
            entries.append(entry)
        }
        for (offset, entry) in entries.enumerated() {
            if let twin = tailEntries[start + offset], twin != entry {
                verification.report(.fileChanged, TailFile.name)
            }
        }
        return entries
    }

    /// Compares the bundle and level 0 files of an index with its entries; gives the leaf hashes.
    private func check(
        _ index: Int, _ entries: [[UInt8]], _ verification: inout JournalVerification
    ) throws(JournalError) -> [MerkleHash] {
        var bundle: [UInt8] = []
        var ends = [0]
        for entry in entries {
            EntryBundle.append(entry, to: &bundle)
            ends.append(bundle.count)
            if !verification.keptDetails.isEmpty, let commitment = PrivateDetails.commitment(in: entry) {
                verification.keptDetails.remove(commitment)
            }
        }
        let hashes = entries.map { MerkleHash.leaf($0) }
        let required = min(TilePath.width, checkpoint.size - index * TilePath.width)
        try compare(TilePath.bundle(index), bundle, ends, required, &verification)
        try compareTile(0, index, hashes[...], required, &verification)
        return hashes
    }

    private func checkTiles(_ level: Int, _ verification: inout JournalVerification) throws(JournalError) {
        for start in stride(from: 0, to: levels[level].count, by: TilePath.width) {
            let hashes = levels[level][start..<min(start + TilePath.width, levels[level].count)]
            let required = min(TilePath.width, (checkpoint.size >> (8 * level)) - start)
            try compareTile(level, start / TilePath.width, hashes, required, &verification)
        }
    }

    private func compareTile(
        _ level: Int, _ index: Int, _ hashes: ArraySlice<MerkleHash>, _ required: Int,
        _ verification: inout JournalVerification
    ) throws(JournalError) {
        let ends = (0...hashes.count).map { $0 * MerkleHash.byteCount }
        try compare(
            TilePath.tile(level: level, index: index), hashes.flatMap(\.bytes), ends, required, &verification)
    }

    /// Compares the full file and every partial file that exists with the content's beginning of its width.
    private func compare(
        _ full: String, _ content: [UInt8], _ ends: [Int], _ required: Int, _ verification: inout JournalVerification
    ) throws(JournalError) {
        var found: Set<Int> = []
        for width in 1..<ends.count {
            let path = width == TilePath.width ? full : "\(TilePath.partials(of: full))/\(width)"
            guard let bytes = try verification.take(path) else { continue }
            found.insert(width)
            if !bytes.elementsEqual(content[0..<ends[width]]) {
                verification.report(width > required ? .unpublishedFile : .fileChanged, path)
            }
        }
        guard required > 0, !found.contains(required), !found.contains(TilePath.width) else { return }
        let isWhole = try verification.disk.read(full)?.starts(with: content[0..<ends[required]]) ?? false
        if !isWhole { verification.report(.fileMissing, full) }
    }

    private mutating func add(_ leaf: MerkleHash, at sequence: Int) {
        var completed: [(Int, MerkleHash)] = []
        frontier.append(leaf) { if $0 > 0 { completed.append(($0, $1)) } }
        for (level, hash) in completed {
            while levels.count <= level { levels.append([]) }
            levels[level].append(hash)
        }
        let size = sequence + 1
        if size == checkpoint.size || size == since?.size || size == tail?.base { roots[size] = frontier.root }
    }

    private func compareRoots(_ verification: inout JournalVerification) {
        if roots[checkpoint.size] != checkpoint.root {
            verification.report(.rootMismatch, JournalStore.checkpointName)
        }
        if let tail, tail.base <= checkpoint.size, roots[tail.base] != tail.root {
            verification.report(.tailBehind, TailFile.name)
        }
        if let since, since.size <= checkpoint.size, roots[since.size] != since.root {
            verification.report(.rewritten, JournalStore.checkpointName)
        }
    }
}
