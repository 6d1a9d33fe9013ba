internal import HealthModel

/// Reads the values of stays as they are written.
enum StayValues {
    /// Codes that are folded differently.
    enum Kind {
        case hospital
        case department
        case diagnosis
    }

    /// Years of an event or a birth; others are taken as missing.
    static let years = 1850...2199

    /// Letters and digits in capitals; the zeros that spreadsheets take away are put back.
    static func fold(_ text: UnsafeBufferPointer<UInt8>, _ kind: Kind, into folded: inout [UInt8]) {
        folded.removeAll(keepingCapacity: true)
        var isNumber = true
        for byte in text {
            switch byte {
            case 0x30...0x39: folded.append(byte)
            case 0x41...0x5A, 0x61...0x7A:
                folded.append(byte & 0xDF)
                isNumber = false
            default: continue
            }
        }
        let width = kind == .hospital ? 8 : 1
        if kind != .diagnosis, isNumber, folded.count == width { folded.insert(0x30, at: 0) }
    }

    /// A day since 1970, nil when it is not one; `StayTable.noDay` for an empty text.
    static func day(_ text: UnsafeBufferPointer<UInt8>) -> Int32? {
        if text.isEmpty { return StayTable.noDay }
        let date = Int(WrittenDate.read(text))
        guard years.contains(date / 10_000),
            let day = Day(year: date / 10_000, month: date / 100 % 100, day: date % 100)
        else { return nil }
        return day.daysSince1970
    }

    /// Year x 16 + month from `YYYY-MM`, a whole date or a year; nil when it is not one, 0 for an empty text.
    static func birth(_ text: UnsafeBufferPointer<UInt8>) -> UInt16? {
        if text.isEmpty { return 0 }
        let date = Int(WrittenDate.read(text))
        return birth(year: date / 10_000, month: date / 100 % 100)
    }

    static func birth(year: Int, month: Int) -> UInt16? {
        guard years.contains(year) else { return nil }
        return UInt16(year * 16 + ((1...12).contains(month) ? month : 0))
    }

    /// 1 male, 2 female, 0 unknown; nil when it is none of them.
    static func sex(_ text: UnsafeBufferPointer<UInt8>) -> UInt8? {
        guard let first = text.first else { return 0 }
        switch first {
        case 0x31, 0x4D, 0x6D, 0x48, 0x68: return 1
        case 0x32, 0x46, 0x66: return 2
        case 0x30, 0x39, 0x55, 0x75, 0x49, 0x69: return 0
        default: return nil
        }
    }

    /// A small whole number, 0 when there is none.
    static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var value = 0
        for byte in text.prefix(6) {
            guard byte >= 0x30, byte <= 0x39 else { return 0 }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
