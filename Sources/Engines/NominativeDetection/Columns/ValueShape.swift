/// What characters a value is made of, counted in one pass.
struct ValueShape {
    var digits = DigitString()
    var leadingZeroes = 0
    var letterCount = 0
    var upperCount = 0
    var wordCount = 0
    var spaceCount = 0
    var dotCount = 0
    var dashCount = 0
    var slashCount = 0
    var colonCount = 0
    var otherCount = 0
    var at: Int?
    var hasPlus = false
    var parenthesisCount = 0
    /// Where the value begins and ends without blanks and quotes around it.
    var start = 0
    var end = 0

    /// Digits and the separators that numbers are written with, and nothing else.
    var isNumeric: Bool {
        letterCount == 0 && otherCount == 0 && at == nil && colonCount == 0 && slashCount == 0 && digits.count > 0
    }

    var separatorCount: Int { spaceCount + dotCount + dashCount + slashCount }

    init(_ bytes: Span<UInt8>) {
        start = 0
        end = bytes.count
        while start < end, bytes[start] <= 0x20 || bytes[start] == 0x22 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 || bytes[end - 1] == 0x22 { end -= 1 }
        var isInWord = false
        var place = start
        while place < end {
            let byte = bytes[place]
            switch LetterTable.byteClass(byte) {
            case LetterTable.Byte.digit:
                if byte == 0x30, digits.number == 0 { leadingZeroes += 1 }
                digits.append(byte)
                isInWord = false
            case LetterTable.Byte.lower, LetterTable.Byte.upper:
                if byte | 0x20 <= 0x62, letterCount == 0, !isInWord, digits.appendCorsican(byte) { break }
                letterCount += 1
                if byte < 0x61 { upperCount += 1 }
                if !isInWord { wordCount += 1 }
                isInWord = true
            case LetterTable.Byte.long:
                if byte == 0xC2, place + 1 < end, bytes[place + 1] == 0xA0 {
                    spaceCount += 1
                    isInWord = false
                    place += 1
                } else if byte & 0xC0 != 0x80 {
                    letterCount += 1
                    if !isInWord { wordCount += 1 }
                    isInWord = true
                }
            default:
                countMark(byte, at: place)
                if byte != 0x27, byte != 0x2D { isInWord = false }
            }
            place += 1
        }
    }

    private mutating func countMark(_ byte: UInt8, at place: Int) {
        switch byte {
        case 0x20, 0x09: spaceCount += 1
        case 0x2E: dotCount += 1
        case 0x2D: dashCount += 1
        case 0x2F: slashCount += 1
        case 0x3A: colonCount += 1
        case 0x27, 0x2C, 0x0A, 0x0D: break
        case 0x28, 0x29: parenthesisCount += 1
        case 0x40: at = place
        case 0x2B:
            if place == start { hasPlus = true } else { otherCount += 1 }
        default: otherCount += 1
        }
    }
}
