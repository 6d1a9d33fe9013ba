import Foundation
import HealthModel
import HubTestSupport
import TabularFiles
import Testing

@Suite struct CSVGoodInputsTests {
    private static let schema = TableSchema(
        name: "T",
        fields: [TableField(name: "ID", kind: .integer), TableField(name: "NOM", kind: .string, lengthMax: 8)])
    private static let text = "ID;NOM\n1;Hélène\n2;Noël \u{2026}\n"

    static let encodings: [(name: String, bytes: Data, encoding: TextEncoding)] = [
        ("ASCII", Data("ID;NOM\n1;Helene\n2;Noel ...\n".utf8), .ascii),
        ("UTF-8", Data(text.utf8), .utf8),
        ("UTF-8 with a mark", Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8), .utf8),
        ("Latin-1", latin1("ID;NOM\n1;Hélène\n2;Noël 12\n"), .latin1),
        ("Windows-1252", latin1("ID;NOM\n1;Hélène\n2;Noël ") + Data([0x85, 0x0A]), .windows1252),
        ("UTF-16LE", utf16(text, bigEndian: false), .utf16LittleEndian),
        ("UTF-16BE", utf16(text, bigEndian: true), .utf16BigEndian),
    ]

    @Test(arguments: encodings.indices)
    func readsEveryEncodingToTheSameText(_ index: Int) throws {
        let (_, bytes, encoding) = Self.encodings[index]
        let folder = try TemporaryFolder()
        let reader = try CSVRecordReader(file: folder.write("t.csv", bytes))
        #expect(try reader.readHeader())
        #expect(reader.header == ["ID", "NOM"])
        #expect(reader.dialect == .semicolon)
        #expect(try reader.next())
        #expect(reader.string(1) == (encoding == .ascii ? "Helene" : "Hélène"))
        #expect(try reader.next())
        #expect(reader.encoding == encoding)
        if encoding == .windows1252 { #expect(reader.string(1) == "Noël …") }
        #expect(try !reader.next())
        let report = try CSVChecker.check(file: folder.url.appending(path: "t.csv"), schema: Self.schema)
        #expect(!report.findings.hasErrors)
        #expect(report.rowCount == 2)
        let isPlain = encoding == .ascii || (encoding == .utf8 && !reader.hasByteOrderMark)
        #expect(report.needsRewriting == !isPlain)
    }

    @Test(arguments: [(",", "a,b"), (";", "a;b"), ("\t", "a\tb"), ("|", "a|b")])
    func findsTheSeparator(_ separator: String, _ header: String) {
        let sample = Array("\(header)\n1\(separator)\"x,y;z\"\n".utf8)
        #expect(CSVDialect.detect(sample).separator == Array(separator.utf8)[0])
        #expect(CSVDialect.detect(sample, expectedNames: ["A", "B"]).separator == Array(separator.utf8)[0])
    }

    @Test func prefersTheSeparatorThatGivesTheExpectedNames() {
        let sample = Array("ID;NOTE\n1;a,b\n2;c,d\n".utf8)
        #expect(CSVDialect.detect(sample, expectedNames: ["ID", "NOTE"]).separator == 0x3B)
    }

    @Test func writesACleanCopyInTheSamePass() throws {
        let folder = try TemporaryFolder()
        let text = "id ;Nom;MONTANT\r\n1;\"Hélène; dite \"\"Léna\"\"\";2,5\r\n 2 ;ligne\"x;3.5\n\r\n"
        let schema = TableSchema(
            name: "T",
            fields: [
                TableField(name: "ID", kind: .integer), TableField(name: "NOM", kind: .string),
                TableField(name: "MONTANT", kind: .number),
            ])
        let output = folder.url.appending(path: "clean.csv")
        let report = try CSVChecker.check(file: folder.write("t.csv", latin1(text)), schema: schema, output: output)
        #expect(report.needsRewriting && report.isRewritten && !report.findings.hasErrors)
        let clean = try String(contentsOf: output, encoding: .utf8)
        #expect(clean == "ID,NOM,MONTANT\n1,\"Hélène; dite \"\"Léna\"\"\",2.5\n2,\"ligne\"\"x\",3.5\n")
    }

    @Test func aCleanFileIsCopiedByteForByte() throws {
        let folder = try TemporaryFolder()
        let text = Claims.header + Claims.row + "2,\"A,B\n\",,,,,\n3,é,,,,,\n"
        let output = folder.url.appending(path: "clean.csv")
        let report = try CSVChecker.check(
            file: folder.write("t.csv", text), schema: Claims.schema, options: Claims.options, output: output)
        #expect(!report.needsRewriting)
        #expect(try Data(contentsOf: output) == Data(text.utf8))
        #expect(report.columns.map(\.emptyCount) == [0, 0, 2, 2, 2, 2, 2])
    }

    @Test func leavesNoCopyOfARefusedFile() throws {
        let folder = try TemporaryFolder()
        let output = folder.url.appending(path: "clean.csv")
        let report = try CSVChecker.check(
            file: folder.write("t.csv", Claims.header + "x,AB,,,,,\n"), schema: Claims.schema, output: output)
        #expect(!report.isRewritten)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["t.csv"])
    }

    @Test func missingValuesCountAsEmpty() throws {
        var schema = Claims.schema
        schema.missingValues = ["", "NA", "."]
        let folder = try TemporaryFolder()
        let file = try folder.write("t.csv", Claims.header + "1,AB,NA,.,NA,A,I10\n")
        let report = try CSVChecker.check(file: file, schema: schema)
        #expect(report.findings.isEmpty)
        #expect(report.columns.map(\.emptyCount) == [0, 0, 1, 1, 1, 0, 0])
    }

    @Test func tellsRepeatedKeysAndUniqueValues() throws {
        let schema = TableSchema(
            name: "T",
            fields: [
                TableField(name: "A", kind: .string, isUnique: true), TableField(name: "B", kind: .string),
                TableField(name: "C", kind: .string),
            ], primaryKey: ["B", "C"])
        let folder = try TemporaryFolder()
        let file = try folder.write("t.csv", "A,B,C\n1,x,yz\n2,xy,z\n1,x,y\n3,x,yz\n")
        #expect(
            try CSVChecker.check(file: file, schema: schema).summary == [
                "value.duplicate 4 1", "csv.duplicate-key 5 0",
            ])
        var options = CSVCheckOptions()
        options.limits.keyCountMax = 2
        let bounded = try CSVChecker.check(file: file, schema: schema, options: options)
        #expect(bounded.summary.contains("csv.keys-not-compared 0 0"))
    }

    @Test func severitiesMayBeChangedByTheCaller() throws {
        var options = Claims.options
        options.severities = ["value.unknown-code": .error]
        let text = Claims.header + "1,AB,,,,,Z99\n"
        #expect(try Claims.check(Data(text.utf8), options: options).findings.hasErrors)
        #expect(try !Claims.check(text).findings.hasErrors)
    }

    @Test func anUnknownColumnMayBeMadeAWarning() throws {
        var options = Claims.options
        options.severities = ["csv.column-unknown": .warning]
        let text = "ID,CODE,AMOUNT,DAY,SAS,KIND,ICD,MORE\n1,AB,,,,,,x\n"
        let report = try Claims.check(Data(text.utf8), options: options)
        #expect(report.summary == ["csv.column-unknown 1 8"])
        #expect(!report.findings.hasErrors)
    }

    @Test func acceptsTheUsualBooleansAndTimes() throws {
        let schema = TableSchema(
            name: "T",
            fields: [
                TableField(name: "B", kind: .boolean), TableField(name: "T", kind: .datetime),
                TableField(name: "M", kind: .yearmonth), TableField(name: "Y", kind: .year),
                TableField(name: "D", kind: .date, format: "%d%m%Y"), TableField(name: "MM", kind: .date, format: "%m"),
            ])
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "t.csv",
            """
            B,T,M,Y,D,MM
            1,2024-01-15 11:10:00+01,202401,2024,31122020,01
            false,2024-01-15T11:10:00.123Z,2024-01,1999,01011999,12
            TRUE,2024-01-15T11:10:00+01:00,190012,1900,29022000,7

            """)
        #expect(try CSVChecker.check(file: file, schema: schema).findings.isEmpty)
        let bad = try folder.write("u.csv", "B,T,M,Y,D,MM\n2,2024-01-15T25:00:00,202413,24,29021900,13\n")
        #expect(
            try CSVChecker.check(file: bad, schema: schema).summary == [
                "value.not-boolean 2 1", "value.date-impossible 2 2", "value.date-impossible 2 3",
                "value.date-format 2 4", "value.date-impossible 2 5", "value.date-impossible 2 6",
            ])
    }
}
