internal import Foundation
internal import HealthModel
internal import RecordLinkage

/// The keys that the sealed traits of the register are found by: keyed hashes, each of a few traits.
///
/// Every error of one trait leaves a key: a wrong date those of number and names, a changed name those of number, given
/// name and residence, no name at all that of birth date and residence.
struct BlockKeyMaker {
    /// The rules, in the order of their numbers in keys.
    enum Rule: UInt8, CaseIterable {
        case content = 0
        case number, dateResidence, dateGivenName, dateFamilyName, namesYear, namesBirthday, namesPlace

        /// As told in reports.
        var name: String {
            switch self {
            case .content: "same traits"
            case .number: "national number"
            case .dateResidence: "birth date, postal code"
            case .dateGivenName: "birth date, sound of the given name"
            case .dateFamilyName: "birth date, sound of a family name"
            case .namesYear: "sound of names, birth year"
            case .namesBirthday: "sound of names, birthday"
            case .namesPlace: "sound of names, birth place"
            }
        }
    }

    struct Key: Hashable {
        let rule: Rule
        let hash: Int64
    }

    private let hasher: KeyedHasher
    private var sounds: [String: [UInt8]] = [:]
    private static let soundCountMax = 200_000

    init(_ hasher: KeyedHasher) { self.hasher = hasher }

    /// Stands for all the traits of a record.
    func content(_ traits: IdentityTraits) -> Int64 { hasher.hash([Rule.content.rawValue] + TraitBytes.bytes(traits)) }

    /// Stands for the traits of a record of one person, so that equal records of a person are kept once.
    func content(_ traits: IdentityTraits, of person: PersonNumber) -> Int64 {
        var bytes: [UInt8] = [255]
        FixedBytes.append(UInt64(bitPattern: person), to: &bytes)
        return hasher.hash(bytes + TraitBytes.bytes(traits))
    }

    /// The keys of one record, without those of missing traits.
    mutating func keys(_ traits: IdentityTraits) -> [Key] {
        var keys: [Key] = []
        func add(_ rule: Rule, _ parts: [UInt8]...) {
            if parts.contains(where: \.isEmpty) { return }
            let key = Key(rule: rule, hash: hasher.hash([rule.rawValue] + Array(parts.joined(separator: [0]))))
            if !keys.contains(key) { keys.append(key) }
        }
        add(.number, BlockKeyMaker.number(traits.nationalNumber))
        let date = WrittenDate.read(traits.birthDate)
        let year = date == 0 ? [] : BlockKeyMaker.digits(date / 10_000)
        let birthday = date % 100 == 0 ? [] : BlockKeyMaker.digits(date % 10_000)
        let whole = birthday.isEmpty ? [] : BlockKeyMaker.digits(date)
        add(.dateResidence, whole, BlockKeyMaker.code(traits.postalCode))
        let given = FrenchName.firstGiven(traits.givenNames).map { sound(of: $0) } ?? []
        add(.dateGivenName, whole, given)
        for name in [traits.birthName, traits.usedName] {
            guard let family = FrenchName.family(name).map({ sound(of: $0) }) else { continue }
            add(.dateFamilyName, whole, family)
            add(.namesYear, family, given, year)
            add(.namesBirthday, family, given, birthday)
            add(.namesPlace, family, given, BlockKeyMaker.code(traits.birthPlace))
        }
        return keys
    }

    /// The 13 characters, the key left out: it is often what is wrong.
    static func number(_ text: String) -> [UInt8] {
        let bytes = text.uppercased().utf8
            .filter { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x41 || $0 == 0x42 }
        return bytes.count == 13 || bytes.count == 15 ? Array(bytes.prefix(13)) : []
    }

    private static func code(_ text: String) -> [UInt8] {
        text.uppercased().utf8.filter { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) }
    }

    private static func digits(_ number: Int32) -> [UInt8] { Array(String(number).utf8) }

    private mutating func sound(of name: String) -> [UInt8] {
        if let known = sounds[name] { return known }
        if sounds.count >= BlockKeyMaker.soundCountMax { sounds.removeAll(keepingCapacity: true) }
        let sound = FrenchPhonetics.code(of: Array(name.utf8))
        sounds[name] = sound
        return sound
    }
}
