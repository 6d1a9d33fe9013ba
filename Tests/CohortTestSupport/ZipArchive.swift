import CZlib
package import Foundation
import Testing

/// The files of a zip archive: enough for the test data, no encryption and no zip64.
package struct ZipArchive {
    private let bytes: [UInt8]
    private let entries: [(name: String, method: Int, packedSize: Int, size: Int, offset: Int)]

    package init(_ url: URL) throws {
        let bytes = [UInt8](try Data(contentsOf: url))
        func number(_ place: Int, _ width: Int) -> Int {
            (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        var end = bytes.count - 22
        while end > 0, number(end, 4) != 0x0605_4B50 { end -= 1 }
        var place = number(end + 16, 4)
        var entries: [(name: String, method: Int, packedSize: Int, size: Int, offset: Int)] = []
        for _ in 0..<number(end + 10, 2) {
            let nameLength = number(place + 28, 2)
            let name = String(decoding: bytes[place + 46..<place + 46 + nameLength], as: UTF8.self)
            entries.append(
                (name, number(place + 10, 2), number(place + 20, 4), number(place + 24, 4), number(place + 42, 4)))
            place += 46 + nameLength + number(place + 30, 2) + number(place + 32, 2)
        }
        self.bytes = bytes
        self.entries = entries
    }

    package var names: [String] { entries.map(\.name) }

    package func data(_ name: String) throws -> Data {
        let entry = try #require(entries.first { $0.name == name })
        let nameLength = Int(bytes[entry.offset + 26]) | Int(bytes[entry.offset + 27]) << 8
        let extraLength = Int(bytes[entry.offset + 28]) | Int(bytes[entry.offset + 29]) << 8
        let start = entry.offset + 30 + nameLength + extraLength
        var packed = Array(bytes[start..<start + entry.packedSize])
        guard entry.method == 8 else { return Data(packed) }
        var output = [UInt8](repeating: 0, count: entry.size)
        var stream = z_stream()
        try #require(inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
        defer { inflateEnd(&stream) }
        let status = packed.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        try #require(status == Z_STREAM_END)
        return Data(output)
    }

    /// Writes every file into a folder.
    package func extract(to folder: URL) throws {
        for name in names where !name.hasSuffix("/") {
            let place = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data(name).write(to: place)
        }
    }
}
