import HubTestSupport
import Testing

@testable import Journal

struct MerklePropertyTests {
    static let sizeMax = isLongRun ? 1000 : 200

    let memory = MemoryTree(count: sizeMax)

    /// All trees up to a size: every leaf's proof holds, and with a flipped bit, a wrong place or a wrong length does not.
    @Test func everyInclusionProofHoldsAndNoChangedOneDoes() throws {
        var generator = SeededGenerator(seed: 11)
        for size in 1...Self.sizeMax {
            let tree = memory.tree(size)
            let root = try tree.root()
            for sequence in 0..<size {
                let leaf = memory.rows[0][sequence]
                let proof = try tree.inclusionProof(sequence)
                func holds(
                    _ leaf: MerkleHash, _ sequence: Int, _ proof: [MerkleHash], _ root: MerkleHash
                ) -> Bool {
                    MerkleProof.verifyInclusion(leaf: leaf, sequence: sequence, size: size, root: root, proof: proof)
                }
                guard holds(leaf, sequence, proof, root) else {
                    Issue.record("proof of \(sequence) in \(size) fails")
                    return
                }
                guard (size + sequence) % 7 == 0 || isLongRun else { continue }
                let changed = flipped(proof, using: &generator)
                if changed != proof { #expect(!holds(leaf, sequence, changed, root)) }
                #expect(!holds(flipped(leaf, using: &generator), sequence, proof, root))
                #expect(!holds(leaf, sequence, proof, flipped(root, using: &generator)))
                #expect(!holds(leaf, sequence, proof + [leaf], root))
                if !proof.isEmpty { #expect(!holds(leaf, sequence, proof.dropLast(), root)) }
                if size > 1 { #expect(!holds(leaf, (sequence + 1) % size, proof, root)) }
            }
        }
    }

    @Test func everyConsistencyProofHoldsAndNoChangedOneDoes() throws {
        var generator = SeededGenerator(seed: 12)
        let roots = try (0...Self.sizeMax).map { try memory.tree($0).root() }
        for new in 1...Self.sizeMax {
            let tree = memory.tree(new)
            for old in 0...new {
                let proof = try tree.consistencyProof(from: old)
                func holds(_ oldRoot: MerkleHash, _ newRoot: MerkleHash, _ proof: [MerkleHash]) -> Bool {
                    MerkleProof.verifyConsistency(
                        oldSize: old, oldRoot: oldRoot, newSize: new, newRoot: newRoot, proof: proof)
                }
                guard holds(roots[old], roots[new], proof) else {
                    Issue.record("proof from \(old) to \(new) fails")
                    return
                }
                guard (old + new) % 7 == 0 || isLongRun else { continue }
                let changed = flipped(proof, using: &generator)
                if changed != proof { #expect(!holds(roots[old], roots[new], changed)) }
                #expect(!holds(flipped(roots[old], using: &generator), roots[new], proof))
                // From the empty tree anything is consistent; the new root is not looked at.
                if old > 0 { #expect(!holds(roots[old], flipped(roots[new], using: &generator), proof)) }
                #expect(!holds(roots[old], roots[new], proof + [roots[new]]))
                if !proof.isEmpty { #expect(!holds(roots[old], roots[new], proof.dropLast())) }
            }
        }
    }

    @Test func theFrontierIsReadBackFromPartialTiles() throws {
        var frontier = TreeFrontier()
        var levels: [[MerkleHash]] = [[], []]
        for sequence in 0..<1000 {
            frontier.append(.leaf([UInt8(sequence & 255)])) { levels[$0].append($1) }
            let size = sequence + 1
            let partial = [levels[0].suffix(size % 256), levels[1].suffix(size / 256)].map { Array($0) }
            let again = TreeFrontier(size: size, partialTiles: partial)
            #expect(again.root == frontier.root)
        }
    }

    private func flipped(_ hash: MerkleHash, using generator: inout SeededGenerator) -> MerkleHash {
        var bytes = hash.bytes
        bytes[Int.random(in: 0..<32, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        return MerkleHash(bytes) ?? hash
    }

    private func flipped(_ proof: [MerkleHash], using generator: inout SeededGenerator) -> [MerkleHash] {
        var proof = proof
        guard let place = proof.indices.randomElement(using: &generator) else { return proof }
        proof[place] = flipped(proof[place], using: &generator)
        return proof
    }
}
