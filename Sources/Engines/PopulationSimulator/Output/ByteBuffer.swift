/// Bytes of one file of one shard, written field by field without making strings.
struct ByteBuffer {
    private(set) var bytes: [UInt8] = []

    var count: Int { bytes.count }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    @inline(__always)
    mutating func byte(_ value: UInt8) { bytes.append(value) }

    @inline(__always)
    mutating func text(_ text: StaticString) {
        // A static string has no count of references: two threads can read it without slowing each other.
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    @inline(__always)
    mutating func text(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    @inline(__always)
    mutating func text(_ text: ByteBuffer) { bytes.append(contentsOf: text.bytes) }

    /// A whole number, with its sign if negative.
    mutating func number(_ value: Int) {
        if value < 0 { bytes.append(0x2D) }
        let magnitude = value.magnitude
        if magnitude < 10 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: magnitude))
            return
        }
        var divisor: UInt = 10
        while magnitude / divisor >= 10 { divisor *= 10 }
        var rest = magnitude
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }

    /// A whole number with zeros in front, up to `width` digits.
    @inline(__always)
    mutating func padded(_ value: Int, _ width: Int) {
        var divisor = 1
        for _ in 1..<max(width, 1) { divisor *= 10 }
        var rest = value
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / divisor % 10))
            rest %= divisor
            divisor /= 10
        }
    }

    /// Hundredths: `2650` as `26.50`.
    mutating func hundredths(_ value: Int) {
        if value < 0 { bytes.append(0x2D) }
        let magnitude = abs(value)
        number(magnitude / 100)
        bytes.append(0x2E)
        padded(magnitude % 100, 2)
    }

    /// Tenths: `78` as `7.8`.
    mutating func tenths(_ value: Int) {
        number(value / 10)
        bytes.append(0x2E)
        bytes.append(0x30 + UInt8(truncatingIfNeeded: value % 10))
    }

    /// Sixteen hexadecimal digits.
    mutating func hexadecimal(_ value: UInt64) {
        var shift: UInt64 = 60
        for _ in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: (value >> shift) & 15)
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
            shift = shift &- 4
        }
    }
}

/// Writing rows of a CSV file with `;` between fields.
extension ByteBuffer {
    @inline(__always)
    mutating func next() { bytes.append(0x3B) }

    /// A field and the separator after it.
    @inline(__always)
    mutating func field(_ value: Int) {
        number(value)
        bytes.append(0x3B)
    }

    @inline(__always)
    mutating func field(_ value: StaticString) {
        text(value)
        bytes.append(0x3B)
    }

    @inline(__always)
    mutating func field(_ value: [UInt8]) {
        bytes.append(contentsOf: value)
        bytes.append(0x3B)
    }

    @inline(__always)
    mutating func field(hundredths value: Int) {
        hundredths(value)
        bytes.append(0x3B)
    }

    @inline(__always)
    mutating func newline() { bytes.append(0x0A) }

    mutating func windowsNewline() {
        bytes.append(0x0D)
        bytes.append(0x0A)
    }
}
