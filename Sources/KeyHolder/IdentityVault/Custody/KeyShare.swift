internal import Crypto
internal import Foundation
internal import HealthModel
internal import SealedExchange

/// One custodian's half of the key, in a file of their own. Alone it says nothing about the key.
struct KeyShare: Sendable {
    static let byteCount = 32
    private static let label = "hdh-key-share-v1"

    let bytes: [UInt8]

    init(surroundings: Surroundings) { bytes = surroundings.randomBytes(KeyShare.byteCount) }

    init(contentsOf file: URL) throws {
        bytes = try KeyFile.read(label: KeyShare.label, from: file)
        guard bytes.count == KeyShare.byteCount else {
            throw SealedExchangeError.keyFileUnreadable(file: file.lastPathComponent)
        }
    }

    func write(to file: URL) throws { try KeyFile.write(label: KeyShare.label, bytes, to: file) }

    /// Sixteen hexadecimal digits that the custodian notes down. A share is random: they do not help to find it.
    var fingerprint: String {
        KeyShare.grouped(SHA256.hash(data: Data("health-data-hub key-share fingerprint".utf8) + bytes).prefix(8))
    }

    static func grouped(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array(hexadecimal(bytes))
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: "-")
    }
}
