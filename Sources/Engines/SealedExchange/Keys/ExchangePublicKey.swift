internal import Crypto
package import Foundation
internal import HealthModel

/// The address of a program: what others seal files to. Its file is one line, `hdh-exchange-public-v1 <64 hex>`.
package struct ExchangePublicKey: Sendable, Hashable {
    private static let label = "hdh-exchange-public-v1"

    /// The 32 bytes of an X25519 public key.
    package let bytes: [UInt8]

    /// Nil unless 32 bytes of a usable key.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == 32, (try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)) != nil else {
            return nil
        }
        self.bytes = bytes
    }

    /// Nil unless it is the text of a key file, or the 64 hexadecimal digits alone.
    package init?(text: some StringProtocol) {
        let words = text.split { $0 == " " || $0.isNewline }
        guard let digits = words.last, words.count == 1 || (words.count == 2 && words[0] == ExchangePublicKey.label),
            let bytes = hexadecimalBytes(digits)
        else { return nil }
        self.init(bytes: bytes)
    }

    /// Reads a key file.
    package init(contentsOf file: URL) throws(SealedExchangeError) {
        let text = try SmallFile.text(file)
        guard let key = ExchangePublicKey(text: text) else {
            throw .keyFileUnreadable(file: file.lastPathComponent)
        }
        self = key
    }

    /// Writes the key file, whole or not at all.
    package func write(to file: URL) throws(SealedExchangeError) {
        try SmallFile.write(text, to: file, mode: 0o644, mayReplace: true)
    }

    /// The line of the key file.
    package var text: String { "\(ExchangePublicKey.label) \(hexadecimal(bytes))\n" }

    /// Sixteen hexadecimal digits in groups of four, to compare by telephone.
    package var fingerprint: String { KeyFingerprint.text(shortDigest) }

    /// The first 8 bytes of the key's SHA-256, written in the files sealed to it.
    var shortDigest: [UInt8] { Array(SHA256.hash(data: bytes).prefix(8)) }

    var agreementKey: Curve25519.KeyAgreement.PublicKey {
        get throws(SealedExchangeError) {
            do {
                return try Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)
            } catch {
                throw .cryptography(reason: "\(error)")
            }
        }
    }
}

/// Fingerprints as people read them.
enum KeyFingerprint {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array(hexadecimal(bytes))
        return stride(from: 0, to: digits.count, by: 4)
            .map { String(digits[$0..<Swift.min($0 + 4, digits.count)]) }.joined(separator: "-")
    }
}
