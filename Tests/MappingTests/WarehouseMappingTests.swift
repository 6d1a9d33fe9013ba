import Testing

@testable import Intake

/// The hospital warehouse: each rule on the smallest rows that show it.
@Suite struct WarehouseMappingTests {
    private let fixture: StagedFixture

    init() throws { fixture = try StagedFixture(.hospitalWarehouse) }

    private func result(_ id: String, _ values: [String: String] = [:]) throws {
        let row = [
            "id": id, "person_id": "1", "status": "final", "loinc": "4548-4", "effective_date": "2020-05-01",
            "effective_precision": "day", "value_number": "7.5", "unit": "%", "category": "laboratory",
        ]
        try fixture.insert("Observation", row.merging(values) { $1 })
    }

    @Test func aResultKeepsItsValueAndUnit() throws {
        try fixture.insert(
            "Encounter",
            [
                "id": "e1", "person_id": "1", "status": "finished", "class_code": "IMP", "start_date": "2020-05-01",
                "start_time": "2020-05-01T08:00:00",
            ])
        try result("o1", ["encounter_id": "e1", "value_operator": "<", "effective_time": "2020-05-01T09:30:00"])
        try fixture.prepare()
        #expect(
            try fixture.rows(
                "measurement",
                "measurement_concept_id, value_as_number, unit_source_value, operator_concept_id, measurement_datetime")
                == [["3004410", "7.5", "%", "4171756", "2020-05-01 09:30:00"]])
        #expect(try fixture.rows("measurement", "unit_concept_id <> 0") == [["true"]])
        #expect(
            try fixture.rows("visit_occurrence", "visit_concept_id, visit_end_date, visit_start_datetime")
                == [["9201", "2020-05-01", "2020-05-01 08:00:00"]])
        #expect(
            try fixture.rows("measurement", "visit_occurrence_id")
                == fixture.rows("visit_occurrence", "visit_occurrence_id"))
    }

    @Test func theNewestVersionOfAResourceCounts() throws {
        try result("o1", ["last_updated": "2020-05-02T00:00:00Z", "value_number": "9"])
        try result("o1", ["last_updated": "2020-05-03T00:00:00Z", "value_number": "8"])
        try result("o1", ["last_updated": "2020-05-01T00:00:00Z", "value_number": "7"])
        try fixture.prepare()
        #expect(try fixture.rows("measurement", "value_as_number") == [["8.0"]])
        #expect(try fixture.count(of: "duplicate-resource") == 2)
    }

    @Test func whatWasEnteredInErrorTakesItsOlderVersionAway() throws {
        try result("o1", ["last_updated": "2020-05-02"])
        try result("o1", ["last_updated": "2020-05-03", "status": "entered-in-error"])
        try result("o2")
        try fixture.insert(
            "Condition",
            [
                "id": "c1", "person_id": "1", "cim10": "E11.9", "start_date": "2020-01-01",
                "verification_status": "entered-in-error",
            ])
        try fixture.prepare()
        #expect(try fixture.rows("measurement", "person_id").count == 1)
        #expect(try fixture.rows("condition_occurrence", "person_id").isEmpty)
        #expect(try fixture.count(of: "entered-in-error") == 2)
    }

    @Test func whatDidNotHappenIsNotThere() throws {
        try fixture.insert(
            "Procedure",
            ["id": "p1", "person_id": "1", "ccam": "DEQP003", "start_date": "2020-01-01", "status": "not-done"])
        try fixture.insert(
            "Procedure",
            ["id": "p2", "person_id": "1", "ccam": "DEQP003", "start_date": "2020-01-01", "status": "completed"])
        try result("o1", ["loinc": ""])
        try fixture.prepare()
        #expect(try fixture.rows("procedure_occurrence", "person_id").count == 1)
        #expect(try fixture.count(of: "not-done") == 1)
        #expect(try fixture.count(of: "no-code") == 1)
    }

    @Test func aDottedCodeAndAPartialDateAreRead() throws {
        try fixture.insert(
            "Condition",
            [
                "id": "c1", "person_id": "1", "cim10": "E11.9", "start_date": "2020-01-01", "start_precision": "year",
                "verification_status": "confirmed",
            ])
        try fixture.prepare()
        #expect(
            try fixture.rows(
                "condition_occurrence", "condition_concept_id, condition_source_value, condition_start_date")
                == [["201826", "E11.9", "2020-01-01"]])
        #expect(try fixture.count(of: "partial-dates") == 1)
    }

    @Test func aPrescriptionIsFoundByPresentationElseByClass() throws {
        let known = try fixture.query(
            "SELECT code FROM vocabulary.code_map WHERE code_system = 'CIP' AND length(code) = 13 LIMIT 1")
        let cip = try #require(known.first?.first ?? nil)
        let row = ["person_id": "1", "status": "active", "start_date": "2020-01-01"]
        let prescriptions = [
            ["id": "m1", "cip": cip, "atc": "A10BA02", "supply_days": "30"],
            ["id": "m2", "cip": "3400999999999", "atc": "A10BA02"],
            ["id": "m3", "atc": "QQQQQQQ"], ["id": "m4", "atc": "A10BA02", "status": "cancelled"],
        ]
        for prescription in prescriptions { try fixture.insert("MedicationRequest", row.merging(prescription) { $1 }) }
        try fixture.prepare()
        let rows = try fixture.rows("drug_exposure", "drug_source_value, drug_concept_id, drug_exposure_end_date")
        #expect(rows.contains(["3400999999999", "1503297", "2020-01-01"]))
        #expect(rows.contains(["QQQQQQQ", "0", "2020-01-01"]))
        let presented = rows.filter { $0[0] == cip }
        #expect(!presented.isEmpty && presented.allSatisfy { $0[1] != "0" && $0[2] == "2020-01-30" })
        #expect(Set(rows.map { $0[0] }).count == 3)
    }

    @Test func anotherPersonsEncounterIsNotTheVisit() throws {
        try fixture.insert(
            "Encounter", ["id": "e1", "person_id": "2", "class_code": "AMB", "start_date": "2020-05-01"])
        try result("o1", ["encounter_id": "e1"])
        try fixture.prepare()
        #expect(try fixture.rows("measurement", "visit_occurrence_id") == [[nil]])
    }
}
