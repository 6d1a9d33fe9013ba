internal import Crypto
package import Foundation
internal import HealthModel

/// Writes encodings for the linkage unit.
package enum EncodedFileWriter {
    /// Writes the whole file or leaves none: it gets its name when it is complete. Readable by its owner only.
    package static func write(_ records: EncodedRecords, to place: URL) throws(EncodedLinkageError) {
        let partial = place.appendingPathExtension("partial")
        guard
            FileManager.default.createFile(
                atPath: partial.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw .fileUnreadable(operation: "create") }
        do {
            let file = try FileHandle(forWritingTo: partial)
            defer { try? file.close() }
            var digest = SHA256()
            var piece = header(of: records)
            for start in stride(from: 0, through: records.count, by: EncodedFileFormat.rowsPerPiece) {
                for row in start..<min(records.count, start + EncodedFileFormat.rowsPerPiece) {
                    append(row, of: records, to: &piece)
                }
                digest.update(data: piece)
                try file.write(contentsOf: piece)
                piece.removeAll(keepingCapacity: true)
            }
            try file.write(contentsOf: Data(digest.finalize()))
            try file.synchronize()
        } catch {
            try? FileManager.default.removeItem(at: partial)
            throw .fileUnreadable(operation: "write")
        }
        guard rename(partial.path, place.path) == 0 else {
            try? FileManager.default.removeItem(at: partial)
            throw .fileUnreadable(operation: "rename")
        }
    }

    private static func header(of records: EncodedRecords) -> Data {
        var header = Data(EncodedFileFormat.magic)
        header.append(contentsOf: Array("0\(EncodedFileFormat.version)".utf8))
        append(records.fingerprint, to: &header)
        append(UInt32(EncodedRecords.wordCount * 64), to: &header)
        append(UInt32(EncodedRecords.ruleCount), to: &header)
        append(UInt64(records.count), to: &header)
        return header
    }

    private static func append(_ row: Int, of records: EncodedRecords, to piece: inout Data) {
        append(records.tokens[row * 2].byteSwapped, to: &piece)
        append(records.tokens[row * 2 + 1].byteSwapped, to: &piece)
        for word in 0..<EncodedRecords.wordCount {
            append(records.filters[row * EncodedRecords.wordCount + word], to: &piece)
        }
        for rule in 0..<EncodedRecords.ruleCount { append(records.keys[rule * records.count + row], to: &piece) }
    }

    private static func append(_ number: some FixedWidthInteger, to piece: inout Data) {
        withUnsafeBytes(of: number.littleEndian) { piece.append(contentsOf: $0) }
    }
}
