package import Foundation

/// Copies a sealed file as it is.
package enum SealedFileCopy {
    /// The copy appears whole and durable, or not at all; the SHA-256 of its bytes is returned.
    @discardableResult
    package static func copy(from origin: URL, to place: URL) throws(SealedExchangeError) -> String {
        let input = try DigestingInput(origin)
        let output = try DurableFile(replacing: place)
        while true {
            let bytes = try input.read(upTo: 1 << 20)
            guard !bytes.isEmpty else { break }
            try output.append(bytes)
        }
        try output.commit()
        return input.digest
    }
}
