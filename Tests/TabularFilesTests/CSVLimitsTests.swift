import Foundation
import HealthModel
import HubTestSupport
import TabularFiles
import Testing

@Suite struct CSVLimitsTests {
    private func options(_ change: (inout TabularLimits) -> Void) -> CSVCheckOptions {
        var options = Claims.options
        change(&options.limits)
        return options
    }

    @Test func refusesALineBeyondTheLimitAndAcceptsOneAtIt() throws {
        let line = Data((Claims.header + Claims.row).utf8)
        let length = Claims.row.utf8.count
        let good = try Claims.check(line, options: options { $0.recordByteCountMax = length })
        #expect(!good.findings.hasErrors)
        let bad = try Claims.check(line, options: options { $0.recordByteCountMax = length - 1 })
        #expect(bad.summary.contains("file.line-too-long 2 0"))
        #expect(!bad.isComplete)
    }

    @Test func refusesAnEndlessLineEarly() throws {
        let endless = Data(Claims.header.utf8) + Data(repeating: 0x41, count: 20 << 20)
        let report = try Claims.check(endless, options: options { $0.recordByteCountMax = 1 << 20 })
        #expect(report.summary.contains("file.line-too-long 2 0"))
        #expect(report.byteCount < 4 << 20, "it read \(report.byteCount) bytes")
    }

    @Test func anOpenQuoteDoesNotEatTheFile() throws {
        let rows = String(repeating: Claims.row, count: 60_000)
        let text = Data((Claims.header + "1,\"AB,1,,,A,I10\n" + rows).utf8)
        let report = try Claims.check(text, options: options { $0.recordByteCountMax = 1 << 20 })
        #expect(report.summary.contains("csv.unclosed-quote 2 2"))
        #expect(report.rowCount == 60_001)
    }

    @Test func givesUpAfterManyOpenQuotes() throws {
        let text = Data((Claims.header + String(repeating: "1,\"A,1,,,A,I10\n", count: 400)).utf8)
        let report = try Claims.check(text)
        #expect(report.findings.count(of: "csv.unclosed-quotes") == 1)
        #expect(!report.isComplete)
    }

    @Test func refusesTooManyColumns() throws {
        let text = Data((Claims.header + String(repeating: ",", count: 50_000) + "\n").utf8)
        let report = try Claims.check(text)
        #expect(report.summary.contains("csv.too-many-columns 2 0"))
        #expect(
            try !Claims.check(Data((Claims.header + Claims.row).utf8), options: options { $0.columnCountMax = 7 })
                .findings.hasErrors)
        #expect(
            try Claims.check(Data((Claims.header + Claims.row).utf8), options: options { $0.columnCountMax = 6 })
                .findings.hasErrors)
    }

    @Test func refusesTooManyRows() throws {
        let text = Data((Claims.header + Claims.row + Claims.row).utf8)
        #expect(try !Claims.check(text, options: options { $0.rowCountMax = 2 }).findings.hasErrors)
        #expect(try Claims.check(text, options: options { $0.rowCountMax = 1 }).summary == ["csv.too-many-rows 0 0"])
    }

    @Test func refusesAGzipThatGrowsTooMuch() throws {
        let bomb = try gzip(Data(Claims.header.utf8) + Data(repeating: 0x31, count: 30 << 20))
        let report = try Claims.check(bomb, name: "claims.csv.gz")
        #expect(report.summary.contains("gzip.ratio 0 0"))
        #expect(report.textByteCount < 8 << 20)
        let small = try Claims.check(bomb, options: options { $0.unpackedByteCountMax = 1 << 20 })
        #expect(small.summary.contains("gzip.too-large 0 0"))
    }

    @Test func readsAGzipWhateverItsName() throws {
        let packed = try gzip(Data((Claims.header + Claims.row).utf8))
        let named = try Claims.check(packed, name: "claims.csv.gz")
        #expect(named.isGzip && named.rowCount == 1 && !named.needsRewriting)
        let unnamed = try Claims.check(packed, name: "claims.csv")
        #expect(unnamed.isGzip && unnamed.rowCount == 1 && unnamed.needsRewriting)
    }

    @Test func readsSeveralGzipMembersAndRefusesACutOne() throws {
        let first = try gzip(Data((Claims.header + Claims.row).utf8))
        let second = try gzip(Data(Claims.row.utf8))
        #expect(try Claims.check(first + second).rowCount == 2)
        #expect(try Claims.check(first + second + Data(repeating: 0, count: 512)).rowCount == 2)
        #expect(try Claims.check(first + second.dropLast(5)).findings.count(of: "gzip.truncated") == 1)
        var flipped = first
        flipped[flipped.count - 6] ^= 0xFF
        let report = try Claims.check(flipped)
        #expect(report.findings.count(of: "gzip.damaged") == 1)
    }

    @Test func errorsTellTheOffset() throws {
        let packed = try gzip(Data((Claims.header + Claims.row).utf8))
        let folder = try TemporaryFolder()
        let file = try folder.write("cut.csv.gz", packed.dropLast(9))
        #expect(throws: TabularFileError.gzipTruncated(file: "cut.csv.gz", offset: packed.count - 9)) {
            let reader = try CSVRecordReader(file: file)
            while try reader.next() {}
        }
    }

    @Test func throwsWhenThereIsNoFileOrNoRegularFile() throws {
        let folder = try TemporaryFolder()
        for place in [folder.url.appending(path: "none.csv"), folder.url, URL(filePath: "/dev/zero")] {
            #expect(throws: TabularFileError.unreadable(file: place.lastPathComponent)) {
                try CSVChecker.check(file: place, schema: Claims.schema)
            }
        }
    }
}
