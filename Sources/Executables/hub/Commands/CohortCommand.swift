import ArgumentParser
import CohortEngine
import Console
import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import HubServer
import SQLBackends

struct CohortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohort",
        abstract: "Eligibility questions in the OHDSI format (Circe JSON).",
        subcommands: [Count.self, Evaluate.self, List.self])

    struct Count: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How many persons match, and who remains after each rule; below 11 nothing is told.",
            discussion: """
                EXAMPLES
                  hub cohort count my-trial.json
                  hub cohort count 01-type-2-diabetes-trial --release r1
                """)

        @OptionGroup var home: HomeOption
        @Argument(help: "A Circe JSON file, or the name of a ready-made question (`hub cohort list`).") var question:
            String
        @Option(help: "Release to count on (default: the newest).") var release: String?
        @Flag(help: "Print the answer as JSON.") var json = false

        func run() async throws {
            Terminal.run {
                let hub = try home.open()
                let definition = try definition(hub)
                let release = try hub.release(named: release)
                let answer = try hub.feasibility.count(
                    definition, release: release.name, connection: try hub.opening.connection(to: release))
                if json { try AnswerPrinter(answer: answer).printJSON() } else { AnswerPrinter(answer: answer).print() }
            }
        }

        private func definition(_ hub: Hub) throws -> CohortDefinition {
            guard FileManager.default.fileExists(atPath: question) else {
                return try hub.question(named: question).definition
            }
            return try CirceJSON.read(Data(contentsOf: URL(filePath: question)))
        }
    }

    struct Evaluate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
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
        @Option(help: "CSV to write.") var out: String

        func run() async throws {
            Terminal.run {
                let hub = try home.open()
                let release = try hub.release(named: release)
                let line = ProgressLine()
                let report = try hub.evaluation(on: release)
                    .run(
                        files.map { URL(filePath: $0) }, to: URL(filePath: out), onProgress: line.observer)
                line.end()
                for failure in report.failures {
                    Terminal.note(
                        Phrase(
                            fr: "\(failure.file) : \(failure.error.message.fr) [\(failure.error.code)]",
                            en: "\(failure.file): \(failure.error.message.en) [\(failure.error.code)]"))
                }
                Terminal.say(
                    Phrase(
                        fr:
                            "\(report.outcomes.count) définitions évaluées sur \(release.name), \(report.failures.count) refusées.",
                        en:
                            "\(report.outcomes.count) definitions evaluated on \(release.name), \(report.failures.count) refused."
                    ))
                if !report.failures.isEmpty { Foundation.exit(65) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the ready-made questions.")

        func run() async throws {
            Terminal.run {
                for question in try QuestionFolder.builtIn.questions() {
                    print("\(question.name)\n    \(question.title.words(Terminal.language))")
                }
            }
        }
    }
}

/// An answer on the terminal.
struct AnswerPrinter {
    let answer: EligibilityAnswer

    private struct Plain: Encodable {
        struct Step: Encodable {
            let label: String
            let persons: Int?
            let withheld: String?

            private enum Key: CodingKey { case label, persons, withheld }

            /// A withheld count is there, as null: a reader must not take it for an old format.
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(label, forKey: .label)
                try container.encode(persons, forKey: .persons)
                try container.encode(withheld, forKey: .withheld)
            }
        }

        let release: String
        let definition: String
        let persons: Int?
        let withheld: String?
        let steps: [Step]

        private enum Key: CodingKey { case release, definition, persons, withheld, steps }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(release, forKey: .release)
            try container.encode(definition, forKey: .definition)
            try container.encode(persons, forKey: .persons)
            try container.encode(withheld, forKey: .withheld)
            try container.encode(steps, forKey: .steps)
        }
    }

    func print() {
        let language = Terminal.language
        let persons = answer.persons.value
        switch persons {
        case .exactlyRounded(let number):
            Terminal.say(
                Phrase(
                    fr: "≈ \(grouped(number)) personnes, version \(answer.release)",
                    en: "≈ \(grouped(number)) persons, release \(answer.release)"))
        case .withheld(let reason):
            Swift.print("\(reason.words(language)) (\(answer.release))")
        }
        TextTable(
            titles: [
                Phrase(fr: "après la règle", en: "after rule").words(language),
                Phrase(fr: "personnes", en: "persons").words(language),
                Phrase(fr: "écartées par elle seule", en: "kept out by it alone").words(language),
            ],
            rows: answer.steps.value.enumerated()
                .map { position, step in
                    let alone =
                        answer.keptOutByOneRule.indices.contains(position - 1)
                        && position < answer.steps.value.count - 1
                    return [
                        step.label.words(language), words(step.persons),
                        alone ? words(answer.keptOutByOneRule[position - 1].value) : "–",
                    ]
                }
        )
        .print()
    }

    func printJSON() throws {
        let steps = answer.steps.value.map {
            Plain.Step(label: $0.label.en, persons: $0.persons.number, withheld: reason($0.persons))
        }
        let plain = Plain(
            release: answer.release, definition: answer.definitionDigest, persons: answer.persons.value.number,
            withheld: reason(answer.persons.value), steps: steps)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        Swift.print(String(decoding: try encoder.encode(plain), as: UTF8.self))
    }

    private func words(_ count: ReleasableCount) -> String { count.number.map { "≈ \(grouped($0))" } ?? "< 11" }

    private func reason(_ count: ReleasableCount) -> String? {
        if case .withheld(let reason) = count { return reason.en }
        return nil
    }
}
