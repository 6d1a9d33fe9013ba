/// A date as it was written, whole or partial, as the integer `YYYYMMDD`; unknown parts are zero, 0 is missing.
package enum WrittenDate {
    /// Years that stand for "unknown" in registers.
    static let placeholderYears: Set<Int32> = [0, 1, 1111, 9999]

    package static func read(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
        var groups: (Int32, Int32, Int32) = (0, 0, 0)
        var lengths = (0, 0, 0)
        var count = 0
        var isInGroup = false
        for byte in text {
            guard byte >= 0x30, byte <= 0x39 else {
                isInGroup = false
                // What follows a T is the time of the day.
                if byte == 0x54 { break }
                continue
            }
            if !isInGroup {
                if count == 3 { break }
                count += 1
                isInGroup = true
            }
            let digit = Int32(byte - 0x30)
            switch count {
            case 1: (groups.0, lengths.0) = (min(groups.0, 99_999_999) * 10 + digit, lengths.0 + 1)
            case 2: (groups.1, lengths.1) = (min(groups.1, 9999) * 10 + digit, lengths.1 + 1)
            default: (groups.2, lengths.2) = (min(groups.2, 9999) * 10 + digit, lengths.2 + 1)
            }
        }
        return date(groups, lengths, count)
    }

    package static func read(_ text: String) -> Int32 { Array(text.utf8).withUnsafeBufferPointer { read($0) } }

    private static func date(_ groups: (Int32, Int32, Int32), _ lengths: (Int, Int, Int), _ count: Int) -> Int32 {
        switch (count, lengths.0, lengths.1, lengths.2) {
        case (3, 4, 1...2, 1...2): value(groups.0, groups.1, groups.2)
        case (3, 1...2, 1...2, 4): value(groups.2, groups.1, groups.0)
        case (2, 4, 1...2, _): value(groups.0, groups.1, 0)
        case (2, 1...2, 4, _): value(groups.1, groups.0, 0)
        case (1, 4, _, _): value(groups.0, 0, 0)
        case (1, 6, _, _): value(groups.0 / 100, groups.0 % 100, 0)
        case (1, 8, _, _): eightDigits(groups.0)
        default: 0
        }
    }

    private static func eightDigits(_ number: Int32) -> Int32 {
        let year = number / 10_000
        if (1000...2299).contains(year) { return value(year, number / 100 % 100, number % 100) }
        return value(number % 10_000, number / 10_000 % 100, number / 1_000_000)
    }

    private static func value(_ year: Int32, _ month: Int32, _ day: Int32) -> Int32 {
        guard !placeholderYears.contains(year), month < 100, day < 100 else { return 0 }
        return year * 10_000 + month * 100 + day
    }
}
