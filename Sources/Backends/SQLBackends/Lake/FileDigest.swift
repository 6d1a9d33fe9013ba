internal import Crypto
package import Foundation
internal import HealthModel

/// The SHA-256 of a file, read in pieces.
package enum FileDigest {
    static let pieceBytes = 1 << 20

    /// 64 lower-case hex digits; `onBytes` is told how many bytes were read since the last time.
    package static func sha256(of file: URL, onBytes: (Int) -> Void = { _ in }) throws -> String {
        let reader = try FileHandle(forReadingFrom: file)
        defer { try? reader.close() }
        var hash = SHA256()
        while let piece = try reader.read(upToCount: pieceBytes), !piece.isEmpty {
            hash.update(data: piece)
            onBytes(piece.count)
        }
        return hexadecimal(hash.finalize())
    }

    package static func sha256(of bytes: some DataProtocol) -> String { hexadecimal(SHA256.hash(data: bytes)) }
}
