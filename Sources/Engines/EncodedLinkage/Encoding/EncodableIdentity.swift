internal import HealthModel
internal import RecordLinkage

/// Traits as they are encoded: names in capitals A-Z, a date as eight digits. Nominative: it lives for one record.
struct EncodableIdentity: Sendable {
    let birthName: [UInt8]
    /// Empty unless it differs from the birth name.
    let usedName: [UInt8]
    let firstName: [UInt8]
    let otherNames: [[UInt8]]
    /// YYYYMMDD; shorter for a part of a date, empty when there is none.
    let birthDate: [UInt8]
    let sex: Sex
    let birthPlace: [UInt8]
    let postalCode: [UInt8]

    init(_ traits: Nominative<IdentityTraits>) {
        let person = traits.nominativeValue
        birthName = Array((FrenchName.family(person.birthName) ?? "").utf8)
        let used = Array((FrenchName.family(person.usedName) ?? "").utf8)
        usedName = used == birthName ? [] : used
        firstName = Array((FrenchName.firstGiven(person.givenNames) ?? "").utf8)
        otherNames = person.givenNames.split { " ,;/".contains($0) }.dropFirst()
            .compactMap { FrenchName.firstGiven(String($0)).map { Array($0.utf8) } }
        let digits = person.birthDate.utf8.filter { (0x30...0x39).contains($0) }
        birthDate = [4, 6, 8].contains(digits.count) ? digits : []
        sex = person.sex
        birthPlace = EncodableIdentity.code(person.birthPlace)
        postalCode = EncodableIdentity.code(person.postalCode)
    }

    var birthYear: ArraySlice<UInt8> { birthDate.prefix(4) }
    var hasWholeBirthDate: Bool { birthDate.count == 8 }

    private static func code(_ text: String) -> [UInt8] {
        let code = text.utf8.compactMap { byte -> UInt8? in
            switch byte {
            case 0x30...0x39, 0x41...0x5A: byte
            case 0x61...0x7A: byte - 32
            default: nil
            }
        }
        return code.count == 5 && code != Array("00000".utf8) ? code : []
    }
}
