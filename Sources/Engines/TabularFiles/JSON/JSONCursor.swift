internal import Foundation

/// A place in the bytes of one JSON text, and the steps over its tokens (RFC 8259).
///
/// The bytes must be valid UTF-8 already. Safe because every access is below `count`, and a cursor does not outlive
/// the call that was given the bytes.
struct JSONCursor {
    let base: UnsafePointer<UInt8>
    let count: Int
    var index = 0

    init(_ base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
    }

    /// The byte here; 0 at the end, which no token starts with.
    @inline(__always)
    var byte: UInt8 { index < count ? base[index] : 0 }

    @inline(__always)
    mutating func skipBlanks() {
        while index < count {
            let byte = base[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            index += 1
        }
    }

    func failure(_ flaw: JSONFlaw) -> JSONFlawAt {
        if index >= count { return JSONFlawAt(flaw: .cutShort, offset: count) }
        return JSONFlawAt(flaw: flaw == .syntax && base[index] == 0 ? .nulByte : flaw, offset: index)
    }

    /// Steps over a string, its quotes included; tells whether it holds escapes.
    @inline(__always)
    mutating func skipString() throws(JSONFlawAt) -> Bool {
        guard byte == 0x22 else { throw failure(.syntax) }
        index += 1
        var hasEscapes = false
        while true {
            index = plainEnd(from: index)
            guard index < count else { throw failure(.cutShort) }
            switch base[index] {
            case 0x22:
                index += 1
                return hasEscapes
            case 0x5C:
                hasEscapes = true
                try skipEscape()
            default: throw failure(base[index] == 0 ? .nulByte : .controlCharacter)
            }
        }
    }

    /// Where the next quote, backslash or control character stands, looking at eight bytes at once.
    @inline(__always)
    private func plainEnd(from start: Int) -> Int {
        var place = start
        let raw = UnsafeRawPointer(base)
        let ones: UInt64 = 0x0101_0101_0101_0101
        while place + 8 <= count {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let quotes = word ^ (ones &* 0x22)
            let escapes = word ^ (ones &* 0x5C)
            // The lowest flagged byte is exact: a borrow can only touch bytes above it.
            let found =
                (((quotes &- ones) & ~quotes) | ((escapes &- ones) & ~escapes) | ((word &- ones &* 0x20) & ~word))
                & (ones &* 0x80)
            if found != 0 { return place + found.trailingZeroBitCount >> 3 }
            place += 8
        }
        while place < count, base[place] >= 0x20, base[place] != 0x22, base[place] != 0x5C { place += 1 }
        return place
    }

    private mutating func skipEscape() throws(JSONFlawAt) {
        guard index + 1 < count else {
            index = count
            throw failure(.cutShort)
        }
        switch base[index + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: index += 2
        case 0x75:
            let unit = try escapedUnit(at: index)
            if unit & 0xFC00 == 0xD800 {
                guard index + 7 < count, base[index + 6] == 0x5C, base[index + 7] == 0x75 else {
                    throw failure(.loneSurrogate)
                }
                guard try escapedUnit(at: index + 6) & 0xFC00 == 0xDC00 else { throw failure(.loneSurrogate) }
                index += 12
            } else if unit & 0xFC00 == 0xDC00 {
                throw failure(.loneSurrogate)
            } else {
                index += 6
            }
        default: throw failure(.invalidEscape)
        }
    }

    /// The UTF-16 unit of the `\uXXXX` at a place.
    func escapedUnit(at place: Int) throws(JSONFlawAt) -> UInt32 {
        guard place + 5 < count else { throw JSONFlawAt(flaw: .cutShort, offset: count) }
        var unit: UInt32 = 0
        for offset in 2...5 {
            let byte = base[place + offset]
            switch byte {
            case 0x30...0x39: unit = unit << 4 | UInt32(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: unit = unit << 4 | UInt32((byte | 0x20) - 0x57)
            default: throw JSONFlawAt(flaw: .invalidEscape, offset: place)
            }
        }
        return unit
    }

    /// Steps over a number that a double can hold.
    mutating func skipNumber() throws(JSONFlawAt) {
        let start = index
        if byte == 0x2D { index += 1 }
        let integerStart = index
        skipDigits()
        let digitCount = index - integerStart
        guard digitCount > 0 else { throw failure(base[start] == 0x2D && byte == 0x49 ? .notANumber : .number) }
        if digitCount > 1, base[integerStart] == 0x30 {
            index = integerStart
            throw failure(.number)
        }
        var isLarge = digitCount > 300
        if byte == 0x2E {
            index += 1
            let fraction = index
            skipDigits()
            guard index > fraction else { throw failure(.number) }
        }
        if byte | 0x20 == 0x65 {
            isLarge = true
            index += 1
            if byte == 0x2B || byte == 0x2D { index += 1 }
            let exponent = index
            skipDigits()
            guard index > exponent else { throw failure(.number) }
        }
        if isLarge, text(start, index).count > 4096 || Double(text(start, index))?.isFinite != true {
            index = start
            throw failure(.numberRange)
        }
    }

    @inline(__always)
    private mutating func skipDigits() { while index < count, base[index] &- 0x30 < 10 { index += 1 } }

    /// Steps over true, false or null.
    mutating func skipLiteral() throws(JSONFlawAt) {
        let word: StaticString
        switch byte {
        case 0x74: word = "true"
        case 0x66: word = "false"
        case 0x6E: word = "null"
        case 0x4E, 0x49: throw failure(.notANumber)
        default: throw failure(.syntax)
        }
        for offset in 0..<word.utf8CodeUnitCount {
            guard byte == word.utf8Start[offset] else { throw failure(.syntax) }
            index += 1
        }
    }

    /// The bytes between two places as a text.
    func text(_ start: Int, _ end: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self)
    }

    /// Whether the bytes between two places are exactly these.
    @inline(__always)
    func isEqual(_ start: Int, _ end: Int, to word: StaticString) -> Bool {
        end - start == word.utf8CodeUnitCount && memcmp(base + start, word.utf8Start, end - start) == 0
    }

    /// The content of a string between its quotes, escapes resolved.
    func unescaped(_ start: Int, _ end: Int) throws(JSONFlawAt) -> String {
        var bytes: [UInt8] = []
        var place = start
        while place < end {
            guard base[place] == 0x5C else {
                bytes.append(base[place])
                place += 1
                continue
            }
            switch base[place + 1] {
            case 0x75:
                var scalar = try escapedUnit(at: place)
                place += 6
                if scalar & 0xFC00 == 0xD800 {
                    scalar = 0x10000 + (scalar & 0x3FF) << 10 + (try escapedUnit(at: place)) & 0x3FF
                    place += 6
                }
                bytes += Unicode.Scalar(scalar).map { Array(String(Character($0)).utf8) } ?? []
                continue
            case 0x62: bytes.append(0x08)
            case 0x66: bytes.append(0x0C)
            case 0x6E: bytes.append(0x0A)
            case 0x72: bytes.append(0x0D)
            case 0x74: bytes.append(0x09)
            case let other: bytes.append(other)
            }
            place += 2
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
