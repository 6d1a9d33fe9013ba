import Foundation
import HealthModel
import TabularFiles

/// What one pass over a CSV of a CDM saw: how to read it, how many rows it has, and whether DuckDB reads it as it is.
struct CDMTextFile {
    /// A quote that never occurs in text: for tab-separated files that do not quote at all, as Athena's.
    static let noQuote: UInt8 = 0x01

    let file: CDMFile
    let dialect: CSVDialect
    /// Column names as OMOP 5.4 writes them.
    let header: [String]
    let isGzip: Bool
    /// Records after the header.
    let rowCount: Int
    let shortRowCount: Int
    /// Rows with more values than columns, all of the further ones empty.
    let paddedRowCount: Int
    /// Rows with more values than columns that are not empty: which value belongs where cannot be known.
    let shiftedRowCount: Int
    let brokenRowCount: Int
    let needsRewriting: Bool

    /// Reads the file once. `names` are those expected in its header.
    init(_ file: CDMFile, expectedNames names: [String]) throws {
        let first = try CDMTextFile(file, dialect: nil, expectedNames: names)
        guard first.dialect.separator == 0x09, first.brokenRowCount > 0 else {
            self = first
            return
        }
        let bare = CSVDialect(separator: 0x09, quote: CDMTextFile.noQuote)
        let second = try CDMTextFile(file, dialect: bare, expectedNames: names)
        self = second.brokenRowCount == 0 ? second : first
    }

    private init(_ file: CDMFile, dialect: CSVDialect?, expectedNames: [String]) throws {
        let reader = try CSVRecordReader(file: file.place, dialect: dialect, expectedNames: expectedNames)
        let hasHeader = try reader.readHeader()
        header = CDMTextFile.names(hasHeader ? reader.header : [])
        var counts = (rows: 0, short: 0, padded: 0, shifted: 0, broken: 0)
        while try reader.next() {
            counts.rows += 1
            if reader.fieldCount < header.count { counts.short += 1 }
            if reader.fieldCount > header.count {
                if CDMTextFile.isShifted(reader, width: header.count) {
                    counts.shifted += 1
                } else {
                    counts.padded += 1
                }
            }
            if reader.isRecordBroken { counts.broken += 1 }
        }
        self.file = file
        self.dialect = reader.dialect
        isGzip = reader.isGzip
        rowCount = counts.rows
        shortRowCount = counts.short
        paddedRowCount = counts.padded
        shiftedRowCount = counts.shifted
        brokenRowCount = counts.broken
        needsRewriting =
            counts.short + counts.padded + counts.shifted + counts.broken + reader.blankLineCount > 0
            || reader.newlines.isMixed || reader.newlines.carriageReturnCount > 0 || reader.hasByteOrderMark
            || ![.ascii, .utf8].contains(reader.encoding)
    }

    /// Writes the same rows as plain CSV: comma, UTF-8, LF, every row as wide as the header. Shifted rows are left out.
    func rewrite(to place: URL) throws {
        let reader = try CSVRecordReader(file: file.place, dialect: dialect)
        _ = try reader.readHeader()
        let writer = try CSVRecordWriter(place)
        try writer.write(header)
        while try reader.next() {
            if reader.fieldCount > header.count, CDMTextFile.isShifted(reader, width: header.count) { continue }
            for column in header.indices {
                if column < reader.fieldCount {
                    try writer.append(reader.bytes(column))
                } else {
                    try writer.append("")
                }
            }
            try writer.endRecord()
        }
        try writer.finish()
    }

    private static func isShifted(_ reader: CSVRecordReader, width: Int) -> Bool {
        (width..<reader.fieldCount).contains { !reader.bytes($0).isEmpty }
    }

    private static func names(_ header: [String]) -> [String] {
        header.map { $0.trimmingCharacters(in: .whitespacesAndNewlines).lowercased() }
    }
}
