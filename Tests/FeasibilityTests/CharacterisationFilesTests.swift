import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import SQLBackends
import Testing

@Suite struct CharacterisationFilesTests {
    private func characterisation(_ hospital: CharacterisationHospital) throws -> CohortCharacterisation {
        let service = CharacterisationService(digest: { _ in "d" }, record: { _, _ in })
        func memberships(_ persons: ClosedRange<Int>) -> CohortMemberships {
            CohortMemberships(
                title: Phrase(fr: "Essai", en: "Trial"), definitionDigest: "d\(persons.lowerBound)",
                rows: CharacterisationHospital.rows(persons))
        }
        let answer = try service.characterise(
            memberships(1...120), against: .cohort(memberships(121...239)), release: "r1",
            connection: hospital.connection)
        guard case .granted(let characterisation) = answer else { throw Refused() }
        return characterisation
    }

    private struct Refused: Error {}

    private func hospital() throws -> CharacterisationHospital {
        let hospital = try CharacterisationHospital()
        try hospital.insertCondition(316866, "2022-12-31", where: "person_id <= 67 OR person_id BETWEEN 121 AND 123")
        try hospital.insertValue("2022-12-31", "person_id % 7 + 1", where: "person_id <= 70")
        return hospital
    }

    private func lines(_ csv: Data) -> [String] {
        String(decoding: csv, as: UTF8.self).components(separatedBy: "\r\n").filter { !$0.isEmpty }
    }

    @Test func writesOneLineAFigureAndNothingForWhatIsWithheld() throws {
        let lines = lines(try characterisation(try hospital()).csv(.english))
        #expect(
            lines[0]
                == "section,window,concept_id,label,unit,measure,cohort,cohort_percent,comparator,comparator_percent,"
                + "standardised_difference,difference_is_bound,note")
        #expect(lines[1] == "persons,,,Persons,,persons,120,,120,,,,")
        #expect(lines.contains("sex,,,Men,,persons,60,50,60,50,0,,"))
        #expect(
            lines.contains(
                "condition,before,316866,Hypertension,,persons,65,54.2,,,1.13,true,"
                    + "Withheld: fewer than 11 persons (perhaps none)."))
        #expect(lines.contains { $0.hasPrefix("value,before,3004410,HbA1c,percent,mean,4,,,,,,") })
        #expect(lines.contains { $0.hasPrefix("quantity,,,Age at entry,years,median,63.5,,") })
    }

    @Test func everyNumberOfPersonsIsAMultipleOfFive() throws {
        let rows = try characterisation(try hospital()).rows(.english).filter { $0.measure == "persons" }
        #expect(rows.count > 10)
        for count in rows.flatMap({ [$0.cohort, $0.peer] }).compactMap({ $0 }) {
            #expect(count.truncatingRemainder(dividingBy: 5) == 0)
        }
    }

    @Test func aNameThatLooksLikeAFormulaIsDefused() throws {
        let hospital = try hospital()
        try hospital.connection.execute(
            "UPDATE omop.concept SET concept_name = '=HYPERLINK(\"x\"), y' WHERE concept_id = 316866")
        let csv = String(decoding: try characterisation(hospital).csv(.english), as: UTF8.self)
        #expect(csv.contains("316866,\"'=HYPERLINK(\"\"x\"\"), y\","))
    }

    @Test func jsonHasNullForWhatIsWithheld() throws {
        struct Plain: Decodable {
            struct Row: Decodable {
                let section: String
                let label: String
                let comparator: Double?
                let note: String
            }
            let release: String
            let against: String
            let rows: [Row]
        }
        let json = try characterisation(try hospital()).json(.french)
        let plain = try JSONDecoder().decode(Plain.self, from: json)
        #expect(plain.release == "r1" && plain.against == "d121")
        let row = try #require(plain.rows.first { $0.section == "condition" })
        #expect(row.label == "Hypertension artérielle" && row.comparator == nil && row.note.contains("moins de 11"))
        #expect(String(decoding: json, as: UTF8.self).contains("\"comparator\" : null"))
    }
}
