package import HealthModel

/// What makes a written national number useless for matching.
package enum NumberFlaw: String, Sendable, CaseIterable {
    case length
    case characters
    case key
    case structure
    /// Provisional or transit number: not for life.
    case provisional
}

/// A national number fit for matching.
package struct LinkageNumber: Sendable, Hashable {
    package let number: String
    /// The number's sex, year and month are the person's: it is their own. Otherwise it may be an insured parent's,
    /// and twins of one sex may share it.
    package let isOwn: Bool

    /// The sex that the number says.
    package var sex: Sex { number.hasPrefix("1") ? .male : .female }

    static func read(
        _ text: String, birthDate: Day?, sex: Sex
    ) -> (number: LinkageNumber?, flaw: NumberFlaw?) {
        switch NIR.parse(text) {
        case .failure(.empty): (nil, nil)
        case .failure(let flaw): (nil, NumberFlaw(rawValue: flaw.rawValue))
        case .success(let nir) where nir.isProvisional: (nil, .provisional)
        case .success(let nir):
            (LinkageNumber(number: nir.number, isOwn: agrees(nir, birthDate: birthDate, sex: sex)), nil)
        }
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
