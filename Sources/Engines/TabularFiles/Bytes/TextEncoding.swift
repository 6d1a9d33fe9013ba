/// How the characters of a delivered file are written.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    case ascii = "US-ASCII"
    case utf8 = "UTF-8"
    /// No byte 0x80…0x9F was seen: the same text in both.
    case latin1 = "ISO-8859-1"
    case windows1252 = "windows-1252"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
}

/// Something wrong with the characters at one place of the decoded text.
struct TextIssue {
    enum Kind: UInt8 {
        case invalidUTF8
        /// A character written with more bytes than it needs, or a surrogate: a way round filters.
        case overlongUTF8
        /// 0x81, 0x8D, 0x8F, 0x90 or 0x9D in windows-1252.
        case undefinedByte
        case unpairedSurrogate
    }

    let kind: Kind
    /// In the decoded text, from its first byte.
    let offset: Int
}

/// What follows the first bytes of a UTF-8 sequence.
enum UTF8Sequence {
    case complete(length: Int)
    case incomplete
    case invalid
    case overlong(length: Int)

    /// Reads the sequence that starts at `place` with a byte of 0x80 or more.
    static func read(_ place: UnsafePointer<UInt8>, count: Int) -> UTF8Sequence {
        let first = place[0]
        let length: Int
        switch first {
        case 0xC0...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF7: length = 4
        default: return .invalid
        }
        for index in 1..<length {
            if index >= count { return .incomplete }
            if place[index] & 0xC0 != 0x80 { return .invalid }
        }
        switch first {
        case 0xC0, 0xC1: return .overlong(length: 2)
        case 0xE0 where place[1] < 0xA0: return .overlong(length: 3)
        case 0xED where place[1] > 0x9F: return .overlong(length: 3)
        case 0xF0 where place[1] < 0x90: return .overlong(length: 4)
        case 0xF4 where place[1] > 0x8F, 0xF5...: return .invalid
        default: return .complete(length: length)
        }
    }
}

/// The characters of windows-1252 that differ from ISO-8859-1, as UTF-8.
enum Windows1252 {
    /// UTF-8 bytes of each byte 0x80…0xFF, with their count; 0 for an undefined byte.
    static let table: [(count: UInt8, bytes: (UInt8, UInt8, UInt8))] = (0x80...0xFF)
        .map { byte in
            let scalar = byte < 0xA0 ? high[byte - 0x80] : UInt32(byte)
            guard scalar != 0 else { return (0, (0xEF, 0xBF, 0xBD)) }
            if scalar < 0x800 { return (2, (UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F), 0)) }
            return (3, (UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F)))
        }

    private static let high: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
