/// Latin letters beyond ASCII (U+00C0 to U+017F) without their accents, and the classes of the ASCII bytes.
struct LetterTable: Sendable {
    /// Classes of bytes; a byte from 0x80 begins a longer character.
    enum Byte {
        static let other: UInt8 = 0
        static let lower: UInt8 = 1
        static let upper: UInt8 = 2
        static let digit: UInt8 = 3
        static let space: UInt8 = 4
        static let newline: UInt8 = 5
        static let long: UInt8 = 6
    }

    static let shared = LetterTable()

    /// First letter of each folded character, 0x20 where it is not a letter.
    let first: [UInt8]
    /// Second letter (œ, æ, ß), 0x20 where there is none.
    let second: [UInt8]
    let isUpper: [Bool]

    /// The class of a byte.
    @inline(__always)
    static func byteClass(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x61...0x7A: Byte.lower
        case 0x30...0x39: Byte.digit
        case 0x20, 0x09: Byte.space
        case 0x41...0x5A: Byte.upper
        case 0x0A, 0x0D: Byte.newline
        case 0x80...: Byte.long
        default: Byte.other
        }
    }

    private init() {
        first = Array(LetterTable.firstLetters.utf8)
        second = Array(LetterTable.secondLetters.utf8)
        isUpper = LetterTable.upperCase.utf8.map { $0 == 0x31 }
    }

    private static let firstLetters =
        ("aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs")
    private static let secondLetters =
        ("      e                        s      e                         "
            + "                                                  jj            "
            + "                  ee                                            ")
    private static let upperCase =
        ("1111111111111111111111101111111000000000000000000000000000000000"
            + "1010101010101010101010101010101010101010101010101010101001010101"
            + "0101010100101010101010101010101010101010101010101010101011010100")
}
