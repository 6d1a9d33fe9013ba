import ArgumentParser
import Console
import Foundation
import HealthModel
import HubServer
import Intake

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Makes a release of data that are OMOP already.", subcommands: [OMOP.self])

    struct OMOP: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "omop",
            abstract: "Imports a CDM 5.3 or 5.4: a folder or a zip of CSV or Parquet files.",
            discussion: """
                Every row is kept, or counted with the reason why not. The values of columns that look nominative are
                left out, unless --keep-nominative says why they are harmless; the reason goes to the journal.
                Several sets in one input make several releases, NAME-<set>.

                EXAMPLES
                  hub import omop GiBleed.zip --name gibleed
                  hub import omop synthetic.zip --set 1001 --name synthea-1001
                """)

        @OptionGroup var home: HomeOption
        @Argument(help: "Folder or zip.") var path: String
        @Option(help: "Name of the release.") var name: String
        @Option(help: "Folder inside the input, when it holds several sets.") var set: String?
        @Option(help: "Keep columns that look nominative; say why they are harmless (journalled).")
        var keepNominative: String?
        @Flag(help: "Print the report as JSON.") var json = false

        func run() async throws {
            Terminal.run {
                let hub = try home.open()
                let line = ProgressLine()
                let results = try hub.importCDM(
                    URL(filePath: path), set: set, name: name, keptReason: keepNominative, progress: line.observer)
                line.end()
                if json {
                    let encoder = JSONEncoder()
                    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
                    print(String(decoding: try encoder.encode(results), as: UTF8.self))
                } else {
                    for result in results { show(result) }
                }
                if results.contains(where: { $0.state != .accepted }) { Foundation.exit(65) }
            }
        }

        private func show(_ result: ImportResult) {
            for finding in result.report.findings {
                let field = finding.field.map { " (\($0))" } ?? ""
                let words = Terminal.language == .french ? finding.fr : finding.en
                print("\(finding.severity) \(finding.file)\(field): \(words)")
            }
            for suspicion in result.suspicions {
                print(
                    "\(suspicion.file).\(suspicion.column): \(suspicion.kind) \(Int(suspicion.confidence * 100)) %  "
                        + suspicion.maskedExamples.joined(separator: "  "))
            }
            TextTable(
                titles: ["table", "in files", "kept", "dropped"],
                rows: result.report.tables.map {
                    [$0.table, grouped($0.rowsInFiles), grouped($0.rowsKept), grouped($0.rowsDropped)]
                }
            )
            .print()
            if !result.suspicions.isEmpty, !result.areSuspicionsKept {
                Terminal.say(
                    Phrase(
                        fr: "Les valeurs de ces colonnes n'ont pas été conservées.",
                        en: "The values of these columns were not kept."))
            }
            guard result.state == .accepted else {
                Terminal.say(Phrase(fr: "Refusé : voir ci-dessus.", en: "Refused: see above."))
                return
            }
            Terminal.say(
                Phrase(
                    fr: "Version \(result.release) publiée (CDM \(result.report.cdmVersion) en entrée).",
                    en: "Release \(result.release) published (from CDM \(result.report.cdmVersion))."))
        }
    }
}

struct VocabularyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocabulary", abstract: "The vocabulary that releases are mapped with.", subcommands: [Load.self])

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Loads a download of OHDSI Athena (unzipped); later releases use it.",
            discussion: "EXAMPLE\n  hub vocabulary load vocabulary_download_v5")

        @OptionGroup var home: HomeOption
        @Argument(help: "Folder of CONCEPT.csv, CONCEPT_ANCESTOR.csv…") var folder: String

        func run() async throws {
            Terminal.run {
                let loaded = try home.open().intake.loadVocabulary(from: URL(filePath: folder))
                Terminal.say(
                    Phrase(
                        fr: "\(grouped(loaded)) concepts lus ; les prochaines versions les utiliseront.",
                        en: "\(grouped(loaded)) concepts read; the next releases will use them."))
            }
        }
    }
}
