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
        guard let bytes = ProjectKeyFile.bytes(text), bytes.count >= EncodingKey.masterByteCount else {
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

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
