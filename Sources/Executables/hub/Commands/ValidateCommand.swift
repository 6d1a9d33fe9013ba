import ArgumentParser
import Console
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
                options.codes = try NomenclatureFolder(URL(filePath: nomenclatures)).codes(of: schema)
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
