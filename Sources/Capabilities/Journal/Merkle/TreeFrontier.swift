/// The right edge of a growing tree: enough to add a leaf in O(1) hashes on average and to know the root at any time.
struct TreeFrontier: Sendable {
    private(set) var size = 0
    /// The roots of the complete subtrees that the leaves split into, largest (leftmost) first.
    private var peaks: [MerkleHash] = []

    /// Adds a leaf; tells each complete subtree of 256^level leaves (level 0: the leaf itself) that it completes.
    mutating func append(_ leaf: MerkleHash, completed: (_ level: Int, MerkleHash) -> Void) {
        completed(0, leaf)
        var (hash, height, rest) = (leaf, 0, size)
        while rest & 1 == 1, let left = peaks.popLast() {
            hash = .node(left, hash)
            height += 1
            rest >>= 1
            if height % 8 == 0 { completed(height / 8, hash) }
        }
        peaks.append(hash)
        size += 1
    }

    /// The root of all leaves so far.
    var root: MerkleHash {
        guard var hash = peaks.last else { return .empty }
        for peak in peaks.dropLast().reversed() { hash = .node(peak, hash) }
        return hash
    }

    init() {}

    /// The edge of a tree read back from its partial tiles: `tiles[level]` holds the hashes of the rightmost tile.
    init(size: Int, partialTiles tiles: [[MerkleHash]]) {
        self.size = size
        for tile in tiles.reversed() {
            var rest = tile[...]
            for bit in stride(from: 7, through: 0, by: -1) where tile.count & (1 << bit) != 0 {
                peaks.append(TreeFrontier.fold(rest.prefix(1 << bit)))
                rest = rest.dropFirst(1 << bit)
            }
        }
    }

    /// The root of a complete subtree, from a power of two of hashes of one height.
    static func fold(_ hashes: ArraySlice<MerkleHash>) -> MerkleHash {
        var row = Array(hashes)
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { .node(row[$0], row[$0 + 1]) }
        }
        return row.first ?? .empty
    }
}
