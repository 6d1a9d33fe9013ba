/// A French national number (NIR, or NIA for a pending one): 13 characters, with its control key.
///
/// Layout: sex 1, year 2, month 2, department 2, commune 3, order 3. `key = 97 - (number mod 97)`, with the Corsican
/// departments 2A and 2B counted as 19 and 18. Source: INSEE, Répertoire national d'identification.
package struct NIR: Sendable, Hashable {
    /// The 13 characters, upper case.
    package let number: String

    /// What is wrong with a text that should be a NIR.
    package enum Flaw: String, Error, Sendable, CaseIterable {
        case empty
        case length
        case characters
        case key
        case structure
    }

    /// Reads a number of 13 characters, or of 15 with its key, blanks dots and dashes allowed between groups.
    package static func parse(_ text: some StringProtocol) -> Result<NIR, Flaw> {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x20, 0x2E, 0x2D, 0xA0, 0xC2: continue
            case 0x61, 0x62: bytes.append(byte - 32)
            default: bytes.append(byte)
            }
        }
        guard !bytes.isEmpty else { return .failure(.empty) }
        guard bytes.count == 13 || bytes.count == 15 else { return .failure(.length) }
        guard let value = numericValue(bytes[0..<13]) else { return .failure(.characters) }
        if bytes.count == 15 {
            guard let key = decimal(bytes[13..<15]) else { return .failure(.characters) }
            guard key == 97 - Int(value % 97) else { return .failure(.key) }
        }
        guard hasPlausibleStructure(bytes) else { return .failure(.structure) }
        return .success(NIR(number: String(decoding: bytes[0..<13], as: UTF8.self)))
    }

    /// The control key, 1...97.
    package var key: Int { NIR.key(of: number) ?? 0 }

    /// The control key of 13 characters; nil if they are not the characters of a NIR.
    package static func key(of number: some StringProtocol) -> Int? {
        let bytes = Array(number.utf8)
        guard bytes.count == 13, let value = numericValue(bytes[0..<13]) else { return nil }
        return 97 - Int(value % 97)
    }

    /// A provisional (7, 8) or transit (5, 6) number is not for life and never identifies for certain.
    package var isProvisional: Bool { ["5", "6", "7", "8"].contains(number.prefix(1)) }

    private static func decimal(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// The number as an integer, 2A as 19 and 2B as 18.
    private static func numericValue(_ bytes: ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for (offset, byte) in bytes.enumerated() {
            if byte >= 0x30, byte <= 0x39 {
                value = value * 10 + UInt64(byte - 0x30)
            } else if offset == 6, bytes[bytes.startIndex + 5] == 0x32, byte == 0x41 || byte == 0x42 {
                value = value / 10 * 100 + (byte == 0x41 ? 19 : 18)
            } else {
                return nil
            }
        }
        return value
    }

    /// Sex 1-8 but 0 and 9, month 1-12, 20-42 or 50-99 (fictive months of unknown births), department not 00.
    private static func hasPlausibleStructure(_ bytes: [UInt8]) -> Bool {
        guard bytes[0] >= 0x31, bytes[0] <= 0x38 else { return false }
        guard let month = decimal(bytes[3..<5]) else { return false }
        guard (1...12).contains(month) || (20...42).contains(month) || (50...99).contains(month) else { return false }
        return !(bytes[5] == 0x30 && bytes[6] == 0x30)
    }
}
