package import HealthModel

/// Traits as they are compared. Nominative: it lives as long as one record is looked at.
package struct LinkageIdentity: Sendable {
    /// Years of birth that can be a person's; anything else is a missing date.
    package static let birthYears = 1850...2100

    package let birthName: String?
    /// Only when it differs from the birth name.
    package let usedName: String?
    package let firstGivenName: String?
    /// A whole date only.
    package let birthDate: Day?
    package let sex: Sex
    /// Where the person was born, as far as two sources can be held to agree on it: `BirthPlace.region`.
    package let birthPlace: String?
    package let number: LinkageNumber?
    /// Why the number is of no use, when one was written.
    package let numberFlaw: NumberFlaw?

    package init(_ traits: Nominative<IdentityTraits>) {
        let person = traits.nominativeValue
        birthName = FrenchName.family(person.birthName)
        let used = FrenchName.family(person.usedName)
        usedName = used == birthName ? nil : used
        firstGivenName = FrenchName.firstGiven(person.givenNames)
        birthDate = Day(iso: person.birthDate).flatMap { LinkageIdentity.birthYears.contains($0.year) ? $0 : nil }
        birthPlace = LinkageIdentity.place(person.birthPlace, born: birthDate)
        let reading = LinkageNumber.read(person.nationalNumber, birthDate: birthDate, sex: person.sex)
        number = reading.number
        numberFlaw = reading.flaw
        // A number that agrees with the birth date is the person's own, and its first digit is then their sex.
        let agreedSex = reading.number.flatMap { $0.isOwn ? $0.sex : nil }
        sex = person.sex == .unknown ? agreedSex ?? .unknown : person.sex
    }

    private static func place(_ text: String, born: Day?) -> String? {
        BirthPlace(text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
            .region(birthYear: born?.year)
    }
}
