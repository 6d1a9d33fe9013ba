internal import HealthModel
internal import RecordLinkage

/// Which records are compared at all: those that share one of these keys, sent as keyed hashes of 64 bits.
///
/// Every key joins several traits: a lone birth date would show the birthdays of a file to whoever counts its hashes.
package enum BlockingRule: String, Sendable, CaseIterable {
    case birthDateAndGivenName = "date+given3"
    case birthDateAndName = "date+name3"
    /// The used name under the same key as the birth name: a married name meets a birth name.
    case birthDateAndUsedName = "date+used3"
    case soundGivenNameYear = "sound+given+year"
    case soundGivenNameDay = "sound+given+day"
    case soundPostalCode = "sound+postcode+initial"
    case givenNamePlaceMonth = "given+place+month"
    case namesInAnyOrder = "names+year"
    /// The only one without a name: for names that were changed or badly written.
    case birthDateSexDepartment = "date+sex+department"

    /// Rules whose hashes may meet have the same label.
    var label: String { self == .birthDateAndUsedName ? BlockingRule.birthDateAndName.rawValue : rawValue }

    /// The text of the key; nil when a trait is missing.
    func text(of person: EncodableIdentity) -> [UInt8]? {
        let date = person.birthDate
        switch self {
        case .birthDateAndGivenName:
            guard person.hasWholeBirthDate, !person.firstName.isEmpty else { return nil }
            return date + person.firstName.prefix(3)
        case .birthDateAndName:
            guard person.hasWholeBirthDate, !person.birthName.isEmpty else { return nil }
            return date + person.birthName.prefix(3)
        case .birthDateAndUsedName:
            guard person.hasWholeBirthDate, !person.usedName.isEmpty else { return nil }
            return date + person.usedName.prefix(3)
        case .soundGivenNameYear:
            guard date.count >= 4, !person.birthName.isEmpty, !person.firstName.isEmpty else { return nil }
            return BlockingRule.joined(FrenchPhonetics.code(of: person.birthName), person.firstName, person.birthYear)
        case .soundGivenNameDay:
            guard person.hasWholeBirthDate, !person.birthName.isEmpty, !person.firstName.isEmpty else { return nil }
            return BlockingRule.joined(FrenchPhonetics.code(of: person.birthName), person.firstName, date[4..<8])
        case .soundPostalCode:
            guard !person.postalCode.isEmpty, !person.birthName.isEmpty, !person.firstName.isEmpty else { return nil }
            return BlockingRule.joined(
                FrenchPhonetics.code(of: person.birthName), person.postalCode, person.firstName.prefix(1))
        case .givenNamePlaceMonth:
            guard date.count >= 6, !person.firstName.isEmpty, !person.birthPlace.isEmpty else { return nil }
            return BlockingRule.joined(person.firstName, person.birthPlace, date[0..<6])
        case .namesInAnyOrder:
            guard date.count >= 4, !person.birthName.isEmpty, !person.firstName.isEmpty else { return nil }
            let isOrdered = person.birthName.lexicographicallyPrecedes(person.firstName)
            let names = isOrdered ? (person.birthName, person.firstName) : (person.firstName, person.birthName)
            return BlockingRule.joined(names.0, names.1, person.birthYear)
        case .birthDateSexDepartment:
            guard person.hasWholeBirthDate, person.sex != .unknown, !person.postalCode.isEmpty else { return nil }
            return BlockingRule.joined(date, person.sex.rawValue.utf8, person.postalCode.prefix(2))
        }
    }

    private static func joined(
        _ first: some Sequence<UInt8>, _ second: some Sequence<UInt8>, _ third: some Sequence<UInt8>
    ) -> [UInt8] {
        var text = Array(first)
        text.append(0x7C)
        text.append(contentsOf: second)
        text.append(0x7C)
        text.append(contentsOf: third)
        return text
    }
}
