import CZlib
import Foundation
import Testing

/// The true pairs of a data set, gzipped.
enum TruthFile {
    /// Lines `id_a,id_b`, header left out.
    static func pairs(_ file: URL) throws -> Set<String> {
        let handle = try #require(gzopen(file.path, "rb"))
        defer { gzclose(handle) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Int(gzread(handle, &buffer, UInt32(buffer.count)))
            guard count > 0 else { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        return Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map(String.init))
    }
}
