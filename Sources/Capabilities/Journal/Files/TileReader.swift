/// Reads hashes and entries of a log of a known size from its tile files.
struct TileReader {
    let disk: any JournalDisk
    /// The size of a checkpoint that is or was published; all files it needs exist.
    let size: Int

    /// The hashes of one tile, as many as the size gives it.
    func tile(level: Int, index: Int) throws(JournalError) -> [MerkleHash] {
        let width = min(TilePath.width, (size >> (8 * level)) - index * TilePath.width)
        let path = TilePath.tile(level: level, index: index, width: width)
        let bytes = try content(path, TilePath.tile(level: level, index: index))
        guard let hashes = EntryBundle.hashes(bytes), hashes.count >= width else {
            throw .damaged(file: path, reason: .length)
        }
        return Array(hashes.prefix(width))
    }

    /// The entries of one bundle, as many as the size gives it.
    func bundle(_ index: Int) throws(JournalError) -> [[UInt8]] {
        let width = min(TilePath.width, size - index * TilePath.width)
        let path = TilePath.bundle(index, width: width)
        guard let entries = EntryBundle.entries(try content(path, TilePath.bundle(index))), entries.count >= width
        else { throw .damaged(file: path, reason: .length) }
        return Array(entries.prefix(width))
    }

    /// The tree, its subtrees read from tiles, each tile once.
    func tree() -> MerkleTree { tree(size: size) }

    /// The tree as it was at an earlier size.
    func tree(size earlierSize: Int) -> MerkleTree {
        var tiles: [[Int]: [MerkleHash]] = [:]
        return MerkleTree(size: earlierSize) { (height, index) throws(JournalError) in
            let level = height / 8
            let start = index << (height % 8)
            let place = [level, start / TilePath.width]
            let hashes: [MerkleHash]
            if let known = tiles[place] {
                hashes = known
            } else {
                hashes = try tile(level: level, index: start / TilePath.width)
                tiles[place] = hashes
            }
            let first = start % TilePath.width
            return TreeFrontier.fold(hashes[first..<first + (1 << (height % 8))])
        }
    }

    /// A partial file may have been replaced by the full one since the size was read.
    private func content(_ path: String, _ fullPath: String) throws(JournalError) -> [UInt8] {
        if let bytes = try disk.read(path) { return bytes }
        if path != fullPath, let bytes = try disk.read(fullPath) { return bytes }
        throw .damaged(file: path, reason: .missing)
    }
}
