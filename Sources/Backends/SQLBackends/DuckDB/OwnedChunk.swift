internal import CDuckDB

/// A chunk of DuckDB and the converted copies of its columns, freed together with their last user: whoever holds the
/// chunk may read any pointer that came from it.
final class OwnedChunk {
    private struct Key: Hashable {
        let column: Int
        let element: ObjectIdentifier
    }

    let handle: duckdb_data_chunk
    private var copies: [Key: UnsafeMutableRawBufferPointer] = [:]

    init(_ handle: duckdb_data_chunk) { self.handle = handle }

    deinit {
        for copy in copies.values { copy.deallocate() }
        var handle: duckdb_data_chunk? = handle
        duckdb_destroy_data_chunk(&handle)
    }

    /// The copy of a column as another type, made by `fill` the first time.
    func copy<Element: BitwiseCopyable>(
        of column: Int, count: Int, fill: (UnsafeMutableBufferPointer<Element>) -> Void
    ) -> UnsafeBufferPointer<Element> {
        let key = Key(column: column, element: ObjectIdentifier(Element.self))
        if let known = copies[key] { return UnsafeBufferPointer(known.assumingMemoryBound(to: Element.self)) }
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, count) * MemoryLayout<Element>.stride, alignment: MemoryLayout<Element>.alignment)
        copies[key] = memory
        let elements = memory.bindMemory(to: Element.self)
        fill(elements)
        return UnsafeBufferPointer(rebasing: UnsafeBufferPointer(elements)[..<count])
    }
}
