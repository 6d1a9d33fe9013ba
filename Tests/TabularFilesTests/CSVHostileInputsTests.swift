import Foundation
import HealthModel
import HubTestSupport
import TabularFiles
import Testing

/// A broken or hostile file and the finding that it must give.
struct BrokenInput: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: Data
    let code: String
    let line: Int?
    let column: Int?
    var severity = Finding.Severity.error

    init(
        _ name: String, _ bytes: Data, _ code: String, _ line: Int?, _ column: Int?,
        _ severity: Finding.Severity = .error
    ) {
        self.name = name
        self.bytes = bytes
        self.code = code
        self.line = line
        self.column = column
        self.severity = severity
    }

    init(
        _ name: String, _ text: String, _ code: String, _ line: Int?, _ column: Int?,
        _ severity: Finding.Severity = .error
    ) {
        self.init(name, Data(text.utf8), code, line, column, severity)
    }

    var testDescription: String { name }
}

private let header = Claims.header
private let row = Claims.row

private func raw(_ bytes: [UInt8]) -> Data { Data(bytes) }

/// A claims row with one value replaced.
private func rowWith(_ column: Int, _ value: String) -> String {
    var values = row.dropLast().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    values[column - 1] = value
    return header + row + values.joined(separator: ",") + "\n"
}

private func rowWith(_ column: Int, bytes: [UInt8]) -> Data {
    let parts = rowWith(column, "\u{1}MARK").split(separator: "\u{1}MARK", omittingEmptySubsequences: false)
    return Data(parts[0].utf8) + Data(bytes) + Data(parts[1].utf8)
}

@Suite struct CSVHostileInputsTests {
    static let records: [BrokenInput] = [
        BrokenInput("quote never closed", header + row + "2,\"AB,1,,,A,I10\n" + row, "csv.unclosed-quote", 3, 2),
        BrokenInput(
            "quote closed by another line's quote", header + "2,\"AB,1,,,A,I10\n3,\"CD\",1,,,A,I10\n",
            "csv.unclosed-quote", 2, 2),
        BrokenInput("quote open at the end", header + row + "2,AB,1,,,A,\"I10", "csv.unclosed-quote", 3, 7),
        BrokenInput("text after a closing quote", header + "2,\"AB\"x,1,,,A,I10\n", "csv.quote-garbage", 2, 2),
        BrokenInput("quote inside a bare value", header + "2,A\"B,1,,,A,I10\n", "csv.stray-quote", 2, 2, .warning),
        BrokenInput("one column missing", header + row + "2,AB,1,,,A\n", "csv.column-count", 3, nil),
        BrokenInput("one column too many", header + row + "2,AB,1,,,A,I10,\n", "csv.column-count", 3, nil),
        BrokenInput(
            "line break in quotes, then a short line", header + "1,\"A\nB\",1,,,A,I10\n2,AB\n", "csv.column-count", 4,
            nil),
        BrokenInput("another separator on one line", header + "2;AB;1;;;A;I10\n", "csv.column-count", 2, nil),
        BrokenInput("blank line", header + row + "\n" + row, "csv.blank-line", 3, nil, .note),
        BrokenInput("empty file", "", "file.empty", nil, nil),
        BrokenInput("only line ends", "\n\n\n", "file.empty", nil, nil),
        BrokenInput("only the header", header, "csv.no-row", nil, nil, .note),
        BrokenInput("LF and CRLF", header + row + "2,AB,1,,,A,I10\r\n", "csv.mixed-newlines", nil, nil, .warning),
        BrokenInput(
            "lone CR as line end", (header + row).replacing("\n", with: "\r"), "csv.old-newlines", nil, nil, .note),
    ]

    static let headers: [BrokenInput] = [
        BrokenInput("no header", row + row, "csv.header-absent", 1, nil),
        BrokenInput("another table", "X,Y\n1,2\n", "csv.header-absent", 1, nil),
        BrokenInput("required column missing", "CODE\nAB\n", "csv.column-missing", 1, nil),
        BrokenInput("optional column missing", "ID,CODE\n1,AB\n", "csv.column-missing", 1, nil, .note),
        BrokenInput("unknown column", "ID,CODE,AMOUNT,DAY,SAS,KIND,ICD,NOM\n", "csv.column-unknown", 1, 8),
        BrokenInput("column twice", "ID,CODE,AMOUNT,DAY,SAS,KIND,ICD,CODE\n", "csv.column-duplicate", 1, 8),
        BrokenInput("column twice, other case", "ID,CODE,AMOUNT,DAY,SAS,KIND,ICD,code\n", "csv.column-duplicate", 1, 8),
        BrokenInput("empty name", "ID,CODE,AMOUNT,DAY,SAS,KIND,ICD,\n", "csv.header-empty-name", 1, 8),
        BrokenInput("lower case", header.lowercased() + row, "csv.header-spelling", 1, 1, .note),
        BrokenInput("blanks", "ID ,CODE,AMOUNT,DAY,SAS,KIND,ICD\n" + row, "csv.header-spelling", 1, 1, .note),
        BrokenInput("other order", "CODE,ID,AMOUNT,DAY,SAS,KIND,ICD\n", "csv.column-order", 1, nil, .note),
        BrokenInput(
            "NUL in the header", raw(Array("ID,CO".utf8) + [0] + Array("DE,AMOUNT\n1,2,3\n".utf8)), "text.nul", 1, 2),
    ]

