package import Crypto
import HealthModel

/// A SHA-256 hash of RFC 6962: of a leaf, of a node, or of the empty tree.
package struct MerkleHash: Sendable, Hashable, CustomStringConvertible {
    package static let byteCount = 32

    private let storage: SIMD32<UInt8>

    /// Nil unless there are 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == MerkleHash.byteCount else { return nil }
        storage = SIMD32(bytes)
    }

    /// The hash in a digest.
    package init(_ digest: SHA256.Digest) {
        // Safe because a SHA-256 digest has exactly these 32 bytes.
        storage = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD32<UInt8>.self) }
    }

    /// `SHA-256()`: the root of a tree without leaves.
    package static let empty = MerkleHash(SHA256().finalize())

    /// `SHA-256(0x00 || entry)`.
    package static func leaf(_ entry: [UInt8]) -> MerkleHash {
        var hasher = SHA256()
        hasher.update(data: leafPrefix)
        hasher.update(data: entry)
        return MerkleHash(hasher.finalize())
    }

    /// `SHA-256(0x01 || left || right)`.
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var hasher = SHA256()
        hasher.update(data: nodePrefix)
        // Safe because the bytes of a SIMD32<UInt8> are its 32 elements, and the hasher keeps no pointer.
        withUnsafeBytes(of: left.storage) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: right.storage) { hasher.update(bufferPointer: $0) }
        return MerkleHash(hasher.finalize())
    }

    /// The 32 bytes.
    package var bytes: [UInt8] { withUnsafeBytes(of: storage) { Array($0) } }

    /// 64 hexadecimal digits.
    package var description: String { hexadecimal(bytes) }

    private static let leafPrefix: [UInt8] = [0]
    private static let nodePrefix: [UInt8] = [1]
}
