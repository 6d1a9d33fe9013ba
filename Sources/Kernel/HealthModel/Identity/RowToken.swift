/// A meaningless name that a holder gives to one person record of one delivery: 16 bytes, written as 32 hex digits.
///
/// It stands in the health rows and in the sealed identities, and nowhere else; it is useless once the crosswalk of
/// its delivery is spent.
package struct RowToken: Sendable, Hashable {
    package let text: String

    /// Nil unless 32 lower-case hexadecimal digits.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 32, text.utf8.allSatisfy(RowToken.isHexadecimal) else { return nil }
        self.text = String(text)
    }

    package init(bytes: some Sequence<UInt8>) {
        let text = hexadecimal(bytes)
        precondition(text.utf8.count == 32, "A row token has 16 bytes.")
        self.text = text
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}

/// What the key holder found for one person record.
package enum LinkageOutcome: String, Sendable, Hashable, CaseIterable {
    case certain
    case ambiguous
    case excluded
}

/// Why a record ended as it did: stable words for reports; the match rule for a certain one.
package struct LinkageReason: Sendable, Hashable, RawRepresentable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The persistent pseudonym of a person in the hub: a version byte and 32 bytes, written as 66 hex digits.
package struct PersonPseudonym: Sendable, Hashable {
    package let text: String

    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 66 else { return nil }
        self.text = String(text)
    }
}

/// One line of the crosswalk that the key holder seals to the hub.
package struct CrosswalkEntry: Sendable, Hashable {
    package let token: RowToken
    package let outcome: LinkageOutcome
    package let reason: LinkageReason
    /// Present when the outcome is certain.
    package let pseudonym: PersonPseudonym?

    package init(token: RowToken, outcome: LinkageOutcome, reason: LinkageReason, pseudonym: PersonPseudonym?) {
        self.token = token
        self.outcome = outcome
        self.reason = reason
        self.pseudonym = pseudonym
    }
}

/// Lower-case hexadecimal digits of bytes.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

/// The bytes that hexadecimal digits stand for, capitals or not; nil unless there is an even number of such digits.
package func hexadecimalBytes(_ text: some StringProtocol) -> [UInt8]? {
    func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
        guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
        bytes.append(high << 4 | low)
    }
    return bytes
}
