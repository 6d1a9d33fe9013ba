import Foundation
import HealthModel
import HubTestSupport
import TabularFiles
import Testing

@Suite struct NDJSONCheckerTests {
    private static let good =
        #"{"resourceType":"Patient","id":"1","name":[{"family":"É\u00e9\ud83d\ude00"}],"x":-1.5e3}"#

    private static func input(
        _ name: String, _ line: String, _ code: String, _ column: Int?, _ severity: Finding.Severity = .error
    ) -> BrokenInput {
        BrokenInput(name, good + "\n" + line + "\n", code, 2, column, severity)
    }

    static let inputs: [BrokenInput] = [
        input("array", "[1]", "json.not-object", 1),
        input("text", "\"a\"", "json.not-object", 1),
        input("cut short", #"{"resourceType":"Patient","a":"#, "json.cut-short", 31),
        input("open string", #"{"resourceType":"Patient"#, "json.cut-short", 25),
        input("two objects", #"{"resourceType":"Patient"} {}"#, "json.trailing-text", 28),
        input("trailing comma", #"{"resourceType":"Patient",}"#, "json.syntax", 27),
        input("single quotes", #"{'a':1}"#, "json.syntax", 2),
        input("no colon", #"{"a" 1}"#, "json.syntax", 6),
        input("two commas", #"{"a":[1,,2]}"#, "json.syntax", 9),
        input("wrong bracket", #"{"a":[1}}"#, "json.syntax", 8),
        input("bare word", #"{"a":nul}"#, "json.syntax", 9),
        input("NaN", #"{"a":NaN}"#, "json.not-a-number", 6),
        input("Infinity", #"{"a":-Infinity}"#, "json.not-a-number", 7),
        input("leading zero", #"{"a":01}"#, "json.number", 6),
        input("point alone", #"{"a":1.}"#, "json.number", 8),
        input("plus sign", #"{"a":+1}"#, "json.syntax", 6),
        input("beyond a double", #"{"a":1e999}"#, "json.number-range", 6),
        input("400 digits", #"{"a":"# + String(repeating: "9", count: 400) + "}", "json.number-range", 6),
        input("invalid escape", #"{"a":"\x"}"#, "json.invalid-escape", 7),
        input("cut escape", #"{"a":"\u12"}"#, "json.invalid-escape", 7),
        input("lone high surrogate", #"{"a":"\ud83d"}"#, "json.lone-surrogate", 7),
        input("lone low surrogate", #"{"a":"\ude00"}"#, "json.lone-surrogate", 7),
        input("tab in a string", "{\"a\":\"\t\"}", "json.control-character", 7),
        input("NUL", "{\"a\":\"\0\"}", "text.nul", 7),
        input("200,000 levels", #"{"a":"# + String(repeating: "[", count: 200_000), "json.too-deep", 69),
        input("key twice", #"{"resourceType":"Patient","a":1,"a":2}"#, "json.duplicate-key", 38, .warning),
        input(
            "key twice, escaped", #"{"resourceType":"Patient","b":{"a":1,"\u0061":2}}"#, "json.duplicate-key", 48,
            .warning),
        input("no resourceType", #"{"id":"1"}"#, "fhir.resource-type-missing", 1),
        input("resourceType inside only", #"{"a":{"resourceType":"Patient"}}"#, "fhir.resource-type-missing", 1),
        input("other resourceType", #"{"resourceType":"Person"}"#, "fhir.resource-type-other", 18),
        input("blank line", "", "json.blank-line", nil, .note),
        BrokenInput(
            "byte order mark", Data([0xEF, 0xBB, 0xBF]) + Data(good.utf8), "text.byte-order-mark", 1, 1, .warning),
        BrokenInput("UTF-16", utf16(good, bigEndian: true), "text.other-encoding", 1, nil),
        BrokenInput(
            "Latin-1", Data((good + "\n{\"resourceType\":\"Patient\",\"a\":\"").utf8) + Data([0xE9, 0x22, 0x7D]),
            "text.invalid-utf8", 2, 32),
        BrokenInput(
            "overlong", Data("{\"resourceType\":\"Patient\",\"a\":\"".utf8) + Data([0xC0, 0xAF, 0x22, 0x7D]),
            "text.overlong-utf8", 1, 32),
        BrokenInput("empty", "", "file.empty", nil, nil),
        BrokenInput("Parquet", "PAR1", "file.foreign-format", nil, nil),
    ]

    private func check(_ bytes: Data, limits: TabularLimits = TabularLimits()) throws -> NDJSONReport {
        let folder = try TemporaryFolder()
        return try NDJSONChecker.check(
            file: folder.write("Patient.ndjson", bytes), resourceType: "Patient", limits: limits)
    }

    @Test(arguments: inputs)
    func saysWhatIsWrongAndWhere(_ input: BrokenInput) throws {
        let report = try check(input.bytes)
        let finding = try #require(
            report.findings.sorted.first { $0.code == input.code }, "found only \(report.summary)")
        #expect(finding.line == input.line)
        #expect(finding.column == input.column)
        #expect(finding.severity == input.severity)
    }

    @Test func acceptsGoodLinesOfEveryShape() throws {
        let text = [
            Self.good,
            #" { "resourceType" : "Patient" , "a" : [ ] , "b" : { } , "c" : [ true , false , null , 0 , -0.1E+5 ] } "#,
            #"{"a":[[{"b":[1,{"c":"d"}]}],"\"\\\/\b\f\n\r\t\u00e9"],"resourceType":"Patient"}"#,
        ]
        .joined(separator: "\r\n")
        let report = try check(Data(text.utf8))
        #expect(report.findings.isEmpty, "\(report.summary)")
        #expect(report.objectCount == 3)
        #expect(try check(gzip(Data(text.utf8))).objectCount == 3)
    }

    @Test func refusesALongLineEarly() throws {
        let long = Data("{\"resourceType\":\"Patient\",\"a\":\"".utf8) + Data(repeating: 0x61, count: 50 << 20)
        let report = try check(Data((Self.good + "\n").utf8) + long)
        #expect(report.summary == ["file.line-too-long 2 0"])
        #expect(!report.isComplete)
        #expect(report.byteCount < 40 << 20)
    }

    @Test func depthAndLengthAreGoodAtTheirLimit() throws {
        var limits = TabularLimits()
        limits.jsonDepthMax = 3
        limits.lineByteCountMax = 47
        let line = #"{"resourceType":"Patient","a":[[1]]           }"#
        #expect(line.utf8.count == 47)
        #expect(try check(Data(line.utf8), limits: limits).findings.isEmpty)
        limits.lineByteCountMax = 46
        #expect(try check(Data(line.utf8), limits: limits).summary == ["file.line-too-long 1 0"])
        limits.lineByteCountMax = 47
        limits.jsonDepthMax = 2
        #expect(try check(Data(line.utf8), limits: limits).summary == ["json.too-deep 1 32"])
    }

    /// A hostile object with very many keys must not take quadratic time.
    @Test func manyKeysAreComparedQuickly() throws {
        let keys = (0..<200_000).map { "\"k\($0)\":0" }.joined(separator: ",")
        let report = try check(Data("{\"resourceType\":\"Patient\",\(keys)}".utf8))
        #expect(report.findings.isEmpty)
        let twice = try check(Data("{\"resourceType\":\"Patient\",\(keys),\"k7\":1}".utf8))
        #expect(twice.findings.count(of: "json.duplicate-key") == 1)
    }

    /// Cutting or changing one byte anywhere never crashes, and a cut is always noticed.
    @Test func everyCutIsNoticed() throws {
        let bytes = Array(Self.good.utf8)
        for count in 1..<bytes.count {
            #expect(try check(Data(bytes[..<count])).findings.hasErrors, "\(count)")
        }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            _ = try check(Data(changed))
        }
    }
}
