/// Checks the proofs of RFC 6962 by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2.
package enum MerkleProof {
    /// Whether a leaf stands at a sequence number of the tree with this size and root.
    package static func verifyInclusion(
        leaf: MerkleHash, sequence: Int, size: Int, root: MerkleHash, proof: [MerkleHash]
    ) -> Bool {
        guard sequence >= 0, sequence < size else { return false }
        var (position, last) = (sequence, size - 1)
        var computed = leaf
        for hash in proof {
            guard last != 0 else { return false }
            if position & 1 == 1 || position == last {
                computed = .node(hash, computed)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                computed = .node(computed, hash)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 && computed == root
    }

    /// Whether the tree of the new size and root begins with the whole tree of the old size and root.
    package static func verifyConsistency(
        oldSize: Int, oldRoot: MerkleHash, newSize: Int, newRoot: MerkleHash, proof: [MerkleHash]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= newSize else { return false }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return proof.isEmpty && oldRoot == .empty }
        // A complete old tree is a subtree of the new one: its root is the first hash of the path.
        let path = oldSize & (oldSize - 1) == 0 ? [oldRoot] + proof : proof
        guard let first = path.first else { return false }
        var (position, last) = (oldSize - 1, newSize - 1)
        while position & 1 == 1 {
            position >>= 1
            last >>= 1
        }
        var (old, new) = (first, first)
        for hash in path.dropFirst() {
            guard last != 0 else { return false }
            if position & 1 == 1 || position == last {
                old = .node(hash, old)
                new = .node(hash, new)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, hash)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}
