import Crypto
import Foundation
import HealthModel

/// Details that the public journal only commits to: kept in files of their own that can be erased.
///
///     details/<aa>/<commitment>   aa: first two digits of the commitment
///          0  32  salt
///         32      the detail, UTF-8
///
/// The commitment, HMAC-SHA-256 of the detail under the salt, stands in the entry. Without the file it tells nothing,
/// not even to whoever guesses the detail, and the entry's leaf verifies as before.
struct PrivateDetails {
    static let folder = "details"
    static let detailByteCountMax = 1024 * 1024
    static let saltByteCount = 32

    let disk: any JournalDisk

    /// Stores a detail durably, before the entry that commits to it; gives the commitment.
    func store(_ detail: String, surroundings: Surroundings) throws(JournalError) -> String {
        guard detail.utf8.count <= PrivateDetails.detailByteCountMax else {
            throw .entryMalformed(field: "privateDetail")
        }
        let salt = surroundings.randomBytes(PrivateDetails.saltByteCount)
        let commitment = PrivateDetails.commitment(salt: salt, detail: Array(detail.utf8))
        let path = PrivateDetails.path(commitment)
        let temporary = path + JournalStore.temporarySuffix
        try disk.write(temporary, salt + Array(detail.utf8))
        try disk.sync(temporary)
        try disk.rename(temporary, to: path)
        for folder in [PrivateDetails.folder(of: commitment), PrivateDetails.folder, ""] {
            try disk.syncFolder(folder)
        }
        return commitment
    }

    /// Nil when it was erased.
    func read(_ commitment: String) throws(JournalError) -> String? {
        let path = PrivateDetails.path(commitment)
        guard let bytes = try disk.read(path) else { return nil }
        guard PrivateDetails.matches(bytes, commitment) else { throw .damaged(file: path, reason: .unreadable) }
        return String(decoding: bytes[PrivateDetails.saltByteCount...], as: UTF8.self)
    }

    /// Erases a detail and its salt, for good.
    func erase(_ commitment: String) throws(JournalError) {
        try disk.remove(PrivateDetails.path(commitment))
        try disk.syncFolder(PrivateDetails.folder(of: commitment))
    }

    /// Whether the bytes of a file are those that a commitment was made for.
    static func matches(_ bytes: [UInt8], _ commitment: String) -> Bool {
        guard bytes.count >= saltByteCount else { return false }
        return PrivateDetails.commitment(
            salt: Array(bytes[0..<saltByteCount]), detail: Array(bytes[saltByteCount...])) == commitment
    }

    /// The commitment in an entry's canonical bytes; most entries have none, and are not parsed to learn it.
    static func commitment(in entry: [UInt8]) -> String? {
        for place in entry.indices where entry[place] == field[0] && entry[place...].starts(with: field) {
            return JournalEntry(canonicalBytes: entry)?.privateDetailCommitment
        }
        return nil
    }

    private static let field = Array("\"privateDetailCommitment\":".utf8)

    static func isCommitment(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    static func folder(of commitment: String) -> String { "\(folder)/\(commitment.prefix(2))" }
    static func path(_ commitment: String) -> String { "\(folder(of: commitment))/\(commitment)" }

    private static func commitment(salt: [UInt8], detail: [UInt8]) -> String {
        hexadecimal(HMAC<SHA256>.authenticationCode(for: detail, using: SymmetricKey(data: salt)))
    }
}
