package import HealthModel

/// What makes a written national number useless for matching.
package enum NumberFlaw: String, Sendable, CaseIterable {
    case length
    case characters
    case key
    case structure
    /// Number of a migrant in transit (5, 6): given again to others.
    case provisional
}

/// A national number fit for matching.
package struct LinkageNumber: Sendable, Hashable {
    /// 13 digits. Corsica is 20 as before 1976: the communes of 2A and 2B kept their three digits, which no two share.
    package let number: String
    /// The number's sex, year and month are the person's: it is their own. Otherwise it may be an insured parent's,
    /// and twins of one sex may share it.
    package let isOwn: Bool

    /// A waiting number (NIA), which a final one replaces some day: its first digit is 3 or 7 for men, 4 or 8 for women.
    /// A waiting number written as a final one, as most are, is not told from it, and stays when it becomes final.
    package var isWaiting: Bool { ["3", "4", "7", "8"].contains(number.prefix(1)) }

    /// The sex that the number says.
    package var sex: Sex { ["1", "3", "7"].contains(number.prefix(1)) ? .male : .female }

    /// The number that this person would have, were they of the other sex: that of a person whose civil sex changed.
    package var ofOtherSex: String { (number.hasPrefix("1") ? "2" : "1") + number.dropFirst() }

    static func read(
        _ text: String, birthDate: Day?, sex: Sex
    ) -> (number: LinkageNumber?, flaw: NumberFlaw?) {
        switch NIR.parse(text) {
        case .failure(.empty): (nil, nil)
        case .failure(let flaw): (nil, NumberFlaw(rawValue: flaw.rawValue))
        case .success(let nir) where ["5", "6"].contains(nir.number.prefix(1)): (nil, .provisional)
        case .success(let nir):
            (LinkageNumber(number: withoutLetter(nir.number), isOwn: agrees(nir, birthDate: birthDate, sex: sex)), nil)
        }
    }

    private static func withoutLetter(_ number: String) -> String {
        let department = number.dropFirst(5).prefix(2)
        guard department == "2A" || department == "2B" else { return number }
        return number.prefix(5) + "20" + number.suffix(6)
    }

    private static func agrees(_ nir: NIR, birthDate: Day?, sex: Sex) -> Bool {
        guard let birthDate, let year = Int(nir.number.dropFirst().prefix(2)),
            let month = Int(nir.number.dropFirst(3).prefix(2))
        else { return false }
        let digit: Sex? = ["1": .male, "2": .female][nir.number.prefix(1)]
        guard let digit, sex == .unknown || sex == digit else { return false }
        // Months above 12 stand for a month unknown when the number was given.
        return birthDate.year % 100 == year && (month > 12 || month == birthDate.civil.month)
    }
}
