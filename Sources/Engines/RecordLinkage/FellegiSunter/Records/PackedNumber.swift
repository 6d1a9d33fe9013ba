/// A national number in 64 bits: 13 characters of 4 bits, the first highest; A is 10, B is 11. 0 is missing.
struct PackedNumber: Sendable, Hashable {
    /// What is known of a written number.
    struct Traits: OptionSet, Sendable {
        let rawValue: UInt8
        /// Written with a key that is right.
        static let hasKey = Traits(rawValue: 1)
        /// A key that is wrong: one of its characters is.
        static let isFlawed = Traits(rawValue: 2)
        /// A waiting or transit number (NIA): it will be replaced.
        static let isProvisional = Traits(rawValue: 4)
        /// Sex, year and month are the record's: the person's own number, certified.
        static let isOwn = Traits(rawValue: 8)
    }

    static let characterCount = 13

    /// Reads 13 or 15 characters, blanks allowed; anything else is missing.
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> (bits: UInt64, traits: Traits) {
        var bits: UInt64 = 0
        var count = 0
        var value: UInt64 = 0
        var key: UInt64 = 0
        for byte in text {
            let digit: UInt64
            switch byte {
            case 0x30...0x39: digit = UInt64(byte - 0x30)
            case 0x41 where count == 6: digit = 10
            case 0x61 where count == 6: digit = 10
            case 0x42 where count == 6: digit = 11
            case 0x62 where count == 6: digit = 11
            case 0x20, 0x2E, 0x2D: continue
            default: return (0, [])
            }
            if count < characterCount {
                bits = bits << 4 | digit
                // The key counts 2A as 19 and 2B as 18.
                value = digit < 10 ? value * 10 + digit : value / 10 * 100 + (digit == 10 ? 19 : 18)
            } else {
                key = key * 10 + digit
            }
            count += 1
        }
        guard count == 13 || count == 15 else { return (0, []) }
        let first = bits >> 48
        guard (1...8).contains(first) else { return (0, []) }
        var traits: Traits = first > 2 ? [.isProvisional] : []
        if count == 15 { traits.insert(97 - value % 97 == key ? .hasKey : .isFlawed) }
        return (bits, traits)
    }

    /// Says whose the number is, from the sex (1 or 2, 0 unknown) and the birth date of its record.
    static func owner(_ bits: UInt64, _ traits: Traits, sex: UInt32, date: Int32) -> Traits {
        guard bits != 0, date != 0, traits.isDisjoint(with: [.isFlawed, .isProvisional]) else { return traits }
        let year = Int32(character(bits, 1) * 10 + character(bits, 2))
        let month = Int32(character(bits, 3) * 10 + character(bits, 4))
        guard date / 10_000 % 100 == year, month > 12 || date / 100 % 100 == month else { return traits }
        // Another sex: a child of the insured born the same month, or a change of civil sex.
        return sex == 0 || sex == UInt32(character(bits, 0)) ? traits.union(.isOwn) : traits
    }

    static func character(_ bits: UInt64, _ place: Int) -> UInt64 { bits >> UInt64(4 * (12 - place)) & 15 }

    /// How many characters differ.
    static func differenceCount(_ left: UInt64, _ right: UInt64) -> Int {
        let bits = left ^ right
        let folded = (bits | bits >> 1 | bits >> 2 | bits >> 3) & 0x1111_1111_1111_1111
        return folded.nonzeroBitCount
    }

    /// Two neighbouring characters are swapped and nothing else differs.
    static func isTransposed(_ left: UInt64, _ right: UInt64) -> Bool {
        guard differenceCount(left, right) == 2 else { return false }
        for place in 0..<characterCount - 1
        where character(left, place) != character(right, place) {
            return character(left, place) == character(right, place + 1)
                && character(left, place + 1) == character(right, place)
        }
        return false
    }

    /// All but the sex and the order number: year, month and place of birth.
    static func birthPart(_ bits: UInt64) -> UInt64 { bits >> 12 & 0xF_FFFF_FFFF }
}
