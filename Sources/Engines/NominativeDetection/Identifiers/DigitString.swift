/// The digits of a value, read as one number, with the letter of a Corsican department if there is one.
struct DigitString {
    /// More digits than this do not fit and are only counted.
    static let countMax = 19

    private(set) var number: UInt64 = 0
    private(set) var count = 0
    /// True when "2A" or "2B" stood at characters 6 and 7; counted as 19 and 18, as the key of a NIR wants.
    private(set) var isCorsican = false

    init() {}

    @inline(__always)
    mutating func append(_ digit: UInt8) {
        if count < DigitString.countMax { number = number * 10 + UInt64(digit &- 0x30) }
        count += 1
    }

    /// Takes the A or B of a Corsican department; false if it cannot be one here.
    mutating func appendCorsican(_ letter: UInt8) -> Bool {
        let capital = letter & 0xDF
        guard count == 6, !isCorsican, number % 10 == 2, capital == 0x41 || capital == 0x42 else { return false }
        number = number / 10 * 100 + (capital == 0x41 ? 19 : 18)
        count += 1
        isCorsican = true
        return true
    }
}
