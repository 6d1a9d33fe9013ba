import ArgumentParser
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
                Every row is kept, or counted with the reason why not. Columns that look nominative refuse the import,
                unless --accept-nominative names why they are harmless; the reason goes to the journal.

                EXAMPLES
                  hub import omop GiBleed.zip --name gibleed
                  hub import omop synthetic.zip --set 1000 --name synthea-1000
                """)

        @OptionGroup var home: HomeOption
        @Argument(help: "Folder or zip.") var path: String
        @Option(help: "Name of the release.") var name: String
        @Option(help: "Folder inside the input, when it holds several sets.") var set: String?
        @Option(help: "Import despite columns that look nominative; say why (journalled).") var acceptNominative:
            String?
        @Flag(help: "Print the report as JSON.") var json = false

        func run() async throws {
            await Terminal.run {
                let hub = try home.open()
                let line = ProgressLine()
                let result = try hub.importCDM(
                    URL(filePath: path), set: set, name: name, acceptedReason: acceptNominative, progress: line.observer
                )
                line.end()
                if json {
                    let encoder = JSONEncoder()
                    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
                    print(String(decoding: try encoder.encode(result), as: UTF8.self))
                } else {
                    show(result)
                }
                if result.state != .accepted { Foundation.exit(result.state == .quarantined ? 77 : 65) }
            }
        }

        private func show(_ result: ImportResult) {
            for finding in result.report.findings {
                print("\(finding.severity) \(finding.file): \(Terminal.language == .french ? finding.fr : finding.en)")
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
            switch result.state {
            case .accepted:
                Terminal.say(
                    Phrase(
                        fr: "Version \(name) publiée (CDM \(result.report.cdmVersion) en entrée).",
                        en: "Release \(name) published (from CDM \(result.report.cdmVersion))."))
            case .quarantined:
                Terminal.say(
                    Phrase(
                        fr: "Refusé : des colonnes semblent nominatives. Rien n'est conservé.",
                        en: "Refused: columns look nominative. Nothing is kept."))
            default:
                Terminal.say(Phrase(fr: "Refusé : voir ci-dessus.", en: "Refused: see above."))
            }
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
            await Terminal.run {
                let loaded = try home.open().intake.loadVocabulary(from: URL(filePath: folder))
                Terminal.say(
                    Phrase(
                        fr: "\(grouped(loaded)) concepts lus ; les prochaines versions les utiliseront.",
                        en: "\(grouped(loaded)) concepts read; the next releases will use them."))
            }
        }
    }
}
