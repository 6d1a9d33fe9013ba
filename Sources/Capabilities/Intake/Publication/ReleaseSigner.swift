import Crypto
package import Foundation
package import HealthModel
package import SQLBackends

/// Signs the manifests of releases with a key of the hub (Ed25519), made at first use and readable by its account only.
package struct ReleaseSigner: Sendable {
    private let seed: Data

    package init(home: HubHome, surroundings: Surroundings) throws {
        let place = home.keys.appending(path: "release.key")
        if let known = try? Data(contentsOf: place), known.count == 32 {
            seed = known
            return
        }
        let made = Data(surroundings.randomBytes(32))
        try DurableFiles.write(made, to: place, permissions: 0o600)
        seed = made
    }

    /// The first eight bytes of the public key's digest, in hexadecimal: names the key in signatures.
    package func keyID() throws -> String {
        hexadecimal(SHA256.hash(data: try key().publicKey.rawRepresentation).prefix(8))
    }

    package func sign(_ manifest: Data) throws -> ReleaseSignature {
        ReleaseSignature(keyID: try keyID(), signature: [UInt8](try key().signature(for: manifest)))
    }

    /// Whether a manifest carries this hub's signature.
    package func hasSigned(_ manifest: Data, _ signature: ReleaseSignature?) -> Bool {
        guard let signature, let key = try? key(), signature.keyID == (try? keyID()) else { return false }
        return key.publicKey.isValidSignature(Data(signature.signature), for: manifest)
    }

    /// SHA-256 of a manifest, for the journal.
    static func digest(_ manifest: Data) -> String { hexadecimal(SHA256.hash(data: manifest)) }

    private func key() throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    }
}
