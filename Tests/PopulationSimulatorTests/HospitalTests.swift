import Foundation
import Testing

@testable import PopulationSimulator

struct HospitalTests {
    private let country: SmallCountry
    private static let key = ["ETA_NUM", "RSA_NUM"]

    init() throws { country = try SmallCountry.read.get() }

    @Test func everyTableFindsItsStay() throws {
        for year in 0..<4 {
            let stays = Set(try country.stays("B")[year].keys(HospitalTests.key))
            #expect(Set(try country.stays("C")[year].keys(HospitalTests.key)) == stays)
            for letter in ["A", "D", "UM"] {
                #expect(Set(try country.stays(letter)[year].keys(HospitalTests.key)).isSubset(of: stays), "\(letter)")
            }
        }
    }

    @Test(arguments: ["B", "C", "A", "D", "UM"])
    func columnsAreThoseOfThePublishedSchema(letter: String) throws {
        let text = try #require(PublishedColumns.byTable["T_MCOaa\(letter)"])
        let published = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
        for table in try country.stays(letter) {
            #expect(Set(table.header).isSubset(of: published), "\(Set(table.header).subtracting(published))")
            #expect(table.rows.allSatisfy { $0.count == table.header.count })
        }
        let bytes = try country.bytes("hospital-stays/T_MCO24\(letter).csv")
        #expect(bytes.suffix(2) == Data([0x0D, 0x0A]))
    }

    @Test func datesAreThePMSIs() throws {
        for table in try country.stays("C") {
            for (entry, long) in zip(table.values("ENT_DAT"), table.values("EXE_SOI_DTD")) {
                #expect(entry.utf8.count == 8)
                #expect(long.hasPrefix(entry.prefix(2)))
                #expect(long.hasSuffix(":00:00:00"))
                #expect(long.dropFirst(5).prefix(4) == entry.suffix(4))
            }
        }
    }

    /// The Luhn key, with the letters of Corsica as 1 and 2.
    private func passesLuhn(_ number: String) -> Bool {
        let digits = number.utf8.map { $0 >= 0x41 ? Int($0 - 0x40) : Int($0 - 0x30) }
        let sum = digits.reversed().enumerated()
            .reduce(0) { sum, digit in
                let doubled = digit.offset % 2 == 1 ? digit.element * 2 : digit.element
                return sum + (doubled > 9 ? doubled - 9 : doubled)
            }
        return number.utf8.count == 9 && sum % 10 == 0
    }

    @Test func everyFINESSHasItsKeyAndCorsicaIsThere() throws {
        let hospitals = Set(try SmallCountry.large.get().stays("B").flatMap { $0.values("ETA_NUM") })
        #expect(hospitals.allSatisfy(passesLuhn))
        #expect(hospitals.isSuperset(of: ["2A0000014", "2B0000020", "750712184", "750100125"]))
        #expect(hospitals.count > 20)
    }

    @Test func staysCarryTheDefectsOfTheRealThing() throws {
        let large = try SmallCountry.large.get()
        let stays = try large.stays("B")
        let chaining = try large.stays("C")
        let groups = stays.flatMap { $0.values("GRG_GHM") }
        let errors = Double(groups.count { $0.hasPrefix("90") }) / Double(groups.count)
        #expect((0.002...0.01).contains(errors))
        #expect(stays.flatMap { $0.values("SEJ_TYP") }.contains("B"))
        let numbers = chaining.flatMap { $0.values("NIR_ANO_17") }
        let hidden = Double(numbers.count { $0 == "xxxxxxxxxxxxxxxxx" }) / Double(numbers.count)
        #expect((0.025...0.055).contains(hidden))
        #expect(chaining.flatMap { $0.values("COH_SEX_RET") }.contains("1"))
        let given = try large.table("hospital-stays/IDENTITES.csv").values("NIR_ASSURE")
        #expect(Double(given.count { $0.isEmpty }) / Double(given.count) < 0.06)
    }

    /// A stay for breast cancer is that of a person who has breast cancer, and care never comes after death.
    @Test func staysTellTheSameStoryAsTheTruth() throws {
        var persons: [String: String] = [:]
        let links = try country.table("truth/links.csv")
        for (key, person) in zip(links.keys(["source", "record_key"]), links.values("person")) { persons[key] = person }
        let sick = Set(try country.table("truth/diseases.csv").keys(["person", "disease"]))
        let diseases: [(prefix: String, name: String)] = [
            ("C50", "breast-cancer"), ("C18", "colon-cancer"), ("C34", "lung-cancer"), ("I21", "coronary-disease"),
            ("E11", "type-2-diabetes"), ("I50", "heart-failure"), ("N18", "chronic-kidney-disease"),
        ]
        var checked = 0
        for table in try country.stays("D") {
            for (key, code) in zip(table.keys(HospitalTests.key), table.values("ASS_DGN")) {
                guard let disease = diseases.first(where: { code.hasPrefix($0.prefix) }) else { continue }
                let person = try #require(persons["hospital-stays|\(key)"])
                #expect(sick.contains("\(person)|\(disease.name)"))
                checked += 1
            }
        }
        #expect(checked > 20)
    }

    @Test func birthsTieMotherAndChild() throws {
        let large = try SmallCountry.large.get()
        var stays: [String: Set<String>] = [:]
        for (units, chaining) in zip(try large.stays("B"), try large.stays("C")) {
            for (mother, diagnosis) in zip(chaining.values("NIR_ANO_MAM"), units.values("DGN_PAL"))
            where !mother.isEmpty {
                #expect(mother.utf8.count == 32)
                stays[mother, default: []].insert(String(diagnosis.prefix(1)))
            }
        }
        #expect(stays.count > 180)
        #expect(stays.values.filter { $0.isSuperset(of: ["O", "Z"]) }.count > stays.count / 2)
    }
}
