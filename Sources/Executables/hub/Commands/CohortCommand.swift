import ArgumentParser
import CohortEngine
import Console
import Feasibility
import Foundation
import HealthModel
import HubServer
import SQLBackends

struct CohortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohort",
        abstract: "Eligibility questions in the OHDSI format (Circe JSON).",
        subcommands: [
            CohortCountCommand.self, CohortCharacteriseCommand.self, CohortDescribeCommand.self,
            CohortCheckCommand.self, CohortListCommand.self, CohortEvaluateCommand.self, CohortExplainCommand.self,
        ])
}

/// Which question, of whom it is asked, and how it is read.
struct QuestionOptions: ParsableArguments {
    @Argument(help: "A Circe JSON file, or the name of a ready-made question (`hub cohort list`).") var question: String
    @Option(help: "Release to ask (default: the newest).") var release: String?
    @OptionGroup var method: EvaluationOptions

    func definition(_ hub: Hub) throws -> CohortDefinition { try hub.definition(question) }
}

/// Who counts, and how definitions are read.
struct EvaluationOptions: ParsableArguments {
    @Option(help: "Who counts: index (at once), sql (DuckDB), reference (plain, slow, small releases).")
    var engine: CohortEngineName?
    @Option(help: "strict: Circe's answer, its oddities included; fixed: the plain meaning of the JSON.")
    var reading: CohortReading = .strict
}

extension CohortEngineName: ExpressibleByArgument {}
extension CohortReading: ExpressibleByArgument {}

extension Hub {
    /// The definition in a file, or that of a ready-made question.
    func definition(_ text: String) throws -> CohortDefinition {
        guard FileManager.default.fileExists(atPath: text) else { return try question(named: text).definition }
        return try CirceJSON.read(Data(contentsOf: URL(filePath: text)))
    }
}

struct CohortCountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "How many persons match, and who remains after each rule; below 11 nothing is told.",
        discussion: """
            EXAMPLES
              hub cohort count my-trial.json
              hub cohort count 01-type-2-diabetes-trial --release r1 --engine sql
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var asked: QuestionOptions
    @Flag(help: "Print the answer as JSON.") var json = false

    func run() async throws {
        Terminal.run {
            let hub = try home.open()
            let definition = try asked.definition(hub)
            let release = try hub.release(named: asked.release)
            let answer = try hub.feasibility.count(
                definition, reading: asked.method.reading, release: release.name,
                evaluator: try hub.evaluators.evaluator(on: release, engine: asked.method.engine))
            let printer = AnswerPrinter(answer: answer, differences: definition.readingDifferences)
            if json { try printer.printJSON() } else { printer.print() }
        }
    }
}

struct CohortEvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "For the operator: the exact rows of one or several definitions, as CSV.",
        discussion: """
            cohort_definition_id is the first number in the file's name. These rows are about persons: they
            stay inside the hub.

            EXAMPLE
              hub cohort evaluate cohorts/*.json --release r1 --out rows.csv
            """)

    @OptionGroup var home: HomeOption
    @Argument(help: "Circe JSON files.") var files: [String]
    @Option(help: "Release to evaluate on (default: the newest).") var release: String?
    @OptionGroup var method: EvaluationOptions
    @Option(help: "CSV to write.") var out: String

    func run() async throws {
        Terminal.run {
            let hub = try home.open()
            let release = try hub.release(named: release)
            let line = ProgressLine()
            let report = try hub.evaluation(on: release, engine: method.engine, reading: method.reading)
                .run(files.map { URL(filePath: $0) }, to: URL(filePath: out), onProgress: line.observer)
            line.end()
            for failure in report.failures {
                Terminal.note(
                    Phrase(
                        fr: "\(failure.file) : \(failure.error.message.fr) [\(failure.error.code)]",
                        en: "\(failure.file): \(failure.error.message.en) [\(failure.error.code)]"))
            }
            Terminal.say(
                Phrase(
                    fr: "\(report.outcomes.count) définitions évaluées sur \(release.name), "
                        + "\(report.failures.count) refusées.",
                    en: "\(report.outcomes.count) definitions evaluated on \(release.name), "
                        + "\(report.failures.count) refused."))
            if !report.failures.isEmpty { Foundation.exit(65) }
        }
    }
}

struct CohortListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the ready-made questions.")

    func run() async throws {
        Terminal.run {
            for question in try QuestionFolder.builtIn.questions() {
                print("\(question.name)\n    \(question.title.words(Terminal.language))")
            }
        }
    }
}
