/// The traits that identify a person in a source (INS vocabulary); absent ones are empty.
package struct IdentityTraits: Sendable, Hashable {
    /// NIR or NIA as written, 13 or 15 characters; may be the insured parent's for a child.
    package var nationalNumber: String
    /// Nom de naissance.
    package var birthName: String
    /// Nom utilisé (married name…).
    package var usedName: String
    /// Prénoms, separated by blanks.
    package var givenNames: String
    /// ISO date, or a part of it.
    package var birthDate: String
    package var sex: Sex
    /// INSEE code of the commune (or country) of birth.
    package var birthPlace: String
    /// Postal code of residence.
    package var postalCode: String

    package init(
        nationalNumber: String = "",
        birthName: String = "",
        usedName: String = "",
        givenNames: String = "",
        birthDate: String = "",
        sex: Sex = .unknown,
        birthPlace: String = "",
        postalCode: String = ""
    ) {
        self.nationalNumber = nationalNumber
        self.birthName = birthName
        self.usedName = usedName
        self.givenNames = givenNames
        self.birthDate = birthDate
        self.sex = sex
        self.birthPlace = birthPlace
        self.postalCode = postalCode
    }
}
