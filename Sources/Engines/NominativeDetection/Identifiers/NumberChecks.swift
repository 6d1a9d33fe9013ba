/// Control keys of the other identifiers.
enum NumberChecks {
    /// Luhn's key over all the digits of a number.
    static func hasRightLuhnKey(_ digits: DigitString) -> Bool {
        var number = digits.number
        var sum: UInt64 = 0
        var isDoubled = false
        while number > 0 {
            var digit = number % 10
            if isDoubled {
                digit *= 2
                if digit > 9 { digit -= 9 }
            }
            sum += digit
            isDoubled.toggle()
            number /= 10
        }
        return sum % 10 == 0
    }

    /// RPPS: 11 digits that begin with 10, with Luhn's key.
    static func isProfessionalNumber(_ digits: DigitString) -> Bool {
        digits.count == 11 && digits.number / 1_000_000_000 == 10 && hasRightLuhnKey(digits)
    }

    /// A French number: 0 and a digit 1-9 and eight others, or the same behind 33 or 0033.
    static func isFrenchPhone(_ digits: DigitString, leadingZeroes: Int, hasPlus: Bool) -> Bool {
        switch digits.count {
        case 10: leadingZeroes == 1
        case 11: hasPlus && digits.number / 1_000_000_000 == 33 && leadingZeroes == 0
        case 12: hasPlus && leadingZeroes == 0 && digits.number / 10_000_000_000 == 33 && nationalPart(digits, 10) != 0
        case 13: leadingZeroes == 2 && digits.number / 1_000_000_000 == 33 && nationalPart(digits, 9) != 0
        default: false
        }
    }

    private static func nationalPart(_ digits: DigitString, _ count: Int) -> UInt64 {
        // The first digit after the country code; with "(0)" it is the next one.
        let first = digits.number / (count == 9 ? 100_000_000 : 1_000_000_000) % 10
        return count == 9 ? first : (first == 0 ? 1 : 0)
    }

    /// An IBAN: country, two digits, then letters and digits; `remainder` is its value modulo 97.
    static func isIBAN(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        var remainder = 0
        var count = 0
        var head = (0, 0, 0, 0)
        func value(_ byte: UInt8) -> Int? {
            switch byte {
            case 0x30...0x39: Int(byte) - 0x30
            case 0x41...0x5A: Int(byte) - 0x41 + 10
            default: nil
            }
        }
        for place in start..<end {
            let byte = bytes[place]
            if byte == 0x20 { continue }
            guard let value = value(byte) else { return false }
            switch count {
            case 0: head.0 = value
            case 1: head.1 = value
            case 2: head.2 = value
            case 3: head.3 = value
            default: remainder = value > 9 ? (remainder * 100 + value) % 97 : (remainder * 10 + value) % 97
            }
            count += 1
        }
        guard count >= 15, count <= 34, head.0 > 9, head.1 > 9, head.2 < 10, head.3 < 10 else { return false }
        guard lengthByCountry[head.0 * 36 + head.1] ?? count == count else { return false }
        for letter in [head.0, head.1] { remainder = (remainder * 100 + letter) % 97 }
        remainder = (remainder * 100 + head.2 * 10 + head.3) % 97
        return remainder == 1
    }

    /// Lengths in the countries most met in France, by the two letters as digits in base 36.
    private static let lengthByCountry: [Int: Int] = {
        let lengths = [
            "FR": 27, "BE": 16, "DE": 22, "ES": 24, "IT": 27, "LU": 20, "CH": 21, "GB": 22, "PT": 25, "NL": 18,
            "MC": 27, "AT": 20, "PL": 28, "RO": 24, "IE": 22, "DK": 18, "SE": 24, "GR": 27, "CZ": 24, "HU": 28,
        ]
        var table: [Int: Int] = [:]
        for (country, length) in lengths {
            let letters = country.utf8.map { Int($0) - 0x41 + 10 }
            table[letters[0] * 36 + letters[1]] = length
        }
        return table
    }()

    /// Where the e-mail address around an at sign begins and ends; nil if there is none.
    static func email(_ bytes: Span<UInt8>, around at: Int) -> Range<Int>? {
        func isLocal(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F, 0x2D, 0x2B, 0x25, 0x80...: true
            default: false
            }
        }
        var start = at
        while start > 0, isLocal(bytes[start - 1]) { start -= 1 }
        while start < at, bytes[start] == 0x2E || bytes[start] == 0x2D || bytes[start] == 0x25 { start += 1 }
        var end = at + 1
        var lastDot: Int?
        while end < bytes.count {
            let byte = bytes[end]
            if byte == 0x2E {
                lastDot = end
            } else if !isLocal(byte) || byte >= 0x80 || byte == 0x2B || byte == 0x25 {
                break
            }
            end += 1
        }
        while end > at + 1, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2D { end -= 1 }
        if let dot = lastDot, dot >= end { lastDot = bytes.prefixLastDot(from: at + 1, to: end) }
        guard start < at, let dot = lastDot, dot > at + 1, end - dot >= 3 else { return nil }
        return start..<end
    }
}

extension Span where Element == UInt8 {
    /// The last full stop of a range.
    fileprivate func prefixLastDot(from start: Int, to end: Int) -> Int? {
        var place = end - 1
        while place > start {
            if self[place] == 0x2E { return place }
            place -= 1
        }
        return nil
    }
}
