internal import HealthModel

/// Cuts a trait in tokens. A token is up to 7 bytes packed in a word, so that a cache finds it at once.
///
/// Names give their bigrams, with a blank at both ends; each once. A birth date gives year, month, day, the decade, the
/// last digit of the year, the digits of the day, and day and month in no order (for those that swap them). Codes give
/// their digits with their places, and their first two characters (the department).
struct FieldTokens {
    private(set) var tokens: [UInt64] = []

    mutating func collect(_ trait: EncodingProfile.Trait, of person: EncodableIdentity) {
        tokens.removeAll(keepingCapacity: true)
        switch trait {
        case .familyNames:
            appendBigrams(person.birthName)
            appendBigrams(person.usedName)
        case .firstName: appendBigrams(person.firstName)
        case .otherNames:
            for name in person.otherNames { appendBigrams(name) }
        case .birthDate: appendDate(person.birthDate)
        case .sex:
            if person.sex != .unknown { append("s", person.sex.rawValue.utf8) }
        case .birthPlace: appendCode(person.birthPlace)
        case .postalCode: appendCode(person.postalCode)
        }
    }

    private mutating func appendBigrams(_ name: [UInt8]) {
        guard !name.isEmpty else { return }
        var previous: UInt8 = 0x20
        for byte in name {
            appendOnce(FieldTokens.pack("b", [previous, byte]))
            previous = byte
        }
        appendOnce(FieldTokens.pack("b", [previous, 0x20]))
    }

    private mutating func appendDate(_ date: [UInt8]) {
        guard date.count >= 4 else { return }
        append("y", date[0..<4])
        append("c", date[0..<3])
        append("u", date[3..<4])
        guard date.count >= 6 else { return }
        append("m", date[4..<6])
        guard date.count == 8 else { return }
        append("d", date[6..<8])
        append("t", date[6..<7])
        append("v", date[7..<8])
        let month = Array(date[4..<6])
        let day = Array(date[6..<8])
        append("x", month.lexicographicallyPrecedes(day) ? month + day : day + month)
    }

    private mutating func appendCode(_ code: [UInt8]) {
        guard code.count == 5 else { return }
        append("D", code[0..<2])
        for (place, byte) in code.enumerated().dropFirst(1) { append("P", [UInt8(place), byte]) }
    }

    private mutating func append(_ kind: Unicode.Scalar, _ bytes: some Sequence<UInt8>) {
        tokens.append(FieldTokens.pack(kind, bytes))
    }

    private mutating func appendOnce(_ token: UInt64) {
        if !tokens.contains(token) { tokens.append(token) }
    }

    private static func pack(_ kind: Unicode.Scalar, _ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(UInt64(kind.value)) { $0 << 8 | UInt64($1) }
    }
}
