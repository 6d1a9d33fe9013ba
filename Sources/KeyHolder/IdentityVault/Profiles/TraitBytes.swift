internal import HealthModel

/// Traits as bytes: eight texts, each after its length in two bytes.
enum TraitBytes {
    /// Longer texts are cut: nothing beyond is compared.
    static let textLengthMax = 512

    static func bytes(_ traits: IdentityTraits) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        append(traits, to: &bytes)
        return bytes
    }

    static func append(_ traits: IdentityTraits, to bytes: inout [UInt8]) {
        for text in [
            traits.nationalNumber, traits.birthName, traits.usedName, traits.givenNames, traits.birthDate,
            traits.sex.rawValue, traits.birthPlace, traits.postalCode,
        ] {
            let part = text.utf8.prefix(textLengthMax)
            bytes.append(UInt8(truncatingIfNeeded: part.count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: part.count))
            bytes.append(contentsOf: part)
        }
    }

    /// Reads the traits at a place and moves it behind them; nil when the bytes are none.
    static func read(_ bytes: [UInt8], _ place: inout Int) -> IdentityTraits? {
        var texts: [String] = []
        for _ in 0..<8 {
            guard place + 2 <= bytes.count else { return nil }
            let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
            place += 2
            guard place + length <= bytes.count else { return nil }
            texts.append(String(decoding: bytes[place..<place + length], as: UTF8.self))
            place += length
        }
        return IdentityTraits(
            nationalNumber: texts[0], birthName: texts[1], usedName: texts[2], givenNames: texts[3],
            birthDate: texts[4], sex: Sex(rawValue: texts[5]) ?? .unknown, birthPlace: texts[6], postalCode: texts[7])
    }
}
