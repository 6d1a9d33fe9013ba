/// Values made safe to show: never more than one significant character of a name, sex and year of a national number.
package enum Mask {
    /// The value with all but its shape hidden.
    package static func mask(_ value: String, _ kind: NominativeKind) -> String {
        switch kind {
        case .nationalNumber: nationalNumber(value)
        case .name: name(value)
        case .phone: "** ** ** ** **"
        case .email: "\(initial(value))***@***"
        case .address: "*** *****"
        case .iban: "**** **** **** ****"
        case .birthDate: "****-**-**"
        case .networkAddress: "***.***.***.***"
        case .professionalNumber: "***********"
        case .freeText: "*** (\(value.unicodeScalars.count))"
        case .none: "***"
        }
    }

    private static func nationalNumber(_ value: String) -> String {
        let digits = value.unicodeScalars.filter { $0.value >= 0x30 && $0.value <= 0x39 }.map { Character($0) }
        guard digits.count >= 3 else { return "* ** ** ** *** *** **" }
        return "\(digits[0]) \(digits[1])\(digits[2]) ** ** *** *** **"
    }

    private static func name(_ value: String) -> String { "\(initial(value))***" }

    private static func initial(_ value: String) -> String {
        guard let first = value.unicodeScalars.first(where: { $0.properties.isAlphabetic }) else { return "" }
        return String(Character(first))
    }
}
