internal import Crypto
package import Foundation

/// Reads what holders encoded, on the linkage unit's side; every byte is checked.
package enum EncodedFileReader {
    package static func read(_ place: URL) throws(EncodedLinkageError) -> EncodedRecords {
        let file: FileHandle
        let byteCount: Int
        do {
            file = try FileHandle(forReadingFrom: place)
            byteCount = Int(try file.seekToEnd())
            try file.seek(toOffset: 0)
        } catch { throw .fileUnreadable(operation: "open") }
        defer { try? file.close() }
        var digest = SHA256()
        let header = try take(EncodedFileFormat.headerByteCount, from: file, at: 0)
        let (rowCount, fingerprint) = try check(header, byteCount: byteCount)
        digest.update(data: header)
        let records = EncodedRecords(count: rowCount, fingerprint: fingerprint)
        for start in stride(from: 0, to: rowCount, by: EncodedFileFormat.rowsPerPiece) {
            let end = min(rowCount, start + EncodedFileFormat.rowsPerPiece)
            let offset = EncodedFileFormat.headerByteCount + start * EncodedFileFormat.rowByteCount
            let piece = try take((end - start) * EncodedFileFormat.rowByteCount, from: file, at: offset)
            digest.update(data: piece)
            piece.withUnsafeBytes { bytes in
                for row in start..<end {
                    fill(row, of: records, from: bytes, at: (row - start) * EncodedFileFormat.rowByteCount)
                }
            }
        }
        let offset = byteCount - EncodedFileFormat.digestByteCount
        let expected = try take(EncodedFileFormat.digestByteCount, from: file, at: offset)
        guard Data(digest.finalize()) == expected else { throw .fileDamaged(byte: offset) }
        try checkOrder(records)
        return records
    }

    private static func check(_ header: Data, byteCount: Int) throws(EncodedLinkageError) -> (Int, UInt64) {
        guard header.prefix(6).elementsEqual(EncodedFileFormat.magic) else { throw .fileNotEncodings }
        guard let version = Int(String(decoding: header[6..<8], as: UTF8.self)) else { throw .fileNotEncodings }
        guard version == EncodedFileFormat.version else { throw .fileVersionUnknown(version: version) }
        let words = header.withUnsafeBytes { bytes in
            (
                bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian,
                bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self).littleEndian,
                bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self).littleEndian,
                bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self).littleEndian
            )
        }
        guard words.1 == UInt32(EncodedRecords.wordCount * 64) else { throw .fileDamaged(byte: 16) }
        guard words.2 == UInt32(EncodedRecords.ruleCount) else { throw .fileDamaged(byte: 20) }
        guard words.3 <= UInt64(EncodedRecords.rowCountMax) else {
            throw .tooManyRows(count: Int(clamping: words.3), countMax: EncodedRecords.rowCountMax)
        }
        // The size is checked before memory is taken for the rows that the header promises.
        guard byteCount == EncodedFileFormat.byteCount(rows: Int(words.3)) else { throw .fileDamaged(byte: byteCount) }
        return (Int(words.3), words.0)
    }

    private static func take(_ count: Int, from file: FileHandle, at offset: Int) throws(EncodedLinkageError) -> Data {
        let read: Data?
        do { read = try file.read(upToCount: count) } catch { throw .fileUnreadable(operation: "read") }
        guard let read, read.count == count else { throw .fileDamaged(byte: offset + (read?.count ?? 0)) }
        return read
    }

    private static func fill(_ row: Int, of records: EncodedRecords, from bytes: UnsafeRawBufferPointer, at start: Int)
    {
        func word(_ place: Int) -> UInt64 {
            bytes.loadUnaligned(fromByteOffset: start + place * 8, as: UInt64.self).littleEndian
        }
        records.setToken(word(0).byteSwapped, word(1).byteSwapped, at: row)
        for place in 0..<EncodedRecords.wordCount {
            records.filters[row * EncodedRecords.wordCount + place] = word(2 + place)
        }
        for rule in 0..<EncodedRecords.ruleCount {
            records.keys[rule * records.count + row] = word(2 + EncodedRecords.wordCount + rule)
        }
    }

    private static func checkOrder(_ records: EncodedRecords) throws(EncodedLinkageError) {
        for row in 1..<max(1, records.count) {
            let previous = (records.tokens[row * 2 - 2], records.tokens[row * 2 - 1])
            let next = (records.tokens[row * 2], records.tokens[row * 2 + 1])
            if previous == next { throw .rowTwice }
            if previous > next {
                throw .fileDamaged(byte: EncodedFileFormat.headerByteCount + row * EncodedFileFormat.rowByteCount)
            }
        }
    }
}
