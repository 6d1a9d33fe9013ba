import Crypto
package import Foundation
package import HealthModel

/// The private key that signs the journal's checkpoints; it lives in a file of its own, never beside the journal.
///
/// The file holds one line, `PRIVATE+KEY+<name>+<key id>+<base64 of 0x01 || 32-byte seed>`, as the signers of the Go
/// checksum database write it, with access for its owner only.
package struct JournalSigner: Sendable {
    /// What others need to check the signatures.
    package let key: NoteKey
    private let privateKey: Curve25519.Signing.PrivateKey

    private static let prefix = "PRIVATE+KEY+"

    /// A new key under a name, which is also the origin of the journal it signs.
    package init(creating name: String, surroundings: Surroundings) throws(JournalError) {
        try self.init(name: name, seed: Data(surroundings.randomBytes(32)))
    }

    init(name: String, seed: Data) throws(JournalError) {
        guard let privateKey = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { throw .badKey }
        self.privateKey = privateKey
        key = try NoteKey(name: name, publicKey: privateKey.publicKey)
    }

    /// Reads the text form.
    init(_ text: String) throws(JournalError) {
        guard text.hasPrefix(JournalSigner.prefix) else { throw .badKey }
        let parts = text.dropFirst(JournalSigner.prefix.count)
            .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let seed = Data(base64Encoded: String(parts[2])), seed.count == 33,
            seed.first == NoteKey.ed25519Type
        else { throw .badKey }
        try self.init(name: String(parts[0]), seed: Data(seed.dropFirst()))
        guard self.text == text else { throw .badKey }
    }

    /// The secret text form.
    var text: String {
        let seed = Data([NoteKey.ed25519Type]) + privateKey.rawRepresentation
        return "\(JournalSigner.prefix)\(key.name)+\(key.keyIDText)+\(seed.base64EncodedString())"
    }

    /// Reads the key of a file, or makes one there at first use (access 0600, folders made as needed).
    package static func open(
        file: URL, name: String, surroundings: Surroundings
    ) throws(JournalError) -> JournalSigner {
        let disk = try POSIXDisk(folder: file.deletingLastPathComponent())
        let fileName = file.lastPathComponent
        if let bytes = try disk.read(fileName) { return try read(bytes, name: name) }
        let signer = try JournalSigner(creating: name, surroundings: surroundings)
        // Two first users may race: the one that links its file first wins, both then read the same key.
        let temporary = "\(fileName).\(surroundings.newID())"
        try disk.write(temporary, Array((signer.text + "\n").utf8))
        try disk.sync(temporary)
        try disk.linkIfAbsent(temporary, to: fileName)
        try disk.remove(temporary)
        try disk.syncFolder("")
        guard let bytes = try disk.read(fileName) else { throw .badKey }
        return try read(bytes, name: name)
    }

    private static func read(_ bytes: [UInt8], name: String) throws(JournalError) -> JournalSigner {
        let text = String(decoding: bytes, as: UTF8.self)
        let signer = try JournalSigner(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        guard signer.key.name == name else { throw .badOrigin }
        return signer
    }

    /// The signed note of a text that ends in a newline.
    func sign(_ text: String) throws(JournalError) -> String {
        guard let signature = try? privateKey.signature(for: Data(text.utf8)) else { throw .badKey }
        let line = (Data(key.keyID) + signature).base64EncodedString()
        return "\(text)\n\u{2014} \(key.name) \(line)\n"
    }
}
