/// How well digits stand as a French national number: 13 digits, or 15 with the key.
///
/// Sex, year, month, department, commune, order, then `97 - (number mod 97)`.
/// Source: INSEE, Répertoire national d'identification des personnes physiques.
enum NationalNumberCheck {
    /// From what cannot be one to what almost certainly is.
    enum Strength: Int, Comparable {
        case impossible
        /// Right only with the rare codes: provisional sexes, fictive months.
        case loose
        /// Usual sex, month 1-12, existing department.
        case strict

        static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
    }

    /// The structure of the first 13 digits.
    static func structure(_ digits: DigitString) -> Strength {
        guard digits.count == 13 || digits.count == 15 else { return .impossible }
        let number = digits.count == 15 ? digits.number / 100 : digits.number
        let sex = number / 1_000_000_000_000
        let month = number / 100_000_000 % 100
        let department = number / 1_000_000 % 100
        let commune = number / 1000 % 1000
        let order = number % 1000
        guard sex >= 1, sex <= 8, order > 0, commune > 0, department > 0 else { return .impossible }
        guard (1...12).contains(month) || (20...42).contains(month) || (50...99).contains(month) else {
            return .impossible
        }
        let isUsualSex = sex == 1 || sex == 2
        let isUsualDepartment = digits.isCorsican || (department != 20 && department != 96)
        return isUsualSex && isUsualDepartment && month <= 12 ? .strict : .loose
    }

    /// Whether the two last digits of 15 are the key of the 13 first.
    static func hasRightKey(_ digits: DigitString) -> Bool {
        guard digits.count == 15 else { return false }
        return 97 - (digits.number / 100) % 97 == digits.number % 100
    }
}
