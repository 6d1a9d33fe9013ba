import HealthModel
import RecordLinkage
import Testing

@Suite struct FrenchNameTests {
    @Test(arguments: [
        ("d'Errico", "DERRICO"), ("D ERRICO", "DERRICO"), ("D’Errico", "DERRICO"), ("Le  Gall", "LEGALL"),
        ("Bénoît-Péquignet", "BENOITPEQUIGNET"), ("de la Fontaine", "DELAFONTAINE"), ("Œuvrard", "OEUVRARD"),
        ("Nuñez", "NUNEZ"), ("Weiß", "WEISS"), ("Łukasz", "LUKASZ"), ("Be\u{301}nard", "BENARD"),
        ("L\u{2010}Haÿ", "LHAY"),
        ("Şahin", "SAHIN"), ("Nguyễn", "NGUYEN"),
    ])
    func foldsFamilyNames(written: String, compared: String) {
        #expect(FrenchName.family(written) == compared)
    }

    @Test(arguments: [
        ("Jean-Pierre Marie", "JEANPIERRE"), ("JEAN PIERRE", "JEAN"), ("Zoé, Anne", "ZOE"), ("  Marie ", "MARIE"),
        ("N'Golo", "NGOLO"), ("Anne\u{A0}Lise", "ANNE"),
    ])
    func keepsTheFirstGivenName(written: String, compared: String) {
        #expect(FrenchName.firstGiven(written) == compared)
    }

    @Test(arguments: ["", " ", "-", "'", "X", "xxx", "Inconnu", "Sans nom", "Non renseigné"])
    func knowsWhatNamesNobody(written: String) {
        #expect(FrenchName.family(written) == nil)
    }

    @Test func keepsLettersOfOtherScripts() {
        #expect(FrenchName.family("иванов") == "ИВАНОВ")
    }
}

@Suite struct LinkageIdentityTests {
    private func identity(_ traits: IdentityTraits) -> LinkageIdentity { LinkageIdentity(Nominative(traits)) }

    /// 2 79 03 is a woman of March 1979 (published INS test patient).
    @Test(arguments: [
        ("1979-03-05", Sex.female, true), ("1979-03-05", .unknown, true), ("1979-04-05", .female, false),
        ("1980-03-05", .female, false), ("1979-03-05", .male, false), ("", .female, false),
    ])
    func knowsAPersonsOwnNumber(birthDate: String, sex: Sex, isOwn: Bool) {
        let person = identity(
            IdentityTraits(nationalNumber: "279035121518989", birthDate: birthDate, sex: sex))
        #expect(person.number?.isOwn == isOwn)
    }

    @Test func takesAnUnknownSexFromTheOwnNumber() {
        let person = identity(IdentityTraits(nationalNumber: "279035121518989", birthDate: "1979-03-05"))
        #expect(person.sex == .female)
    }

    @Test func acceptsTheFictiveMonthsAsUnknown() throws {
        let key = try #require(NIR.key(of: "2793099123456"))
        let text = "2793099123456" + (key < 10 ? "0\(key)" : "\(key)")
        #expect(
            identity(IdentityTraits(nationalNumber: text, birthDate: "1979-03-05", sex: .female)).number?.isOwn == true)
    }

    @Test(arguments: [
        ("279035121518988", NumberFlaw.key), ("27903", .length), ("27903A121518989", .characters),
        ("6790351215189", .provisional), ("5790351215189", .provisional), ("2791351215189", .structure),
    ])
    func saysWhyANumberIsUseless(text: String, flaw: NumberFlaw) {
        let person = identity(IdentityTraits(nationalNumber: text, birthDate: "1979-03-05", sex: .female))
        #expect(person.number == nil)
        #expect(person.numberFlaw == flaw)
    }

    @Test(arguments: ["1979-03", "1979", "1979-02-30", "05/03/1979", "0001-01-01", "9999-12-31", ""])
    func usesWholeBirthDatesOnly(text: String) {
        #expect(identity(IdentityTraits(birthDate: text)).birthDate == nil)
    }

    @Test(arguments: ["3790351215189", "7790351215189", "4790351215189", "8790351215189"])
    func readsAWaitingNumberAsNobodysOwn(text: String) throws {
        let person = identity(IdentityTraits(nationalNumber: text, birthDate: "1979-03-05", sex: .female))
        let number = try #require(person.number)
        #expect(number.isWaiting && !number.isOwn && person.numberFlaw == nil)
    }

    @Test(arguments: [
        ("2a004", "20"), ("51 215", "51"), ("97411", "974"), ("00000", nil), ("99999", nil), ("515", nil),
    ])
    func readsBirthPlacesAsRegions(text: String, place: String?) {
        #expect(identity(IdentityTraits(birthPlace: text)).birthPlace == place)
    }

    @Test func forgetsAUsedNameEqualToTheBirthName() {
        #expect(identity(IdentityTraits(birthName: "Le Gall", usedName: "LE-GALL")).usedName == nil)
    }
}
