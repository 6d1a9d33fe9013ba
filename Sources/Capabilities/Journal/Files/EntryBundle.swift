/// Entry bundles of tlog-tiles: each entry after its length as a big-endian uint16.
enum EntryBundle {
    static func append(_ entry: [UInt8], to bundle: inout [UInt8]) {
        precondition(entry.count <= JournalEntry.byteCountMax, "An entry's length fits 16 bits.")
        bundle.append(UInt8(entry.count >> 8))
        bundle.append(UInt8(entry.count & 255))
        bundle += entry
    }

    /// The entries of a bundle; nil when the lengths do not add up.
    static func entries(_ bundle: some Collection<UInt8>) -> [[UInt8]]? {
        let bytes = Array(bundle)
        var entries: [[UInt8]] = []
        var place = 0
        while place < bytes.count {
            guard place + 2 <= bytes.count else { return nil }
            let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
            guard place + 2 + length <= bytes.count else { return nil }
            entries.append(Array(bytes[place + 2..<place + 2 + length]))
            place += 2 + length
        }
        return entries
    }

    /// The hashes of a tile; nil unless it is made of whole hashes.
    static func hashes(_ tile: [UInt8]) -> [MerkleHash]? {
        guard tile.count % MerkleHash.byteCount == 0 else { return nil }
        return stride(from: 0, to: tile.count, by: MerkleHash.byteCount)
            .compactMap {
                MerkleHash(tile[$0..<$0 + MerkleHash.byteCount])
            }
    }
}
