// Checks of one value's bytes against its declared type. Free functions on plain arguments: they run once per value.
// Safe because each reads only below the count of the buffer that it is given.

/// A whole number of at most 64 bits, with an optional sign.
@inline(__always)
func checkInteger(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
    var index = 0
    if text[0] == 0x2D || text[0] == 0x2B { index = 1 }
    let digitStart = index
    var value: UInt64 = 0
    while index < text.count {
        let digit = text[index] &- 0x30
        guard digit < 10 else { return .integer }
        value = value &* 10 &+ UInt64(digit)
        index += 1
    }
    let digitCount = index - digitStart
    guard digitCount > 0 else { return .integer }
    // 18 digits always fit; only a longer one is looked at again.
    if digitCount > 18 { return overflowsInteger(text) ? .integerRange : nil }
    return nil
}

private func overflowsInteger(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    Int64(String(decoding: text, as: UTF8.self)) == nil
}

/// A decimal number, with `.` or `,` and an optional exponent.
func checkNumber(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
    var index = 0
    if text[0] == 0x2D || text[0] == 0x2B { index = 1 }
    var digitCount = 0
    var hasComma = false
    func skipDigits() {
        while index < text.count, text[index] &- 0x30 < 10 {
            index += 1
            digitCount += 1
        }
    }
    skipDigits()
    if index < text.count, text[index] == 0x2E || text[index] == 0x2C {
        hasComma = text[index] == 0x2C
        index += 1
        skipDigits()
    }
    guard digitCount > 0 else { return .number }
    if index < text.count, text[index] | 0x20 == 0x65 {
        index += 1
        if index < text.count, text[index] == 0x2D || text[index] == 0x2B { index += 1 }
        digitCount = 0
        skipDigits()
        guard digitCount > 0 else { return .number }
    }
    guard index == text.count else { return .number }
    return hasComma ? .decimalComma : nil
}

/// The number that a checked text means, for minima and maxima.
func numericValue(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var value = 0.0
    var index = 0
    let isNegative = text.count > 0 && text[0] == 0x2D
    if isNegative || (text.count > 0 && text[0] == 0x2B) { index = 1 }
    var scale = 0.0
    while index < text.count {
        let byte = text[index]
        if byte &- 0x30 < 10 {
            value = value * 10 + Double(byte - 0x30)
            scale *= 10
        } else if byte == 0x2E || byte == 0x2C {
            scale = 1
        } else {
            return Double(String(decoding: text, as: UTF8.self))
        }
        index += 1
    }
    if scale > 1 { value /= scale }
    return isNegative ? -value : value
}

/// Two decimal digits, or -1.
@inline(__always)
func twoDigits(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    let tens = text[index] &- 0x30
    let ones = text[index + 1] &- 0x30
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : -1
}

/// `YYYY-MM-DD` that exists.
@inline(__always)
func checkISODate(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
    guard text.count == 10 else { return .dateFormat }
    return checkISODatePrefix(text)
}

@inline(__always)
private func checkISODatePrefix(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
    guard text[4] == 0x2D, text[7] == 0x2D else { return .dateFormat }
    let century = twoDigits(text, 0)
    let rest = twoDigits(text, 2)
    let month = twoDigits(text, 5)
    let day = twoDigits(text, 8)
    guard century | rest | month | day >= 0 else { return .dateFormat }
    return checkCivil(year: century * 100 + rest, month: month, day: day)
}

/// Whether a day exists, and whether its year is likely.
@inline(__always)
func checkCivil(year: Int, month: Int, day: Int) -> CSVFlaw? {
    guard month >= 1, month <= 12, day >= 1, year >= 1 else { return .dateImpossible }
    if day > 28 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let last = month == 2 ? (isLeap ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31)
        if day > last { return .dateImpossible }
    }
    if year >= 1850, year <= 2100 { return nil }
    let isSentinel = (year == 1600 && month == 1 && day == 1) || (year == 9999 && month == 12 && day == 31)
    return isSentinel ? .dateSentinel : .dateImplausible
}

