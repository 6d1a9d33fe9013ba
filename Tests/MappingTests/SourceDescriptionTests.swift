import Foundation
import HubTestSupport
import SQLBackends
import TabularFiles
import Testing

@testable import Intake

/// The sources as values: zones, keys, published schemas, flat FHIR tables.
@Suite struct SourceDescriptionTests {
    @Test func pseudonymsOfOtherSystemsNeverCross() {
        let forbidden = [
            "BEN_NIR_PSA", "BEN_RNG_GEM", "BEN_NIR_ANO", "BEN_IDT_ANO", "ASS_NIR_ANO", "NIR_ANO_17", "NIR_ANO_MAM",
        ]
        for source in SourceDescription.all {
            for file in source.files {
                let delivered = file.deliveredSchema.fields.map(\.name)
                #expect(Set(delivered).isDisjoint(with: forbidden), "\(file.table)")
                #expect(delivered.contains("ROW_TOKEN") == !file.personKey.isEmpty)
            }
        }
    }

    @Test func theChainingTableKeepsTheStayKeyBesideTheToken() throws {
        let chaining = try #require(SourceDescription.hospitalStays.file(for: "T_MCOaaC"))
        #expect(chaining.deliveredSchema.fields.prefix(3).map(\.name) == ["ROW_TOKEN", "ETA_NUM", "RSA_NUM"])
        let beneficiaries = try #require(SourceDescription.nationalClaims.file(for: "IR_BEN_R"))
        #expect(beneficiaries.zone(of: "BEN_NIR_PSA") == .personKey)
    }

    @Test func everyPersonKeyAndForeignKeyIsAColumn() {
        for source in SourceDescription.all {
            for file in source.files {
                let names = Set(file.schema.fields.map(\.name))
                #expect(names.count == file.schema.fields.count, "\(file.table)")
                if case .csv = file.format { #expect(names.isSuperset(of: file.personKey)) }
                #expect(names.isSuperset(of: file.zones.keys))
                for key in file.schema.foreignKeys {
                    let target = source.file(for: key.referencedTable)?.schema.fields.map(\.name) ?? []
                    #expect(names.isSuperset(of: key.fields) && Set(target).isSuperset(of: key.referencedFields))
                }
            }
        }
    }

    @Test(.enabled(if: SharedData.has("snds/schema-snds/schemas/DCIR/ER_PRS_F.json")))
    func columnsAreThoseOfThePublishedSchemas() throws {
        let folders = ["BENEFICIAIRE", "DCIR", "DCIR_DCIRS", "PMSI/PMSI MCO"]
        for file in SourceDescription.nationalClaims.files + SourceDescription.hospitalStays.files {
            let path = try #require(
                folders.map { "snds/schema-snds/schemas/\($0)/\(file.table).json" }.first(where: SharedData.has))
            let json = try JSONSerialization.jsonObject(with: Data(contentsOf: SharedData.url(path)))
            let fields = (json as? [String: Any])?["fields"] as? [[String: Any]] ?? []
            let published = Set(fields.compactMap { $0["name"] as? String })
            #expect(Set(file.schema.fields.map(\.name)).subtracting(published).isEmpty, "\(file.table)")
        }
    }

    @Test func aBirthDateLeavesTheHospitalWithoutItsDay() throws {
        let patient = try #require(SourceDescription.hospitalWarehouse.file(for: "Patient"))
        #expect(patient.shortened == ["birthDate": 7])
        guard case .fhir(_, let kept) = patient.format else { return #expect(Bool(false)) }
        #expect(Set(kept).isDisjoint(with: ["name", "identifier", "address", "telecom", "contact", "photo", "text"]))
    }
}

/// FHIR resources as flat rows.
@Suite struct FHIRFlatteningTests {
    private func flat(_ resourceType: String, _ lines: [String]) throws -> [[String: String]] {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "it's.ndjson")
        try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        let table = try #require(FHIRFlattening.table(resourceType))
        let connection = try DuckDBDatabase(settings: DuckDBSettings(threadCount: 1)).connect()
        let result = try connection.query(
            "SELECT COLUMNS(*)::VARCHAR FROM (\(table.select(from: table.reading([file.path]))))")
        let names = result.columnNames
        return try result.rows()
            .map { row in
                Dictionary(zip(names, row).compactMap { name, cell in cell.text.map { (name, $0) } }) { first, _ in
                    first
                }
            }
    }

