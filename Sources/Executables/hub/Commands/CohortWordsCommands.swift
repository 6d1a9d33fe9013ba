import ArgumentParser
import CohortEngine
import Console
import Foundation
import HealthModel
import HubServer

struct CohortDescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "The whole definition in plain French or English.",
        discussion: """
            EXAMPLES
              hub cohort describe my-trial.json
              LANG=fr_FR hub cohort describe 01-type-2-diabetes-trial
            """)

    @OptionGroup var home: HomeOption
    @Argument(help: "A Circe JSON file, or the name of a ready-made question.") var question: String
    @Option(help: "strict or fixed: how the definition is read.") var reading: CohortReading = .strict

    func run() async throws {
        Terminal.run {
            print(try home.open().definition(question).description(reading).text(Terminal.language), terminator: "")
        }
    }
}

struct CohortCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "What is allowed in a definition and probably not meant, and where Circe reads it oddly.",
        discussion: """
            Ends with code 65 when a definition cannot be read, and 0 when it can, whatever the warnings.

            EXAMPLE
              hub cohort check cohorts/*.json
            """)

    @OptionGroup var home: HomeOption
    @Argument(help: "Circe JSON files, or names of ready-made questions.") var questions: [String]

    func run() async throws {
        Terminal.run {
            let hub = try home.open()
            var refusedCount = 0
            for question in questions {
                do {
                    check(try hub.definition(question), question)
                } catch let error as CohortError {
                    refusedCount += 1
                    Terminal.note("\(question): \(error.message.words(Terminal.language)) [\(error.code)]")
                }
            }
            if refusedCount > 0 { Foundation.exit(65) }
        }
    }

    private func check(_ definition: CohortDefinition, _ name: String) {
        let language = Terminal.language
        let findings = definition.check(file: name).sorted
        for finding in findings {
            print("\(finding.severity.rawValue) \(finding.place): \(finding.message.words(language)) [\(finding.code)]")
        }
        for difference in definition.readingDifferences {
            print(
                "reading \(name) (\(difference.path)): \(difference.explanation.words(language)) [\(difference.code)]")
        }
        if findings.isEmpty, definition.readingDifferences.isEmpty {
            Terminal.say(fr: "\(name) : rien à signaler.", en: "\(name): nothing to report.")
        }
    }
}
