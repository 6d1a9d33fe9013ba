import Foundation

/// The journal's state at one moment, as a C2SP tlog-checkpoint signed by its key.
///
///     <origin>\n<size in decimal>\n<base64 of the 32-byte root>\n\n— <origin> <base64 of key id and signature>\n
package struct JournalCheckpoint: Sendable, Equatable {
    package static let byteCountMax = 64 * 1024

    package let origin: String
    /// How many entries the journal holds.
    package let size: Int
    package let root: MerkleHash

    package init(origin: String, size: Int, root: MerkleHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The text that is signed.
    var text: String { "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\n" }

    /// The bytes of the file `checkpoint`.
    func signed(by signer: JournalSigner) throws(JournalError) -> [UInt8] { Array(try signer.sign(text).utf8) }

    /// Reads a signed note; refuses it unless the key signed it and each byte of text and signature is canonical.
    ///
    /// Signatures of other keys (witnesses) are allowed and not checked.
    package init(note: [UInt8], key: NoteKey) throws(JournalError) {
        guard note.count <= JournalCheckpoint.byteCountMax, let text = String(validating: note, as: UTF8.self),
            let separator = text.range(of: "\n\n", options: .backwards), text.hasSuffix("\n")
        else { throw .badCheckpoint }
        let body = text[..<separator.lowerBound] + "\n"
        let signatures = text[separator.upperBound...].dropLast()
            .split(
                separator: "\n", omittingEmptySubsequences: false)
        var signatureCount = 0
        for line in signatures where try JournalCheckpoint.isSigned(line, String(body), by: key) { signatureCount += 1 }
        guard signatureCount == 1 else { throw .badCheckpoint }
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, let size = Int(lines[1]), size >= 0,
            let root = Data(base64Encoded: String(lines[2])).flatMap({ MerkleHash($0) })
        else { throw .badCheckpoint }
        self.init(origin: String(lines[0]), size: size, root: root)
        guard self.text == String(body), origin == key.name else { throw .badCheckpoint }
    }

    /// Whether a signature line is the key's and holds; throws when it bears the key's name and id and does not.
    private static func isSigned(_ line: Substring, _ body: String, by key: NoteKey) throws(JournalError) -> Bool {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "\u{2014}", let bytes = Data(base64Encoded: String(words[2])),
            bytes.base64EncodedString() == words[2], bytes.count > 4
        else { throw .badCheckpoint }
        guard words[1] == key.name, Array(bytes.prefix(4)) == key.keyID else { return false }
        guard key.isValid(signature: bytes.dropFirst(4), of: body) else { throw .badCheckpoint }
        return true
    }
}
