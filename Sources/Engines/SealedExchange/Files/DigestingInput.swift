internal import Crypto
internal import Foundation
internal import HealthModel

/// A file read from its beginning, with the SHA-256 of what was read.
final class DigestingInput {
    private let name: String
    private let handle: FileHandle
    private var hash = SHA256()

    init(_ file: URL) throws(SealedExchangeError) {
        name = file.lastPathComponent
        do {
            handle = try FileHandle(forReadingFrom: file)
        } catch {
            throw FileTrouble.unreadable(file, error)
        }
    }

    deinit { try? handle.close() }

    /// Up to `count` bytes; fewer only at the end of the file.
    func read(upTo count: Int) throws(SealedExchangeError) -> Data {
        var bytes = Data()
        do {
            while bytes.count < count, let part = try handle.read(upToCount: count - bytes.count), !part.isEmpty {
                if bytes.isEmpty { bytes = part } else { bytes.append(part) }
            }
        } catch {
            throw .cannotRead(file: name, reason: FileTrouble.words(error))
        }
        hash.update(data: bytes)
        return bytes
    }

    var digest: String { hexadecimal(hash.finalize()) }
}
