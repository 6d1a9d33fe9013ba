import Foundation
import HubTestSupport
import TabularFiles
import Testing

@Suite struct CSVRecordsTests {
    /// Random tables with every odd character, written and read again: across the ends of buffers too.
    @Test(arguments: 0..<40)
    func whatIsWrittenIsReadAgain(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let alphabet = ["a", "é", "\"", ",", ";", "\n", "\r", "\r\n", " ", "…", "\u{1F600}", "", "0"]
        let columnCount = Int.random(in: 1...6, using: &random)
        let rowCount = Int.random(in: 1...60, using: &random)
        let longest = seed % 10 == 0 ? 40_000 : 12
        let rows = (0..<rowCount)
            .map { _ in
                (0..<columnCount)
                    .map { _ in
                        (0..<Int.random(in: 0...longest, using: &random))
                            .map { _ in
                                alphabet.randomElement(using: &random) ?? ""
                            }
                            .joined()
                    }
            }
        let folder = try TemporaryFolder()
        let separator: UInt8 = seed % 2 == 0 ? 0x2C : 0x3B
        let file = folder.url.appending(path: "t.csv")
        let writer = try CSVRecordWriter(file, separator: separator)
        for row in rows { try writer.write(row) }
        try writer.finish()
        let reader = try CSVRecordReader(file: file, dialect: CSVDialect(separator: separator))
        var line = 1
        for row in rows {
            #expect(try reader.next())
            #expect((0..<reader.fieldCount).map { reader.string($0) } == row)
            try #require(reader.line == line)
            #expect(!reader.isRecordBroken)
            line += 1 + Self.lineBreakCount(row.joined(separator: ","))
        }
        #expect(try !reader.next())
    }

    private static func lineBreakCount(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        return bytes.indices.count { index in
            bytes[index] == 0x0A || (bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A))
        }
    }

    /// Line ends of every kind at every place around the end of a buffer.
    @Test(arguments: [255 << 10, (256 << 10) - 2, (256 << 10) - 1, 256 << 10, (256 << 10) + 1])
    func readsAcrossTheEndOfABuffer(_ length: Int) throws {
        for tail in ["\r\n", "\n", "\r"] {
            let folder = try TemporaryFolder()
            let long = String(repeating: "x", count: length - 2)
            let text = "\(long),é\(tail)\"\"\"\(tail)\",b\(tail)c,d"
            let reader = try CSVRecordReader(file: folder.write("t.csv", text), dialect: .comma)
            #expect(try reader.next())
            #expect(reader.string(0).utf8.count == length - 2)
            #expect(reader.string(1) == "é")
            #expect(try reader.next())
            #expect(reader.string(0) == "\"\(tail)")
            #expect(reader.line == 2)
            #expect(try reader.next())
            #expect(reader.line == 4)
            #expect((0..<reader.fieldCount).map { reader.string($0) } == ["c", "d"])
            #expect(try !reader.next())
        }
    }

    /// The last record may end anywhere: after a separator, a quote, or nothing.
    @Test(arguments: [
        ("\"a\",\"b\",", ["a", "b", ""]), ("a,", ["a", ""]), ("\"\"", [""]), ("a,\"\"", ["a", ""]), (",", ["", ""]),
        ("a\r", ["a"]), ("\"a\nb\",c", ["a\nb", "c"]),
    ])
    func readsALastRecordWithoutItsEnd(_ text: String, _ expected: [String]) throws {
        let folder = try TemporaryFolder()
        let reader = try CSVRecordReader(file: folder.write("t.csv", text), dialect: .comma)
        #expect(try reader.next())
        #expect((0..<reader.fieldCount).map { reader.string($0) } == expected)
        #expect(try !reader.next())
    }

    /// Whatever the bytes, the reading ends, in bounds, with the same records each time.
    @Test(arguments: 0..<300)
    func anyBytesAreReadToTheEnd(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let odd: [UInt8] = [0x22, 0x22, 0x2C, 0x0A, 0x0D, 0x41, 0xC3, 0xA9, 0xE2, 0x82, 0xF0, 0x00, 0x3D, 0x20, 0x31]
        let prefixes: [[UInt8]] = [[], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], Array(Claims.header.utf8)]
        let bytes =
            prefixes[seed % prefixes.count]
            + (0..<Int.random(in: 0...400, using: &random))
            .map { _ in
                odd.randomElement(using: &random) ?? 0
            }
        let folder = try TemporaryFolder()
        let file = try folder.write("t.csv", Data(bytes))
        let output = folder.url.appending(path: "o.csv")
        let first = try CSVChecker.check(file: file, schema: Claims.schema, output: output)
        let second = try CSVChecker.check(file: file, schema: Claims.schema)
        #expect(first.summary == second.summary)
        _ = try NDJSONChecker.check(file: file, resourceType: "Patient")
    }

    @Test func anOutputAppearsOnlyWhenFinished() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "t.csv")
        do {
            let writer = try CSVRecordWriter(file)
            try writer.write(["a"])
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
        let writer = try CSVRecordWriter(file)
        try writer.write([""])
        try writer.finish()
        #expect(try String(contentsOf: file, encoding: .utf8) == "\"\"\n")
        #expect(throws: TabularFileError.unwritable(file: "t.csv")) {
            try CSVRecordWriter(folder.url.appending(path: "absent/t.csv"))
        }
    }
}
