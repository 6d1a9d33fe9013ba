/// A column of values that may be unknown, as codes: 0 is unknown, `k` is the value number `k - 1`, ascending.
///
/// Codes keep the order of values, so a range of values is a range of codes.
package struct IndexColumn: Sendable {
    package let codes: PackedColumn
    package let values: IndexValues

    package init(codes: PackedColumn, values: IndexValues) {
        self.codes = codes
        self.values = values
    }
}

/// The values of a column, ascending and different.
package enum IndexValues: Sendable {
    /// Code `k` is `first + k - 1`.
    case sequence(first: Int)
    case integers(MappedArray<Int64>)
    case decimals(MappedArray<Double>)
    case texts(MappedTexts)
}

/// Numbers of a mapped file, aligned to their own size.
package struct MappedArray<Element: BitwiseCopyable & Sendable>: Sendable {
    // Safe because the pages are mapped read-only for as long as the `PatientIndex` lives.
    nonisolated(unsafe) package let elements: UnsafeBufferPointer<Element>

    package init(_ elements: UnsafeBufferPointer<Element>) { self.elements = elements }

    package var count: Int { elements.count }

    @inline(__always)
    package subscript(_ place: Int) -> Element { elements[place] }
}

/// UTF-8 texts, ascending by bytes: `offsets` has one more element than there are texts.
package struct MappedTexts: Sendable {
    package let offsets: MappedArray<UInt32>
    package let bytes: MappedArray<UInt8>

    package init(offsets: MappedArray<UInt32>, bytes: MappedArray<UInt8>) {
        self.offsets = offsets
        self.bytes = bytes
    }

    package var count: Int { offsets.count - 1 }

    package subscript(_ place: Int) -> String {
        String(decoding: bytes.elements[Int(offsets[place])..<Int(offsets[place + 1])], as: UTF8.self)
    }
}
