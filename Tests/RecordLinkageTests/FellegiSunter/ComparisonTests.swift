import RecordLinkage
import Testing

@Suite struct TextSimilarityTests {
    @Test(arguments: [
        ("MARTHA", "MARHTA", 0.9611), ("DIXON", "DICKSONX", 0.8133), ("DWAYNE", "DUANE", 0.84), ("A", "", 0),
        ("ABC", "ABC", 1), ("ABC", "XYZ", 0),
    ])
    func givesWinklersPublishedValues(left: String, right: String, expected: Double) {
        #expect(abs(TextSimilarity.jaroWinkler(Array(left.utf8), Array(right.utf8)) - expected) < 0.0001)
    }

    @Test(arguments: [
        ("DUPONT", "DUPOND", true), ("DUPONT", "DUPNOT", true), ("DUPONT", "DUPON", true), ("DUPONT", "DUPONTS", true),
        ("DUPONT", "DUPONT", true), ("DUPONT", "DUBOND", false), ("DUPONT", "DUP", false), ("AB", "BC", false),
    ])
    func knowsOneEdit(left: String, right: String, isOne: Bool) {
        #expect(TextSimilarity.isOneEdit(Array(left.utf8), Array(right.utf8)) == isOne)
    }

    @Test(arguments: [
        ("DUPONT", "DUPOND"), ("PHILIPPE", "FILIPE"), ("LEGRAND", "LEGRANT"), ("QUENTIN", "KANTIN"),
        ("THIEBAULT", "TIBAULD"), ("ROUSSEAU", "ROUSEAUX"), ("MEYER", "MEIER"), ("HERVE", "ERVE"),
    ])
    func hearsTheSameName(left: String, right: String) {
        #expect(FrenchPhonetics.code(of: Array(left.utf8)) == FrenchPhonetics.code(of: Array(right.utf8)))
    }

    @Test(arguments: [("MARTIN", "BERNARD"), ("PETIT", "DURAND"), ("LEROY", "MOREAU")])
    func hearsDifferentNames(left: String, right: String) {
        #expect(FrenchPhonetics.code(of: Array(left.utf8)) != FrenchPhonetics.code(of: Array(right.utf8)))
    }

    @Test(arguments: [
        ("1979-03-05", 19_790_305), ("19790305", 19_790_305), ("05/03/1979", 19_790_305), ("5.3.1979", 19_790_305),
        ("1979-03", 19_790_300), ("03/1979", 19_790_300), ("1979", 19_790_000), ("1979-03-05T00:00:00", 19_790_305),
        ("05031979", 19_790_305), ("", 0), ("inconnue", 0), ("9999-12-31", 0), ("12", 0),
    ])
    func readsDatesAsTheyAreWritten(text: String, date: Int) {
        #expect(WrittenDate.read(text) == Int32(date))
    }
}

/// Each case is a pair of records given to the French comparisons.
@Suite struct FrenchComparisonTests {
    static let columns = [
        "nom_naissance", "nom_utilise", "prenom", "prenoms", "sexe", "date_naissance", "commune_naissance",
        "code_postal", "commune", "nir",
    ]

    /// The level that a comparison gives to two records that differ in some columns.
    private func level(_ comparison: String, _ left: [String: String], _ right: [String: String]) throws -> String {
        let table = FrenchRecords.table([left], [right])
        let plan = try LinkageEngine(.french).plan(on: table)
        let place = try #require(plan.comparisons.firstIndex { $0.name == comparison })
        let comparator = plan.comparisons[place].comparator
        return comparator.levels[comparator.level(0, 1, ComparisonScratch())].name
    }

    @Test(arguments: [
        (["nom_naissance": "d'Errico"], ["nom_naissance": "DERRICO"], "same name"),
        (["nom_naissance": "Le Gall"], ["nom_naissance": "LEGALL"], "same name"),
        (["nom_naissance": "ST-MARTIN"], ["nom_naissance": "Saint Martin"], "same name"),
        (["nom_naissance": "DUPONT", "nom_utilise": "MARTIN"], ["nom_naissance": "MARTIN"], "same used name"),
        (["nom_naissance": "DUPONT-MARTIN"], ["nom_naissance": "DUPONT"], "part of a compound name"),
        (["nom_naissance": "de La Fontaine"], ["nom_naissance": "Fontaine"], "part of a compound name"),
        (
            ["nom_naissance": "PAUL", "prenom": "MARTIN"], ["nom_naissance": "MARTIN", "prenom": "PAUL"],
            "swapped with the given name"
        ),
        (["nom_naissance": "LEFEBVRE"], ["nom_naissance": "LEFEVRE"], "close spelling"),
        (["nom_naissance": "DUPONT"], ["nom_naissance": "BERNARD"], "different"),
        (
            ["nom_naissance": "DUPONT", "sexe": "F"], ["nom_naissance": "BERNARD", "sexe": "2"],
            "different, two women"
        ),
        (["nom_naissance": "DUPONT"], ["nom_naissance": "Inconnu"], "missing"),
    ])
    func comparesFamilyNames(left: [String: String], right: [String: String], expected: String) throws {
        #expect(try level("family name", left, right) == expected)
    }

