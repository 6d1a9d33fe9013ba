import NominativeDetection
import Testing

@Suite struct ReportTests {
    @Test func masksKeepAtMostOneLetter() {
        #expect(Mask.mask("185012A00400117", .nationalNumber) == "1 85 ** ** *** *** **")
        #expect(Mask.mask("Dupont", .name) == "D***")
        #expect(Mask.mask("marie@exemple.fr", .email) == "m***@***")
        for kind in NominativeKind.allCases where kind != .nationalNumber {
            let masked = Mask.mask("Zoe Quxw 0612345678", kind)
            #expect(masked.unicodeScalars.filter { $0.properties.isAlphabetic }.count <= 1)
        }
    }

    @Test func writesATableAsJSON() {
        var scan = TableScan(headers: ["code \"a\"", "mail"])
        for number in 0..<20 { scan.add(record: [Array("A\(number)".utf8), Array("p\(number)@hopital.fr".utf8)]) }
        let report = scan.finish()
        #expect(report.isNominative)
        #expect(report.nominativeColumns.map(\.name) == ["mail"])
        #expect(report.json.hasPrefix(#"{"columns":[{"name":"code \"a\"","kind":"NONE","confidence":0,"#))
        #expect(report.json.hasSuffix(#""spans":[]}"#))
    }

    @Test func writesPassagesOfTextsByLine() {
        var scan = TextScan()
        scan.add(lines: Array("RAS\r\nvu par le Dr Ouldabah\n".utf8).span)
        #expect(scan.finish().json == #"{"columns":[],"spans":[{"line":2,"start":13,"end":21,"kind":"NAME"}]}"#)
    }

    @Test func givesPassagesOfCellsWhenAsked() {
        var scan = TableScan(headers: ["id", "note"], detail: .passages)
        scan.add(record: [Array("1".utf8), Array("RAS".utf8)])
        scan.add(record: [Array("2".utf8), Array("rappeler le 01 23 45 67 89 demain".utf8)])
        let report = scan.finish()
        #expect(report.places.map(\.line) == [2])
        #expect(report.places.map(\.column) == ["note"])
        #expect(report.places.map(\.span.kind) == [.phone])
    }

    @Test func ignoresCellsBeyondTheHeader() {
        var scan = TableScan(headers: ["a"])
        scan.add(record: [Array("1".utf8), Array("x@y.fr".utf8)])
        #expect(!scan.finish().isNominative)
    }
}