    static let values: [BrokenInput] = [
        BrokenInput("letters in an integer", rowWith(1, "12a"), "value.not-integer", 3, 1),
        BrokenInput("decimal in an integer", rowWith(1, "1.5"), "value.not-integer", 3, 1),
        BrokenInput("sign alone", rowWith(1, "-"), "value.not-integer", 3, 1),
        BrokenInput("20 digits", rowWith(1, "99999999999999999999"), "value.integer-range", 3, 1),
        BrokenInput("blanks around an integer", rowWith(1, " 12 "), "value.padded", 3, 1, .note),
        BrokenInput("required value missing", rowWith(1, ""), "value.required", 3, 1),
        BrokenInput("required value of blanks", rowWith(1, "  "), "value.required", 3, 1),
        BrokenInput("text in a number", rowWith(3, "abc"), "value.not-number", 3, 3),
        BrokenInput("two points", rowWith(3, "1.2.3"), "value.not-number", 3, 3),
        BrokenInput("NaN", rowWith(3, "NaN"), "value.not-number", 3, 3),
        BrokenInput("decimal comma", rowWith(3, "\"2,5\""), "value.decimal-comma", 3, 3, .note),
        BrokenInput("below the minimum", rowWith(3, "-1"), "value.below-minimum", 3, 3, .warning),
        BrokenInput("above the maximum", rowWith(3, "1000.5"), "value.above-maximum", 3, 3, .warning),
        BrokenInput("French date", rowWith(4, "31/01/2020"), "value.date-format", 3, 4),
        BrokenInput("month 13", rowWith(4, "2020-13-01"), "value.date-impossible", 3, 4),
        BrokenInput("31 February", rowWith(4, "2020-02-31"), "value.date-impossible", 3, 4),
        BrokenInput("29 February 1900", rowWith(4, "1900-02-29"), "value.date-impossible", 3, 4),
        BrokenInput("date of zeros", rowWith(4, "0000-00-00"), "value.date-impossible", 3, 4),
        BrokenInput("1600-01-01", rowWith(4, "1600-01-01"), "value.date-sentinel", 3, 4, .warning),
        BrokenInput("9999-12-31", rowWith(4, "9999-12-31"), "value.date-sentinel", 3, 4, .warning),
        BrokenInput("year 9998", rowWith(4, "9998-12-31"), "value.date-implausible", 3, 4, .warning),
        BrokenInput("ISO for SAS", rowWith(5, "1996-01-01"), "value.date-format", 3, 5),
        BrokenInput("SAS 31 February", rowWith(5, "31FEB1996:00:00:00"), "value.date-impossible", 3, 5),
        BrokenInput("SAS 25 h", rowWith(5, "01FEB1996:25:00:00"), "value.date-impossible", 3, 5),
        BrokenInput("SAS no end", rowWith(5, "31DEC9999:00:00:00"), "value.date-sentinel", 3, 5, .warning),
        BrokenInput("too long", rowWith(2, "ABCDEF"), "value.too-long", 3, 2, .warning),
        BrokenInput("too short", rowWith(2, "A"), "value.too-short", 3, 2, .warning),
        BrokenInput("not in the list", rowWith(6, "C"), "value.not-allowed", 3, 6),
        BrokenInput("not in the reference table", rowWith(7, "Z99"), "value.unknown-code", 3, 7, .warning),
        BrokenInput("formula =", rowWith(2, "=cmd|"), "value.formula", 3, 2, .warning),
        BrokenInput("formula @", rowWith(2, "@SUM"), "value.formula", 3, 2, .warning),
        BrokenInput("formula +", rowWith(2, "+cmd"), "value.formula", 3, 2, .warning),
        BrokenInput("formula -", rowWith(2, "-cmd"), "value.formula", 3, 2, .warning),
    ]

