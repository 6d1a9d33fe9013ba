package import Foundation
internal import HealthModel

/// A secret in a text file of one line, `<label> <hexadecimal digits>`, for its owner alone (mode 0600).
package enum KeyFile {
    /// Reads the bytes of a secret; refuses a file that others may read, or with another label.
    package static func read(label: String, from file: URL) throws(SealedExchangeError) -> [UInt8] {
        let text = try SmallFile.text(file)
        guard try SmallFile.isPrivate(file) else { throw .keyFileOpenToOthers(file: file.lastPathComponent) }
        let words = text.split { $0 == " " || $0.isNewline }
        guard words.count == 2, words[0] == label, let bytes = hexadecimalBytes(words[1]) else {
            throw .keyFileUnreadable(file: file.lastPathComponent)
        }
        return bytes
    }

    /// Writes a secret, durably; never replaces a file.
    package static func write(label: String, _ bytes: [UInt8], to file: URL) throws(SealedExchangeError) {
        try SmallFile.write("\(label) \(hexadecimal(bytes))\n", to: file, mode: 0o600, mayReplace: false)
    }
}
