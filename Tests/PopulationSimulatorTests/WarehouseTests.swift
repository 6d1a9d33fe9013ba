import Foundation
import Terminology
import Testing

@testable import PopulationSimulator

struct WarehouseTests {
    private let country: SmallCountry

    init() throws { country = try SmallCountry.read.get() }

    private func reference(_ resource: [String: Any], _ element: String) -> String? {
        (resource[element] as? [String: Any])?["reference"] as? String
    }

    @Test func everyResourceIsJSONAndItsReferencesResolve() throws {
        let patients = Set(try country.resources("Patient").compactMap { $0["id"] as? String }.map { "Patient/\($0)" })
        let encounters = try country.resources("Encounter")
        let venues = Set(encounters.compactMap { $0["id"] as? String }.map { "Encounter/\($0)" })
        #expect(patients.count > 100)
        #expect(venues.count == encounters.count)
        for encounter in encounters { #expect(patients.contains(reference(encounter, "subject") ?? "")) }
        for type in ["Condition", "Observation", "MedicationRequest", "Procedure"] {
            let resources = try country.resources(type)
            #expect(resources.count > 10, "\(type)")
            for resource in resources {
                #expect(resource["resourceType"] as? String == type)
                #expect(patients.contains(reference(resource, "subject") ?? ""))
                #expect(venues.contains(reference(resource, "encounter") ?? ""))
            }
        }
    }

    @Test func patientsCarryTheDefectsOfTheRealThing() throws {
        let patients = try SmallCountry.large.get().resources("Patient")
        let numbers = patients.map { patient in
            (patient["identifier"] as? [[String: Any]])?
                .first { $0["system"] as? String == "urn:oid:1.2.250.1.213.1.4.8" }?["value"] as? String
        }
        let missing = Double(numbers.count { $0 == nil }) / Double(patients.count)
        #expect((0.08...0.17).contains(missing))
        let wrong = numbers.compactMap { $0 }
            .count { number in
                PersonMaker.key(Array(number.utf8.prefix(13))) != Int(number.suffix(2))
            }
        #expect(wrong > 10)
        let uses = patients.map { patient in
            (patient["name"] as? [[String: Any]])?.compactMap { $0["use"] as? String } ?? []
        }
        #expect(uses.contains(["usual"]))
        #expect(uses.contains(["official", "usual"]))
        let share = Double(patients.count) / 12_000
        #expect((0.11...0.2).contains(share))
    }

    @Test func someEntriesAreMistakenAndSomeDatesPartial() throws {
        let conditions = try SmallCountry.large.get().resources("Condition")
        let onsets = conditions.compactMap { $0["onsetDateTime"] as? String }
        #expect(onsets.contains { $0.utf8.count == 4 })
        #expect(onsets.contains { $0.utf8.count == 7 })
        #expect(conditions.contains { $0["note"] != nil })
        let statuses = try country.resources("Observation").compactMap { $0["status"] as? String }
        #expect(Set(statuses) == ["final", "entered-in-error"])
        let times = try country.resources("Observation").compactMap { $0["effectiveDateTime"] as? String }
        #expect(times.contains { $0.hasSuffix("+02:00") })
        #expect(times.contains { $0.utf8.count == 10 })
    }

    @Test func diabeticsHaveHigherGlycatedHemoglobin() throws {
        var persons: [String: String] = [:]
        let links = try country.table("truth/links.csv")
        for (key, person) in zip(links.keys(["record_key"]), links.values("person")) { persons[key] = person }
        let diabetics = Set(try country.table("truth/diseases.csv").keys(["disease", "person"]))
        var sick: [Double] = []
        var healthy: [Double] = []
        for observation in try country.resources("Observation") where codes(observation, "code") == ["4548-4"] {
            let value = (observation["valueQuantity"] as? [String: Any])?["value"] as? Double ?? 0
            let person = persons[reference(observation, "subject")?.components(separatedBy: "/").last ?? ""] ?? ""
            if diabetics.contains("type-2-diabetes|\(person)") { sick.append(value) } else { healthy.append(value) }
        }
        #expect(sick.reduce(0, +) / Double(sick.count) > 6.8)
        #expect(healthy.reduce(0, +) / Double(healthy.count) < 6.2)
    }

    private func codes(_ resource: [String: Any], _ element: String) -> [String] {
        let coding = (resource[element] as? [String: Any])?["coding"] as? [[String: Any]] ?? []
        return coding.compactMap { $0["code"] as? String }
    }

    @Test(arguments: [
        ("national-claims/ER_PHA_F.csv", "PHA_PRS_C13", "CIP"), ("national-claims/ER_BIO_F.csv", "BIO_PRS_IDE", "NABM"),
        ("national-claims/ER_CAM_F.csv", "CAM_PRS_IDE", "CCAM"),
        ("national-claims/IR_IMB_R.csv", "MED_MTF_COD", "ICD10"),
    ])
    func everyCodeOfTheClaimsIsAConceptThatMaps(path: String, column: String, vocabulary: String) throws {
        let found = Set(try country.table(path).values(column))
        #expect(found.count > 5)
        for code in found {
            let concept = try #require(BuiltInTerminology.concept(vocabulary, code), "\(code)")
            #expect(!BuiltInTerminology.standardConcepts(of: concept.id).isEmpty, "\(code)")
        }
    }

    @Test func everyCodeOfTheHospitalIsAConcept() throws {
        let large = try SmallCountry.large.get()
        var diagnoses: Set<String> = []
        for table in try large.stays("B") { diagnoses.formUnion(table.values("DGN_PAL") + table.values("DGN_REL")) }
        for table in try large.stays("D") { diagnoses.formUnion(table.values("ASS_DGN")) }
        // Sentinels of the PMSI, and no related diagnosis.
        diagnoses.subtract(["III", "ZZZ", ""])
        for code in diagnoses { #expect(BuiltInTerminology.concept("ICD10", code) != nil, "\(code)") }
        for code in Set(try large.stays("A").flatMap { $0.values("CDC_ACT") }) {
            #expect(BuiltInTerminology.concept("CCAM", code) != nil, "\(code)")
        }
    }

    @Test func everyCodeOfTheWarehouseIsAConcept() throws {
        for (type, element, vocabularies) in [
            ("Condition", "code", ["ICD10"]), ("Procedure", "code", ["CCAM"]), ("Observation", "code", ["LOINC"]),
            ("MedicationRequest", "medicationCodeableConcept", ["ATC", "CIP"]),
        ] {
            // Observations are many and of few kinds: the small country has them all.
            let source = type == "Observation" ? country : try SmallCountry.large.get()
            let found = Set(try source.resources(type).flatMap { codes($0, element) })
            for code in found {
                #expect(vocabularies.contains { BuiltInTerminology.concept($0, code) != nil }, "\(type) \(code)")
            }
        }
        let units = try country.resources("Observation")
            .compactMap { observation in
                (observation["valueQuantity"] as? [String: Any])?["code"] as? String
            }
        for unit in Set(units) { #expect(BuiltInTerminology.concept("UCUM", unit) != nil, "\(unit)") }
    }

    @Test func everyDrugAndTestOfTheFormularyIsAConcept() {
        for drug in Drug.allCases {
            let facts = DrugFacts.of(drug)
            #expect(BuiltInTerminology.concept("CIP", "\(facts.cip)") != nil, "\(drug)")
            #expect(BuiltInTerminology.concept("ATC", "\(facts.atc)") != nil, "\(drug)")
        }
        for test in LabTest.allCases {
            #expect(BuiltInTerminology.concept("LOINC", "\(LabFacts.of(test).loinc)") != nil, "\(test)")
        }
        for disease in Disease.allCases {
            for variant in 0..<200 {
                let code = DiseaseCodes.diagnosis(disease, kidneyStage: variant % 3 + 3, variant: variant)
                #expect(BuiltInTerminology.concept("ICD10", "\(code)") != nil, "\(code)")
            }
        }
    }
}
