internal import Crypto
package import Foundation
package import HealthModel

/// The private half of a program's address; its file, `hdh-exchange-private-v1 <64 hex>`, is for its owner alone.
package struct ExchangeKeyPair: Sendable {
    private static let label = "hdh-exchange-private-v1"

    let agreementKey: Curve25519.KeyAgreement.PrivateKey
    package let publicKey: ExchangePublicKey

    /// A new pair from the surroundings' random bytes.
    package init(surroundings: Surroundings) throws(SealedExchangeError) {
        try self.init(privateBytes: surroundings.randomBytes(32), file: "")
    }

    /// Reads a private key file; refuses one that others may read.
    package init(contentsOf file: URL) throws(SealedExchangeError) {
        let bytes = try KeyFile.read(label: ExchangeKeyPair.label, from: file)
        try self.init(privateBytes: bytes, file: file.lastPathComponent)
    }

    /// Reads the pair of a file, or makes one there if there is none.
    package static func readOrMake(
        at file: URL, surroundings: Surroundings
    ) throws(SealedExchangeError) -> ExchangeKeyPair {
        if FileManager.default.fileExists(atPath: file.path) { return try ExchangeKeyPair(contentsOf: file) }
        let pair = try ExchangeKeyPair(surroundings: surroundings)
        try pair.write(to: file)
        return pair
    }

    /// Writes the private key file, readable by its owner only; never replaces one.
    package func write(to file: URL) throws(SealedExchangeError) {
        try KeyFile.write(label: ExchangeKeyPair.label, Array(agreementKey.rawRepresentation), to: file)
    }

    private init(privateBytes: [UInt8], file: String) throws(SealedExchangeError) {
        guard privateBytes.count == 32,
            let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateBytes),
            let publicKey = ExchangePublicKey(bytes: key.publicKey.rawRepresentation)
        else { throw .keyFileUnreadable(file: file) }
        agreementKey = key
        self.publicKey = publicKey
    }
}
