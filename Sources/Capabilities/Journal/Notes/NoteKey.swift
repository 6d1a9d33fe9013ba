import Crypto
import Foundation
import HealthModel

/// A public Ed25519 key that checks signed notes (C2SP signed-note), with the name it signs under.
///
/// Written `<name>+<key id: 8 hex digits>+<base64 of 0x01 || 32-byte key>`: the text that third parties give to their
/// own tools. The key id is `SHA-256(name || 0x0A || 0x01 || key)[:4]`.
package struct NoteKey: Sendable {
    package static let nameByteCountMax = 100
    static let ed25519Type: UInt8 = 1

    package let name: String
    let keyID: [UInt8]
    private let publicKey: Curve25519.Signing.PublicKey

    init(name: String, publicKey: Curve25519.Signing.PublicKey) throws(JournalError) {
        guard NoteKey.isName(name) else { throw .badOrigin }
        self.name = name
        self.publicKey = publicKey
        keyID = NoteKey.keyID(name: name, publicKey: publicKey.rawRepresentation)
    }

    /// Reads the text form; every character counts.
    package init(_ text: String) throws(JournalError) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let key = Data(base64Encoded: String(parts[2])), key.count == 33,
            key.first == NoteKey.ed25519Type,
            let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: key.dropFirst())
        else { throw .badKey }
        try self.init(name: String(parts[0]), publicKey: publicKey)
        guard self.text == text else { throw .badKey }
    }

    /// The text form.
    package var text: String {
        let key = Data([NoteKey.ed25519Type]) + publicKey.rawRepresentation
        return "\(name)+\(keyIDText)+\(key.base64EncodedString())"
    }

    var keyIDText: String { hexadecimal(keyID) }

    func isValid(signature: Data, of text: String) -> Bool {
        publicKey.isValidSignature(signature, for: Data(text.utf8))
    }

    static func keyID(name: String, publicKey: Data) -> [UInt8] {
        Array(SHA256.hash(data: Data(name.utf8) + Data([0x0A, ed25519Type]) + publicKey).prefix(4))
    }

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= nameByteCountMax
            && name.unicodeScalars.allSatisfy {
                $0 != "+" && !$0.properties.isWhitespace && $0.properties.generalCategory != .control
            }
    }
}
