/// A person of the country, with all that identifies them.
struct Person {
    /// Number in the country, from 1.
    let number: Int
    let sex: Int
    let birthDay: Int
    let birthYear: Int
    /// NIR and key, 15 characters.
    let nir: [UInt8]
    /// Whether the NIR is a provisional one (NIA) of a newcomer.
    let isProvisional: Bool
    /// INSEE code of the place of birth, as it was then.
    let birthCode: [UInt8]
    let birthName: Int
    /// Married name.
    let usedName: Int?
    /// Ranks of up to three first names.
    let firstNames: [Int]
    let home: Home
    let phone: Int
    /// Whether the person has an electronic address, and its number.
    let mailNumber: Int?
    let sketch: PersonSketch
    /// Grand régime 1 (général), 2 (agricole) or 3 (independent and others).
    let scheme: Int
    /// The first records of a person depend on who insures them.
    var records: [ClaimRecord] = []
    var deathDay: Int?
    /// Whether the university hospital's data warehouse knows the person.
    var isInWarehouse = false

    /// The 13 characters without key.
    var nirNumber: ArraySlice<UInt8> { nir[0..<13] }
}

/// Where a person lives, before and after the move.
struct Home {
    let commune: Int
    let laterCommune: Int
    let moveDay: Int?
    let street: Int
    let streetNumber: Int
    let laterStreet: Int
    let laterStreetNumber: Int

    func commune(on day: Int) -> Int { isLater(day) ? laterCommune : commune }

    func isLater(_ day: Int) -> Bool {
        guard let moveDay else { return false }
        return day >= moveDay
    }
}

/// One line of the insurer's register: a person as insured by someone, for a while.
struct ClaimRecord {
    /// BEN_NIR_PSA, 17 characters.
    let pseudonym: [UInt8]
    /// BEN_RNG_GEM.
    let rank: Int
    /// The NIR under which the person is insured: their own or a parent's.
    let insuredNIR: [UInt8]
    let isOwn: Bool
    /// Days of care under this record, start included, end excluded.
    let start: Int
    let end: Int
    /// BEN_CDI_NIR: `00` normal, `01` fictive for an abortion, `04` provisional.
    let numberKind: StaticString
}

/// The insurer's pseudonyms: a hash stands for FOIN's keyed one, since the country is invented.
enum InsurerPseudonym {
    private static let alphabet: StaticString = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    /// BEN_NIR_PSA: from the NIR of the insured, and the birth and sex of the beneficiary; the same for twins.
    static func beneficiary(insuredNIR: ArraySlice<UInt8>, birthDay: Int, sex: Int) -> [UInt8] {
        var hash: UInt64 = RandomStream.mixed(UInt64(bitPattern: Int64(birthDay)) &* 4 &+ UInt64(sex))
        for byte in insuredNIR { hash = RandomStream.mixed(hash ^ UInt64(byte)) }
        return text(hash)
    }

    /// BEN_NIR_ANO: from the person's own NIR.
    static func person(nir: ArraySlice<UInt8>) -> [UInt8] {
        var hash: UInt64 = 0x4E49_5241_4E4F
        for byte in nir { hash = RandomStream.mixed(hash ^ UInt64(byte)) }
        return text(hash)
    }

    /// Seventeen characters of 88 bits.
    static func text(_ hash: UInt64) -> [UInt8] {
        var first = hash
        var second = RandomStream.mixed(hash ^ 0xA5A5_A5A5)
        return alphabet.withUTF8Buffer { letters in
            (0..<17)
                .map { place in
                    if place < 8 {
                        defer { first /= 36 }
                        return letters[Int(first % 36)]
                    }
                    defer { second /= 36 }
                    return letters[Int(second % 36)]
                }
        }
    }
}

extension Home {
    /// Tells homes apart where a number is enough.
    var mixKey: Int { commune << 8 ^ laterStreet << 4 ^ laterStreetNumber }
}
