import EncodedLinkage
import Foundation
import HealthModel

/// The secret of a linkage project in a file of its owner's alone: hexadecimal digits on one line.
struct ProjectKeyFile {
    /// A key file is never longer.
    static let byteCountMax = 4096

    let place: URL

    private var name: String { place.lastPathComponent }

    /// The key's bytes; a file that other accounts may read is refused.
    func read() throws -> [UInt8] {
        guard let file = try? FileHandle(forReadingFrom: place) else {
            throw EncodedCommandError.keyFileMissing(file: name)
        }
        defer { try? file.close() }
        var status = stat()
        guard fstat(file.fileDescriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw EncodedCommandError.keyFileOpen(file: name)
        }
        let read = (try? file.read(upToCount: ProjectKeyFile.byteCountMax)) ?? Data()
        let text = String(decoding: read, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = hexadecimalBytes(text), bytes.count >= EncodingKey.masterByteCount else {
            throw EncodedCommandError.keyFileNotHexadecimal(file: name, byteCountMin: EncodingKey.masterByteCount)
        }
        return bytes
    }

    /// Makes a key; an existing file is left alone.
    func create(_ surroundings: Surroundings) throws {
        let descriptor = open(place.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? EncodedCommandError.keyFileExists(file: name) : EncodedCommandError.notWritten(file: name)
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let text = hexadecimal(surroundings.randomBytes(EncodingKey.masterByteCount)) + "\n"
        do {
            try file.write(contentsOf: Data(text.utf8))
            try file.synchronize()
            try file.close()
        } catch {
            unlink(place.path)
            throw EncodedCommandError.notWritten(file: name)
        }
    }
}
