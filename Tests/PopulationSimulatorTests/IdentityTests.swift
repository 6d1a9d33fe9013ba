import Foundation
import HealthModel
import Testing

@testable import PopulationSimulator

struct IdentityTests {
    private let country: SmallCountry
    private let persons: CSVTable

    init() throws {
        country = try SmallCountry.read.get()
        persons = try country.table("truth/persons.csv")
    }

    @Test func everyNIRHasItsKeyAndIsAlone() throws {
        let numbers = persons.values("nir")
        #expect(Set(numbers).count == 1_000)
        for number in numbers {
            guard case .success = NIR.parse(number) else {
                Issue.record("A NIR of the truth is wrong.")
                return
            }
        }
    }

    @Test(arguments: [("185012A004001", 17), ("185012B033002", 46), ("2790351215189", 89)])
    func knowsTheKeysOfPublishedNumbers(number: String, key: Int) {
        #expect(PersonMaker.key(Array(number.utf8)) == key)
    }

    /// The large country: NIRs of births before 1976 in Corsica say 20, later ones 2A or 2B; others say 97 or 99.
    @Test func numbersSayWherePeopleAreBorn() throws {
        let large = try SmallCountry.large.get().table("truth/persons.csv")
        var departments: [String: Int] = [:]
        for (number, birth) in zip(large.values("nir"), large.values("birth_date")) {
            let department = String(number.dropFirst(5).prefix(2))
            departments[department, default: 0] += 1
            if department == "20" { #expect(birth < "1976") }
            if department == "2A" || department == "2B" { #expect(birth >= "1976") }
        }
        for department in ["20", "2A", "2B", "97", "99", "75"] {
            #expect(departments[department, default: 0] > 5, "\(department)")
        }
    }

    @Test func sameSexTwinsShareAPseudonymAndDifferByRank() throws {
        let register = try SmallCountry.large.get().table("national-claims/IDENTITES.csv")
        var ranks: [String: Set<String>] = [:]
        for (pseudonym, rank) in zip(register.values("BEN_NIR_PSA"), register.values("BEN_RNG_GEM")) {
            ranks[pseudonym, default: []].insert(rank)
        }
        let shared = ranks.values.filter { $0.count > 1 }
        #expect(shared.count > 10)
        #expect(shared.allSatisfy { $0 == ["1", "2"] })
    }

    @Test func someChildrenHaveTwoPseudonymsAndTheirParentsNumber() throws {
        let links = try country.table("truth/links.csv")
        var records: [String: Int] = [:]
        for (source, person) in zip(links.values("source"), links.values("person")) where source == "national-claims" {
            records[person, default: 0] += 1
        }
        #expect(records.count == 1_000)
        #expect(records.values.filter { $0 > 1 }.count > 50)
        let own = Set(persons.values("nir"))
        let register = try country.table("national-claims/IDENTITES.csv")
        let children = zip(register.values("NIR"), register.values("DATE_NAISSANCE")).filter { $1 > "2012" }
        let parents = children.filter { own.contains($0.0) && !$0.0.dropFirst().hasPrefix($0.1.dropFirst(2).prefix(2)) }
        #expect(Double(parents.count) > Double(children.count) * 0.7)
    }

    @Test func agesFollowThePyramid() throws {
        let years = try SmallCountry.large.get().table("truth/persons.csv").values("birth_date")
            .compactMap { Int($0.prefix(4)) }
        let minors = Double(years.count { $0 > 2007 }) / 12_000
        let elders = Double(years.count { $0 < 1961 }) / 12_000
        #expect((0.17...0.25).contains(minors))
        #expect((0.17...0.26).contains(elders))
        #expect(years.allSatisfy { (1910...2025).contains($0) })
    }

    @Test func linksCoverEveryRecord() throws {
        let links = Set(try country.table("truth/links.csv").keys(["source", "record_key"]))
        var expected: Set<String> = []
        for key in try country.table("national-claims/IR_BEN_R.csv").keys(["BEN_NIR_PSA", "BEN_RNG_GEM"]) {
            expected.insert("national-claims|\(key)")
        }
        for table in try country.stays("C") {
            for key in table.keys(["ETA_NUM", "RSA_NUM"]) { expected.insert("hospital-stays|\(key)") }
        }
        for patient in try country.resources("Patient") {
            expected.insert("hospital-warehouse|\(patient["id"] as? String ?? "")")
        }
        #expect(links == expected)
        let identities = try country.table("national-claims/IDENTITES.csv").keys(["BEN_NIR_PSA", "BEN_RNG_GEM"])
        #expect(Set(identities.map { "national-claims|\($0)" }).isSubset(of: links))
        #expect(identities.count == Set(identities).count)
    }

    @Test func hospitalsIdentifyEveryStayWithoutNames() throws {
        let identities = try country.table("hospital-stays/IDENTITES.csv")
        let stays = try country.stays("B").flatMap { $0.keys(["ETA_NUM", "RSA_NUM"]) }
        #expect(Set(identities.keys(["ETA_NUM", "RSA_NUM"])) == Set(stays))
        #expect(stays.count == Set(stays).count)
        #expect(
            identities.header == [
                "ETA_NUM", "RSA_NUM", "SOR_ANN", "NIR_ASSURE", "DATE_NAISSANCE", "SEXE", "CODE_POSTAL",
            ])
    }

    @Test func namesStayOutOfHealthTables() throws {
        let surnames = Set(persons.values("birth_name").map { " \($0) " })
        for resource in ["Encounter", "Condition", "Observation", "MedicationRequest", "Procedure"] {
            let text = String(decoding: try country.bytes("hospital-warehouse/\(resource).ndjson"), as: UTF8.self)
            #expect(!text.contains("family"))
            #expect(!text.contains("birthDate"))
            if resource == "Condition" { #expect(!surnames.contains { text.uppercased().contains($0) }) }
        }
    }
}