/// `YYYY-MM-DDTHH:MM:SS`, with a blank for T, fractions and an offset allowed.
func checkISODateTime(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
    guard text.count >= 19, text[10] == 0x54 || text[10] == 0x20, text[13] == 0x3A, text[16] == 0x3A else {
        return .dateFormat
    }
    let dateFlaw = checkISODatePrefix(text)
    if let dateFlaw, dateFlaw == .dateFormat || dateFlaw == .dateImpossible { return dateFlaw }
    let clock = (twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17))
    guard clock.0 >= 0, clock.1 >= 0, clock.2 >= 0 else { return .dateFormat }
    guard clock.0 < 24, clock.1 < 60, clock.2 <= 60 else { return .dateImpossible }
    var index = 19
    if index < text.count, text[index] == 0x2E {
        index += 1
        let start = index
        while index < text.count, text[index] &- 0x30 < 10 { index += 1 }
        guard index > start else { return .dateFormat }
    }
    return isOffset(text, from: index) ? dateFlaw : .dateFormat
}

/// Nothing, `Z`, `+01`, `+0100` or `+01:00`.
private func isOffset(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    let count = text.count - start
    if count == 0 || (count == 1 && text[start] == 0x5A) { return true }
    guard text[start] == 0x2B || text[start] == 0x2D else { return false }
    switch count {
    case 3: return twoDigits(text, start + 1) >= 0
    case 5: return twoDigits(text, start + 1) >= 0 && twoDigits(text, start + 3) >= 0
    case 6: return twoDigits(text, start + 1) >= 0 && text[start + 3] == 0x3A && twoDigits(text, start + 4) >= 0
    default: return false
    }
}

/// `YYYYMM` or `YYYY-MM`.
func checkYearMonth(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
    let monthPlace: Int
    switch text.count {
    case 6: monthPlace = 4
    case 7 where text[4] == 0x2D: monthPlace = 5
    default: return .dateFormat
    }
    let century = twoDigits(text, 0)
    let rest = twoDigits(text, 2)
    let month = twoDigits(text, monthPlace)
    guard century | rest | month >= 0 else { return .dateFormat }
    let year = century * 100 + rest
    if (year == 1600 && month == 1) || (year == 9999 && month == 12) { return .dateSentinel }
    return checkCivil(year: year, month: month, day: 1)
}

/// Four digits.
func checkYear(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
    guard text.count == 4 else { return .dateFormat }
    let century = twoDigits(text, 0)
    let rest = twoDigits(text, 2)
    guard century | rest >= 0 else { return .dateFormat }
    let year = century * 100 + rest
    if year == 1600 || year == 9999 { return .dateSentinel }
    return checkCivil(year: year, month: 1, day: 1)
}

/// One or two digits, 1 to 12.
func checkMonth(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
    var value = 0
    guard text.count <= 2 else { return .dateFormat }
    for byte in text {
        guard byte &- 0x30 < 10 else { return .dateFormat }
        value = value * 10 + Int(byte - 0x30)
    }
    return (1...12).contains(value) ? nil : .dateImpossible
}

/// true, false, 1, 0 and their usual spellings.
func checkBoolean(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
    if text.count == 1, text[0] == 0x30 || text[0] == 0x31 { return nil }
    guard text.count == 4 || text.count == 5 else { return .boolean }
    switch String(decoding: text, as: UTF8.self) {
    case "true", "True", "TRUE", "false", "False", "FALSE": return nil
    default: return .boolean
    }
}

/// A spreadsheet runs what starts with `=`, and what starts with `+`, `-` or `@` and goes on as a name.
@inline(__always)
func looksLikeFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let first = text[0]
    guard first < 0x41, text.count > 1 else { return false }
    switch first {
    case 0x3D, 0x09: return true
    case 0x2B, 0x2D, 0x40:
        let second = text[1] | 0x20
        return second >= 0x61 && second <= 0x7A
    default: return false
    }
}

/// Characters of a valid UTF-8 text: every byte but those that continue one.
func characterCount(_ text: UnsafeBufferPointer<UInt8>) -> Int { text.count { $0 & 0xC0 != 0x80 } }