    @Test(arguments: [
        (["prenom": "Jean-Pierre"], ["prenom": "JEAN PIERRE"], "same name"),
        (["prenom": "Jean-Pierre"], ["prenom": "Jean"], "part of a compound name"),
        (["prenom": "J-Pierre"], ["prenom": "Jean-Pierre"], "part of a compound name"),
        (["prenom": "Zoé"], ["prenom": "ZOE"], "same name"),
        (["prenom": "Anne"], ["prenom": "Marie", "prenoms": "Marie Anne"], "another of the given names"),
        (["prenom": "Nicolas"], ["prenom": "Nicholas"], "close spelling"),
        (["prenom": "Paul"], ["prenom": "Zoé"], "different"),
        (["prenom": "Paul", "prenoms": "Paul Luc"], ["prenom": "Zoé"], "different, list of given names known"),
        (
            ["prenom": "Zoé", "sexe": "2", "date_naissance": "1990-02-03"],
            ["prenom": "Zoé", "sexe": "2", "date_naissance": "1990-07-01"], "same name, one sex and birth year"
        ),
    ])
    func comparesGivenNames(left: [String: String], right: [String: String], expected: String) throws {
        #expect(try level("given name", left, right) == expected)
    }

    @Test(arguments: [
        ("1979-03-05", "1979-03-05", "same date"), ("1979-03-05", "1979-05-03", "day and month swapped"),
        ("1979-03-05", "1978-03-05", "one digit differs"), ("1979-03-12", "1979-03-21", "one digit differs"),
        ("1979-01-01", "1979-06-17", "same year, one is a default or partial"),
        ("1979", "1979-06-17", "same year, one is a default or partial"),
        ("1950-01-01", "1950-01-01", "same default date (1 January)"),
        ("1979-03-05", "1990-03-05", "same day and month, other year"),
        ("1979-03-05", "1979-03-28", "same year and month"), ("1979-03-05", "1979-11-05", "same year and day"),
        ("1979-03-05", "1979-11-28", "same year"), ("1979-03-05", "1990-11-28", "different"),
        ("1979-03-05", "", "missing"),
    ])
    func comparesBirthDates(left: String, right: String, expected: String) throws {
        #expect(try level("birth date", ["date_naissance": left], ["date_naissance": right]) == expected)
    }

    @Test(arguments: [
        ("75056", "75112", "same commune by the history of codes"),
        ("20004", "2A004", "same commune by the history of codes"),
        ("75012", "92012", "same commune by the history of codes"),
        ("78646", "78646", "same commune"), ("99352", "93123", "same commune by the history of codes"),
        ("13055", "13208", "same commune by the history of codes"),
        ("69123", "69383", "same commune by the history of codes"),
        ("99100", "99139", "both abroad, other country"), ("51215", "51108", "same department"),
        ("51215", "08105", "different"), ("51215", "99999", "missing"),
    ])
    func knowsTheHistoryOfCommunes(left: String, right: String, expected: String) throws {
        #expect(try level("birth place", ["commune_naissance": left], ["commune_naissance": right]) == expected)
    }

    @Test func followsMergedCommunesWhenTheyAreGiven() throws {
        var configuration = LinkageConfiguration.french
        configuration.communeSuccessors = ["01033": "01234"]
        let table = FrenchRecords.table([["commune_naissance": "01033"]], [["commune_naissance": "01234"]])
        let plan = try LinkageEngine(configuration).plan(on: table)
        let place = try #require(plan.comparisons.firstIndex { $0.name == "birth place" })
        let comparator = plan.comparisons[place].comparator
        #expect(comparator.level(0, 1, ComparisonScratch()) == 2)
    }

    static let own: [String: String] = ["sexe": "2", "date_naissance": "1979-03-05"]
    static let child: [String: String] = ["sexe": "1", "date_naissance": "2015-08-09"]

    @Test(arguments: [
        (own, "279035121518989", own, "279035121518989", "same certified number"),
        (own, "279035121518989", child, "279035121518989", "same number, birth data differ or unknown"),
        (own, "279035121518989", [:], "279035121518989", "same number, birth data differ or unknown"),
        (own, "279035121518989", child, "279035121618989", "one error in the number, birth data differ or unknown"),
        (own, "279035121518989", child, "1150851215190", "two certified numbers, birth data differ or unknown"),
        (own, "279035121518989", own, "1550175056001", "different, not both certified"),
        (own, "279035121518989", own, "279035121518988", "same number, not certified"),
        (own, "279035121518989", own, "279035121618989", "one error in the number"),
        (own, "279035121518989", own, "2790351215190", "two certified numbers"),
        (own, "279035121518989", own, "7790351215191", "waiting number, or number of another civil sex"),
        (own, "279035121518989", own, "1790351215190", "waiting number, or number of another civil sex"),
        (own, "279035121518989", child, "1550175056001", "different, birth data differ or unknown"),
        (own, "", own, "279035121518989", "missing"), (own, "27903", own, "279035121518989", "missing"),
    ])
    func knowsWhoseNumberItIs(
        left: [String: String], number: String, right: [String: String], other: String, expected: String
    ) throws {
        let a = left.merging(["nir": number]) { $1 }
        let b = right.merging(["nir": other]) { $1 }
        #expect(try level("national number", a, b) == expected)
    }
}
