internal import CDuckDB

/// The texts or blobs of one column of a chunk, read in place.
package struct DuckDBStringColumn {
    private let entries: UnsafePointer<duckdb_string_t>
    private let validity: UnsafePointer<UInt64>?
    private let owner: OwnedChunk
    package let count: Int

    init(
        entries: UnsafePointer<duckdb_string_t>, validity: UnsafePointer<UInt64>?, owner: OwnedChunk, count: Int
    ) {
        self.entries = entries
        self.validity = validity
        self.owner = owner
        self.count = count
    }

    package func isNull(_ row: Int) -> Bool {
        guard let validity else { return false }
        return validity[row >> 6] >> UInt64(row & 63) & 1 == 0
    }

    /// The bytes of a row that is not null, without a copy; they are valid as long as this column is held.
    package func bytes(_ row: Int) -> UnsafeBufferPointer<UInt8> {
        precondition(row >= 0 && row < count, "The row is in the chunk.")
        let entry = entries + row
        let length = Int(entry.pointee.length)
        // Up to 12 bytes stand in the entry, after the 4 bytes of the length.
        let start =
            length <= 12
            ? UnsafeRawPointer(entry).advanced(by: 4) : UnsafeRawPointer(entry.pointee.pointer)
        return UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: length)
    }

    /// The text of a row; nil for null.
    package func string(_ row: Int) -> String? { isNull(row) ? nil : String(decoding: bytes(row), as: UTF8.self) }
}
