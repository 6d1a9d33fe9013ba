/// Lines of fields separated by tabs, with `\t`, `\n`, `\r` and `\\` written as two characters inside a field.
enum LineCodec {
    /// Bytes of one line, at most.
    static let lineByteCountMax = 16 * 1024

    private static let tab: UInt8 = 0x09
    private static let newline: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
    private static let backslash: UInt8 = 0x5C

    static func append(_ field: String, to line: inout [UInt8]) {
        for byte in field.utf8 {
            switch byte {
            case tab: line.append(contentsOf: [backslash, 0x74])
            case newline: line.append(contentsOf: [backslash, 0x6E])
            case carriageReturn: line.append(contentsOf: [backslash, 0x72])
            case backslash: line.append(contentsOf: [backslash, backslash])
            default: line.append(byte)
            }
        }
    }

    static func line(_ fields: [String]) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(160)
        for (place, field) in fields.enumerated() {
            if place > 0 { line.append(tab) }
            append(field, to: &line)
        }
        line.append(newline)
        return line
    }

    /// The fields of a line without its newline; nil when an escape is wrong or the text is not UTF-8.
    static func fields(_ line: ArraySlice<UInt8>) -> [String]? {
        let hasEscapes = line.contains(backslash)
        var fields: [String] = []
        fields.reserveCapacity(9)
        var start = line.startIndex
        for place in line.indices where line[place] == tab {
            guard let field = field(line[start..<place], hasEscapes) else { return nil }
            fields.append(field)
            start = place + 1
        }
        guard let last = field(line[start...], hasEscapes) else { return nil }
        fields.append(last)
        return fields
    }

    private static func field(_ bytes: ArraySlice<UInt8>, _ hasEscapes: Bool) -> String? {
        guard hasEscapes else { return String(validating: bytes, as: UTF8.self) }
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in bytes {
            if isEscaped {
                guard let meaning = meaning(of: byte) else { return nil }
                plain.append(meaning)
                isEscaped = false
            } else if byte == backslash {
                isEscaped = true
            } else {
                plain.append(byte)
            }
        }
        return isEscaped ? nil : String(validating: plain, as: UTF8.self)
    }

    private static func meaning(of byte: UInt8) -> UInt8? {
        switch byte {
        case 0x74: tab
        case 0x6E: newline
        case 0x72: carriageReturn
        case backslash: backslash
        default: nil
        }
    }
}