    private let token = "0123456789abcdef0123456789abcdef"

    @Test func aResultIsFlattened() throws {
        let rows = try flat(
            "Observation",
            [
                """
                {"resourceType":"Observation","id":"o1","status":"final","subject":{"reference":"Patient/\(token)"},\
                "encounter":{"reference":"Encounter/e1"},"code":{"coding":[{"system":"local","code":"X"},\
                {"system":"http://loinc.org","code":"2160-0"}],"text":"Créatinine"},"effectiveDateTime":"2020-03-04T10:11:12+01:00",\
                "valueQuantity":{"value":88.5,"unit":"µmol/L","code":"umol/L","comparator":"<"},\
                "referenceRange":[{"low":{"value":50},"high":{"value":110}}],"unknown":{"a":[1]}}
                """,
                #"{"resourceType":"Observation","id":"o2","effectiveDateTime":"2020-03"}"#,
            ])
        #expect(rows.count == 2)
        #expect(
            rows[0] == [
                "ROW_TOKEN": token, "id": "o1", "status": "final", "encounter_id": "e1", "loinc": "2160-0",
                "effective_date": "2020-03-04", "effective_time": "2020-03-04T10:11:12", "effective_precision": "day",
                "value_number": "88.5", "value_operator": "<", "unit": "umol/L", "range_low": "50.0",
                "range_high": "110.0",
            ])
        #expect(rows[1] == ["id": "o2", "effective_date": "2020-03-01", "effective_precision": "month"])
    }

    @Test(arguments: ["1960", "1960-05", "1960-05-17"])
    func aPatientsBirthIsAYearAndPerhapsAMonth(birthDate: String) throws {
        let rows = try flat(
            "Patient",
            [
                #"{"resourceType":"Patient","id":"\#(token)","gender":"female","birthDate":"\#(birthDate)","deceasedDateTime":"2020"}"#
            ])
        #expect(rows[0]["ROW_TOKEN"] == token)
        #expect(rows[0]["birth_year"] == "1960")
        #expect(rows[0]["birth_month"] == (birthDate.count > 4 ? "5" : nil))
        #expect(rows[0]["death_date"] == "2020-01-01" && rows[0]["is_deceased"] == "true")
    }

    @Test func aPrescriptionsDurationIsTakenInDaysOnly() throws {
        func request(_ code: String) -> String {
            """
            {"resourceType":"MedicationRequest","id":"m","subject":{"reference":"Patient/\(token)"},"authoredOn":"2020-01-02",\
            "medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"A10BA02"}]},\
            "dispenseRequest":{"expectedSupplyDuration":{"value":3,"code":"\(code)"},"numberOfRepeatsAllowed":2}}
            """
        }
        let rows = try flat("MedicationRequest", [request("d"), request("mo")])
        #expect(rows.map { $0["supply_days"] } == ["3", nil])
        #expect(rows[0]["atc"] == "A10BA02" && rows[0]["start_date"] == "2020-01-02" && rows[0]["refills"] == "2")
    }

    @Test(arguments: ["Encounter", "Condition", "Procedure"])
    func everyTableReadsAnEmptyResource(resourceType: String) throws {
        let rows = try flat(resourceType, [#"{"resourceType":"\#(resourceType)","id":"x"}"#])
        #expect(rows.first?["id"] == "x")
    }

    @Test func theFlatColumnsAreThoseOfTheSource() throws {
        for table in FHIRFlattening.tables {
            let file = try #require(SourceDescription.hospitalWarehouse.file(for: table.resourceType))
            #expect(file.deliveredSchema.fields.map(\.name) == ["ROW_TOKEN"] + table.columns.map(\.field.name))
        }
        #expect(FHIRFlattening.table("Bundle") == nil)
    }
}
