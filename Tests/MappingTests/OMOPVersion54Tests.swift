import Foundation
import HealthModel
import HubTestSupport
import Testing

/// The tables of OMOP 5.4 against the list that OHDSI publishes.
@Suite struct OMOPVersion54Tests {
    @Test func personHasItsPublishedFieldsInOrder() throws {
        let person = try #require(OMOPVersion54.table("person"))
        #expect(person.fields.count == 18)
        #expect(person.fields.prefix(3).map(\.name) == ["person_id", "gender_concept_id", "year_of_birth"])
        #expect(person.field(named: "person_id")?.isPrimaryKey == true)
        #expect(person.field(named: "month_of_birth")?.isRequired == false)
        #expect(person.field(named: "gender_concept_id")?.foreignKeyTable == "concept")
        #expect(OMOPVersion54.table("persons") == nil)
    }

    @Test(arguments: [
        ("person", "person_id", "BIGINT"), ("person", "year_of_birth", "INTEGER"),
        ("person", "gender_concept_id", "INTEGER"), ("condition_occurrence", "visit_occurrence_id", "BIGINT"),
        ("drug_exposure", "quantity", "DOUBLE"), ("measurement", "measurement_datetime", "TIMESTAMP"),
        ("death", "death_date", "DATE"), ("concept", "concept_id", "INTEGER"), ("concept", "concept_name", "VARCHAR"),
        ("concept_ancestor", "ancestor_concept_id", "INTEGER"), ("fact_relationship", "fact_id_1", "BIGINT"),
    ])
    func duckDBTypesHoldTheValues(table: String, field: String, type: String) throws {
        let found = try #require(OMOPVersion54.table(table)?.field(named: field))
        #expect(found.duckDBType == type)
    }

    @Test(.enabled(if: SharedData.has("ohdsi/OMOP_CDMv5.4_Field_Level.csv")))
    func everyTableEqualsThePublishedList() throws {
        let text = try String(contentsOf: SharedData.url("ohdsi/OMOP_CDMv5.4_Field_Level.csv"), encoding: .utf8)
        var published: [String: [OMOPField]] = [:]
        let records = CSVText.records(of: text)
        for record in records.dropFirst() where record.count >= 9 {
            let type = record[3].lowercased()
            let kind: OMOPField.Kind =
                switch type {
                case "integer": .integer
                case "float": .number
                case "date": .date
                case "datetime": .datetime
                default: .text(lengthMax: Int(type.dropFirst(8).dropLast()))
                }
            published[record[0].lowercased(), default: []]
                .append(
                    OMOPField(
                        name: record[1].lowercased(), kind: kind, isRequired: record[2] == "Yes",
                        isPrimaryKey: record[6] == "Yes",
                        foreignKeyTable: record[7] == "Yes" ? record[8].lowercased() : nil))
        }
        #expect(published.count == 39)
        #expect(OMOPVersion54.tables.count == published.count)
        for table in OMOPVersion54.tables { #expect(table.fields == published[table.name]) }
    }
}

/// Enough CSV to read the published lists: quoted fields, doubled quotes, line breaks in quotes.
enum CSVText {
    static func records(of text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        func end() {
            record.append(String(decoding: field, as: UTF8.self))
            field = []
        }
        for byte in text.utf8 {
            switch byte {
            case 0x22: isQuoted.toggle()
            case 0x2C where !isQuoted: end()
            case 0x0A where !isQuoted:
                end()
                records.append(record)
                record = []
            case 0x0D where !isQuoted: continue
            default: field.append(byte)
            }
        }
        if !field.isEmpty || !record.isEmpty {
            end()
            records.append(record)
        }
        return records
    }
}
