import Foundation
import HealthModel
import HubTestSupport
import TabularFiles
import Testing

@Suite struct TableSchemaTests {
    private func schema(_ text: String) throws -> TableSchema {
        try TableSchema(json: Data(text.utf8), place: "t.json")
    }

    @Test(arguments: [
        ("[]", "$"), ("{}", "$.fields"), (#"{"fields":{}}"#, "$.fields"), (#"{"fields":[1]}"#, "$.fields[0]"),
        (#"{"fields":[{"type":"string"}]}"#, "$.fields[0].name"),
        (#"{"fields":[{"name":"A"},{"name":"A"}]}"#, "$.fields[1].name"),
        (#"{"fields":[{"name":"A","type":"blob"}]}"#, "$.fields[0].type"),
        (#"{"fields":[{"name":"A","type":"date","format":"%Q"}]}"#, "$.fields[0].format"),
        (#"{"fields":[{"name":"A","length":"x"}]}"#, "$.fields[0].length"),
        (#"{"fields":[{"name":"A","constraints":[]}]}"#, "$.fields[0].constraints"),
        (#"{"fields":[{"name":"A","constraints":{"required":"yes"}}]}"#, "$.fields[0].constraints.required"),
        (#"{"fields":[{"name":"A","constraints":{"maximum":true}}]}"#, "$.fields[0].constraints.maximum"),
        (#"{"fields":[{"name":"A","constraints":{"maxLength":1.5}}]}"#, "$.fields[0].constraints.maxLength"),
        (#"{"fields":[{"name":"A","constraints":{"enum":[{}]}}]}"#, "$.fields[0].constraints.enum[0]"),
        (#"{"fields":[{"name":"A"}],"primaryKey":"B"}"#, "$.primaryKey"),
        (#"{"fields":[{"name":"A"}],"foreignKeys":[{"fields":"A"}]}"#, "$.foreignKeys[0]"),
        (#"{"fields":["#, "$ (11)"),
    ])
    func tellsThePathOfWhatIsMalformed(_ text: String, _ path: String) throws {
        let error = #expect(throws: TabularFileError.self) { try schema(text) }
        guard case .schemaMalformed("t.json", let found, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == path)
    }

    @Test func readsEveryPartOfAField() throws {
        let read = try schema(
            """
            {"name":"T","title":"Table","missingValues":["","NA"],"primaryKey":["A"],
             "foreignKeys":[{"fields":"A","reference":{"resource":"R","fields":"B"}}],
             "fields":[{"name":"A","type":"integer","length":"4","nomenclature":"IR_X_V","description":"d",
              "constraints":{"required":true,"unique":true,"minimum":0,"maximum":9.5,"enum":[1,"2"],"minLength":2}},
              {"name":"B","type":"number","length":"10,2","nomenclature":"-"},
              {"name":"C","type":"date","format":"%d%m%Y","length":"8"},{"name":"D","type":"string","length":null}]}
            """)
        #expect(read.primaryKey == ["A"] && read.missingValues == ["", "NA"] && read.title == "Table")
        #expect(read.foreignKeys == [TableForeignKey(fields: ["A"], referencedTable: "R", referencedFields: ["B"])])
        let a = read.fields[0]
        #expect(a.kind == .integer && a.lengthMax == 4 && a.lengthMin == 2 && a.isRequired && a.isUnique)
        #expect(a.minimum == 0 && a.maximum == 9.5 && a.allowedValues == ["1", "2"] && a.nomenclature == "IR_X_V")
        #expect(read.fields[1].lengthMax == nil && read.fields[1].nomenclature.isEmpty)
        #expect(read.fields[2].format == "%d%m%Y")
    }

    /// Establishment numbers of Corsica hold a letter, and all may start with zeros.
    @Test func keepsEstablishmentNumbersAsText() throws {
        let read = try schema(
            #"{"name":"T_MCOaaB","fields":[{"name":"ETA_NUM","type":"integer","length":"9"},{"name":"RSA_NUM","type":"integer"}]}"#
        )
        #expect(read.fields.map(\.kind) == [.string, .string])
        let folder = try TemporaryFolder()
        let file = try folder.write("t.csv", "ETA_NUM,RSA_NUM\n2A0000014,0000000012\n")
        #expect(try CSVChecker.check(file: file, schema: read).findings.isEmpty)
    }
}
