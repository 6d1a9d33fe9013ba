import ArgumentParser
import Console
import Foundation
import HealthModel
import NominativeDetection
import TabularFiles

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Looks for names, national numbers, addresses and contacts in a file.",
        discussion: """
            A CSV is judged column by column; a text, one document a line, passage by passage. Values are never shown
            whole. Exit code 77 if something nominative was found.

            EXAMPLES
              hub scan delivery/ER_PRS_F.csv
              hub scan letters.txt --json
            """)

    @Argument(help: "A CSV (with a header), or a text with one document a line; either may be gzip.") var file: String
    @Flag(help: "Print the report as JSON: {\"columns\":[…],\"spans\":[…]}.") var json = false
    @Flag(help: "Read the file as text even if it looks like a CSV.") var text = false
    @Flag(help: "In a CSV, also give the passages found in free text.") var passages = false

    func run() async throws {
        Terminal.run {
            let place = URL(filePath: file)
            let report = try text || !FileShape.isCSV(place) ? scanText(place) : scanTable(place)
            if json {
                print(report.json)
            } else {
                NominativePrinter(report: report).print()
                if report.isNominative { Foundation.exit(77) }
            }
        }
    }

    private func scanTable(_ place: URL) throws -> NominativeReport {
        let reader = try CSVRecordReader(file: place)
        _ = try reader.readHeader()
        var scan = TableScan(headers: reader.header, detail: passages ? .passages : .columns)
        let columnCount = reader.header.count
        while try reader.next() {
            for column in 0..<min(reader.fieldCount, columnCount) {
                scan.add(reader.bytes(column).span, column: column)
            }
            scan.endRecord()
        }
        return scan.finish()
    }

    private func scanText(_ place: URL) throws -> NominativeReport {
        let reader = try TextLineReader(file: place)
        var scan = TextScan()
        while try reader.next() { scan.add(line: reader.bytes.span) }
        return scan.finish()
    }
}

/// What a file is read as when nobody says.
enum FileShape {
    private static let sampleBytes = 64 << 10

    /// A file whose first lines split into the same number of several columns is a table; so is one named .csv.
    static func isCSV(_ place: URL) throws -> Bool {
        let name = place.lastPathComponent.lowercased()
        if name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") || name.hasSuffix(".tsv") { return true }
        if name.hasSuffix(".txt") || name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") { return false }
        let handle = try FileHandle(forReadingFrom: place)
        defer { try? handle.close() }
        let sample = try handle.read(upToCount: sampleBytes) ?? Data()
        let separator = CSVDialect.detect([UInt8](sample)).separator
        let counts = sample.split(separator: 0x0A).prefix(20).map { line in line.count { $0 == separator } }
        guard let first = counts.first, first > 0 else { return false }
        return counts.allSatisfy { $0 == first }
    }
}

/// A scan's report on the terminal.
struct NominativePrinter {
    let report: NominativeReport
    private static let placeCountShown = 20

    func print() {
        let columns = report.nominativeColumns
        for column in columns {
            Swift.print(
                "\(column.name): \(column.kind.rawValue) \(Int(column.confidence * 100)) %  "
                    + column.maskedExamples.joined(separator: "  "))
        }
        for place in report.places.prefix(Self.placeCountShown) {
            Swift.print("\(place.line): \(place.span.start)–\(place.span.end) \(place.span.kind.rawValue)")
        }
        let rest = report.places.count + report.droppedPlaceCount - Self.placeCountShown
        if rest > 0 { Swift.print("… +\(grouped(rest))") }
        if !report.isNominative {
            Terminal.say(Phrase(fr: "Rien de nominatif n'a été trouvé.", en: "Nothing nominative was found."))
        }
    }
}
