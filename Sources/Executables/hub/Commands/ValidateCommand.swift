import Console
import ArgumentParser
import Foundation
import HealthModel
import TabularFiles

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks a CSV against a Table Schema, as published for the SNDS.",
        discussion: """
            Finds encoding, separator and gzip by itself. Exit code 65 if there is an error.

            EXAMPLE
              hub validate IR_BEN_R.csv --schema schemas/BENEFICIAIRE/IR_BEN_R.json
            """)

    @Argument(help: "The CSV; may be gzip.") var file: String
    @Option(help: "Its Table Schema (JSON).") var schema: String
    @Option(help: "Folder of reference tables, <NAME>.csv with codes in the first column.") var nomenclatures: String?
    @Option(help: "Also write a clean copy here (UTF-8, commas).") var clean: String?

    func run() async throws {
        Terminal.run {
            let schema = try TableSchema(json: URL(filePath: schema))
            var options = CSVCheckOptions()
            if let nomenclatures {
                options.codes = try Nomenclatures(folder: URL(filePath: nomenclatures)).codes(of: schema)
            }
            let line = ProgressLine()
            let report = try CSVChecker.check(
                file: URL(filePath: file), schema: schema, options: options, output: clean.map { URL(filePath: $0) },
                progress: line.observer)
            line.end()
            for finding in report.findings.sorted {
                print(
                    "\(finding.severity.rawValue) \(finding.place): \(finding.message.words(Terminal.language)) "
                        + "×\(grouped(finding.count)) [\(finding.code)]")
            }
            Terminal.say(
                Phrase(
                    fr: "\(grouped(report.rowCount)) lignes, \(report.encoding.rawValue).",
                    en: "\(grouped(report.rowCount)) rows, \(report.encoding.rawValue)."))
            if report.findings.hasErrors { Foundation.exit(65) }
        }
    }
}

/// Reference tables of codes: one CSV each, codes in the first column.
struct Nomenclatures {
    let folder: URL

    /// The codes of the tables that a schema names and that are there, in the folder or below it.
    func codes(of schema: TableSchema) throws -> [String: Set<String>] {
        var codes: [String: Set<String>] = [:]
        for name in Set(schema.fields.map(\.nomenclature)) where name != "-" && !name.isEmpty {
            guard let place = try place(of: name) else { continue }
            let reader = try CSVRecordReader(file: place)
            _ = try reader.readHeader()
            var known: Set<String> = []
            while try reader.next() { known.insert(reader.string(0)) }
            codes[name] = known
        }
        return codes
    }

    private func place(of name: String) throws -> URL? {
        let file = "\(name.split(separator: ":").first ?? "").csv"
        let direct = folder.appending(path: file)
        if FileManager.default.fileExists(atPath: direct.path) { return direct }
        for below in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let place = folder.appending(path: below).appending(path: file)
            if FileManager.default.fileExists(atPath: place.path) { return place }
        }
        return nil
    }
}
