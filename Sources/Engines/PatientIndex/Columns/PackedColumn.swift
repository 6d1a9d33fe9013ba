/// Whole numbers from 0 up, each in the same number of bits, read in place.
///
/// Number `i` is the `bitWidth` bits from bit `i * bitWidth` on, least significant first; width 0 means all are 0.
/// Eight readable bytes follow the last number, so that one unaligned load always reaches it.
package struct PackedColumn: Sendable {
    // Safe because the pages are mapped read-only for as long as the `PatientIndex` lives, and nothing that it gives
    // out is kept longer.
    nonisolated(unsafe) package let bytes: UnsafeRawPointer
    package let count: Int
    /// 0 to 57: a number and the bits before it in its first byte fit in eight bytes.
    package let bitWidth: Int
    package let mask: UInt64

    package static let bitWidthMax = 57
    /// Readable bytes after the packed ones.
    package static let paddingByteCount = 8

    package init(bytes: UnsafeRawPointer, count: Int, bitWidth: Int) {
        precondition((0...PackedColumn.bitWidthMax).contains(bitWidth), "One load reaches a number.")
        self.bytes = bytes
        self.count = count
        self.bitWidth = bitWidth
        mask = (1 << UInt64(bitWidth)) - 1
    }

    /// Bytes of `count` numbers of `bitWidth` bits, without the padding.
    package static func byteCount(count: Int, bitWidth: Int) -> Int { (count * bitWidth + 7) >> 3 }

    /// The bytes that hold some of the numbers.
    func bytes(of places: Range<Int>) -> UnsafeRawBufferPointer {
        let begin = places.lowerBound * bitWidth >> 3
        let end = PackedColumn.byteCount(count: places.upperBound, bitWidth: bitWidth)
        // What is loaded with the last number is not looked at.
        return UnsafeRawBufferPointer(start: bytes + begin, count: max(0, end - begin))
    }

    /// The number at a place; the place must be below `count`.
    @inline(__always)
    package subscript(_ place: Int) -> Int {
        let bit = place &* bitWidth
        let word = bytes.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)
        return Int(truncatingIfNeeded: (word >> UInt64(bit & 7)) & mask)
    }
}
