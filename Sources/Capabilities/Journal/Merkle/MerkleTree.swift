/// Roots and proofs of RFC 6962 over any source of complete subtrees.
///
/// The source gives the hash of the complete subtree of 2^height leaves at an index of that height; only subtrees that
/// lie wholly inside `size` are asked for. Costs O(log size) hashes and calls.
package struct MerkleTree {
    package typealias Subtree = (_ height: Int, _ index: Int) throws(JournalError) -> MerkleHash

    package let size: Int
    private let subtree: Subtree

    package init(size: Int, subtree: @escaping Subtree) {
        self.size = size
        self.subtree = subtree
    }

    /// `MTH(D[0:size])`.
    package func root() throws(JournalError) -> MerkleHash { try hash(0, size) }

    /// `PATH(sequence, D[0:size])`, from the leaf up.
    package func inclusionProof(_ sequence: Int) throws(JournalError) -> [MerkleHash] {
        guard sequence >= 0, sequence < size else { throw .unknownSequence(sequence) }
        var proof: [MerkleHash] = []
        var (start, end) = (0, size)
        while end - start > 1 {
            let middle = start + MerkleTree.split(end - start)
            if sequence < middle {
                proof.append(try hash(middle, end))
                end = middle
            } else {
                proof.append(try hash(start, middle))
                start = middle
            }
        }
        return proof.reversed()
    }

    /// `PROOF(oldSize, D[0:size])`; empty when the sizes are equal or the old one is 0.
    package func consistencyProof(from oldSize: Int) throws(JournalError) -> [MerkleHash] {
        guard oldSize >= 0, oldSize <= size else { throw .unknownSequence(oldSize) }
        guard oldSize > 0, oldSize < size else { return [] }
        var proof: [MerkleHash] = []
        var (start, end, isWholeOld) = (0, size, true)
        while end != oldSize {
            let middle = start + MerkleTree.split(end - start)
            if oldSize <= middle {
                proof.append(try hash(middle, end))
                end = middle
            } else {
                proof.append(try hash(start, middle))
                start = middle
                isWholeOld = false
            }
        }
        if !isWholeOld { proof.append(try hash(start, end)) }
        return proof.reversed()
    }

    /// The hash of leaves start..<end, where start is a multiple of the largest power of two that fits.
    private func hash(_ start: Int, _ end: Int) throws(JournalError) -> MerkleHash {
        let count = end - start
        guard count > 0 else { return .empty }
        if count & (count - 1) == 0 {
            let height = count.trailingZeroBitCount
            return try subtree(height, start >> height)
        }
        let middle = start + MerkleTree.split(count)
        return .node(try hash(start, middle), try hash(middle, end))
    }

    /// The largest power of two below a count of at least 2.
    private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