    static let characters: [BrokenInput] = [
        BrokenInput("NUL in a value", rowWith(2, bytes: [0x41, 0, 0x42]), "text.nul", 3, 2),
        BrokenInput("control character", rowWith(2, bytes: [0x41, 0x1B]), "text.control-character", 3, 2, .warning),
        BrokenInput("overlong UTF-8", rowWith(2, bytes: [0x41, 0xC0, 0xAF]), "text.overlong-utf8", 3, 2),
        BrokenInput("surrogate in UTF-8", rowWith(2, bytes: [0xED, 0xA0, 0x80]), "text.overlong-utf8", 3, 2),
        BrokenInput(
            "Latin-1 byte in UTF-8",
            Data((header + "1,éà,1,,,A,I10\n").utf8) + Data("2,A".utf8) + raw([0xE9])
                + Data(",1,,,A,I10\n".utf8), "text.invalid-utf8", 3, 2),
        BrokenInput("undefined byte", rowWith(2, bytes: [0xE9, 0x20, 0x81]), "text.undefined-byte", 3, 2, .warning),
        BrokenInput(
            "byte order mark", raw([0xEF, 0xBB, 0xBF]) + Data((header + row).utf8), "text.byte-order-mark", 1, nil,
            .note),
        BrokenInput("UTF-16", utf16(header + row, bigEndian: false), "text.other-encoding", nil, nil, .note),
        BrokenInput(
            "UTF-16 with a lone surrogate",
            utf16(header + "1,", bigEndian: true) + raw([0xD8, 0x00])
                + utf16(",1,,,A,I10\n", bigEndian: true).dropFirst(2), "text.unpaired-surrogate", 2, 2),
        BrokenInput(
            "UTF-16 without its mark", utf16(header + row, bigEndian: false).dropFirst(2), "file.binary", nil, nil),
        BrokenInput(
            "random bytes", raw((0..<4000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) & 0x1F }), "file.binary", nil,
            nil),
    ]

    static let formats: [BrokenInput] = [
        BrokenInput("ZIP", raw([0x50, 0x4B, 3, 4, 0, 0]), "file.foreign-format", nil, nil),
        BrokenInput("Parquet", "PAR1....", "file.foreign-format", nil, nil),
        BrokenInput("PDF", "%PDF-1.7\n", "file.foreign-format", nil, nil),
        BrokenInput("ELF", raw([0x7F, 0x45, 0x4C, 0x46, 2]), "file.foreign-format", nil, nil),
        BrokenInput("XLS", raw([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), "file.foreign-format", nil, nil),
        BrokenInput("XML", "<?xml version=\"1.0\"?>", "file.foreign-format", nil, nil),
        BrokenInput("gzip cut in its header", raw([0x1F, 0x8B, 8, 0]), "gzip.truncated", nil, nil),
        BrokenInput(
            "gzip of nonsense", raw([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + [UInt8](repeating: 0xFF, count: 50)),
            "gzip.damaged", nil, nil),
    ]

    @Test(arguments: records + headers + values + characters + formats)
    func saysWhatIsWrongAndWhere(_ input: BrokenInput) throws {
        let report = try Claims.check(input.bytes)
        let found = report.findings.sorted.first { $0.code == input.code }
        let finding = try #require(found, "found only \(report.summary)")
        #expect(finding.line == input.line)
        #expect(finding.column == input.column)
        #expect(finding.severity == input.severity)
        #expect(report.findings.hasErrors == (input.severity == .error) || input.severity != .error)
    }

    /// An input that should be acceptable must not be refused for another reason.
    @Test(arguments: (records + values + characters).filter { $0.severity != .error })
    func acceptsWhatIsOnlyOdd(_ input: BrokenInput) throws {
        let report = try Claims.check(input.bytes)
        #expect(!report.findings.hasErrors, "\(report.summary)")
        #expect(report.isComplete)
    }

    @Test func neverShowsAValue() throws {
        let secret = "SECRETVALUE"
        let text =
            header + row
            + (1...7)
            .map { column in
                rowWith(column, secret).split(separator: "\n").last.map { $0 + "\n" } ?? ""
            }
            .joined()
        let report = try Claims.check(text)
        #expect(report.findings.hasErrors)
        for finding in report.findings.sorted { #expect(!"\(finding)".contains(secret)) }
    }

    @Test func goesOnAfterAnUnclosedQuote() throws {
        let report = try Claims.check(header + "1,\"AB,1,,,A,I10\n" + row + "x,AB,1,,,A,I10\n")
        #expect(report.rowCount == 3)
        #expect(report.summary.contains("value.not-integer 4 1"))
    }

    @Test func countsRepeatedFindingsOnce() throws {
        let report = try Claims.check(header + String(repeating: "x,AB,1,,,A,I10\n", count: 1000))
        #expect(report.findings.sorted.count == 1)
        #expect(report.findings.count(of: "value.not-integer") == 1000)
    }

    @Test func countsLinesAsATextEditorDoes() throws {
        let report = try Claims.check(header + "1,\"A\r\nB\rC\nD\",1,,,A,I10\r\nx,AB,1,,,A,I10\n")
        #expect(report.summary.contains("value.not-integer 6 1"))
    }
}
