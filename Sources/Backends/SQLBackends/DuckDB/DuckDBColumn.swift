/// One column of a chunk as plain memory: DuckDB's own where the type is the same, a converted copy elsewhere.
///
/// `values` lives as long as the chunk: use it only where the chunk is given (the body of `forEachChunk` or `stream`).
package struct DuckDBColumn<Element> {
    /// The values; that of a null row means nothing.
    package let values: UnsafeBufferPointer<Element>
    /// One bit per row, 1 where there is a value; nil when the column has no null.
    let validity: UnsafePointer<UInt64>?
    /// Keeps the memory alive.
    private let owner: OwnedChunk

    init(values: UnsafeBufferPointer<Element>, validity: UnsafePointer<UInt64>?, owner: OwnedChunk) {
        self.values = values
        self.validity = validity
        self.owner = owner
    }

    package var count: Int { values.count }
    /// False: no row is null, `isNull` need not be asked.
    package var mayHaveNulls: Bool { validity != nil }

    package func isNull(_ row: Int) -> Bool {
        guard let validity else { return false }
        return validity[row >> 6] >> UInt64(row & 63) & 1 == 0
    }

    /// Nil for null.
    package subscript(row: Int) -> Element? { isNull(row) ? nil : values[row] }
}
