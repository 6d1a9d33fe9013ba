import ArgumentParser
import CohortEngine
import Console
import Foundation
import HealthModel
import HubServer
import PatientIndex

struct CohortExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "For the operator: how a question is evaluated, and why a person is in or out.",
        discussion: """
            Evidence is about persons: it is journalled and stays inside the hub.

            EXAMPLES
              hub cohort explain 01-type-2-diabetes-trial                     the plan, rarest first
              hub cohort explain 01-type-2-diabetes-trial --person 1207       every entry event, rule by rule
              hub cohort explain 01-type-2-diabetes-trial --failing-only 3    whom rule 3 alone keeps out
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var asked: QuestionOptions
    @Option(help: "person_id of whom to explain.") var person: Int64?
    @Option(help: "Number of a rule, from 1: lists persons who satisfy every rule but this one.") var failingOnly: Int?

    func validate() throws {
        guard person == nil || failingOnly == nil else {
            throw ValidationError("--person or --failing-only, not both.")
        }
    }

    func run() async throws {
        Terminal.run {
            let hub = try home.open()
            let definition = try asked.definition(hub)
            let release = try hub.release(named: asked.release)
            let reading = asked.method.reading
            if let person {
                let evidence = try hub.evidence(of: person, definition, reading: reading, release: release)
                for line in evidence.lines(definition) {
                    print(String(repeating: "  ", count: line.depth) + line.words.words(Terminal.language))
                }
            } else if let failingOnly {
                let persons = try hub.personsFailingOnly(
                    rule: failingOnly, definition, reading: reading, release: release)
                Terminal.note(
                    Phrase(
                        fr: "\(persons.count) personnes que la règle \(failingOnly) seule écarte",
                        en: "\(persons.count) persons whom rule \(failingOnly) alone keeps out"))
                for person in persons { print(person) }
            } else {
                plan(try hub.evaluators.index(of: release).plan(definition, reading: reading))
            }
        }
    }

    private func plan(_ steps: [EvaluationStep]) {
        let language = Terminal.language
        func title(_ fr: String, _ en: String) -> String { Phrase(fr: fr, en: en).words(language) }
        TextTable(
            titles: [
                title("étape", "step"), title("critère", "criterion"), title("concepts", "concepts"),
                title("lignes", "rows"), title("personnes au plus", "persons at most"),
            ],
            rows: steps.map { step in
                [
                    step.part.words.words(language),
                    String(repeating: "  ", count: step.depth) + step.title.words(language),
                    step.conceptCount.map { grouped($0) } ?? title("tous", "all"), grouped(step.rowCount),
                    grouped(step.personCountMax),
                ]
            }
        )
        .print()
    }
}

extension EvaluationStep.Part {
    fileprivate var words: Phrase {
        switch self {
        case .primary: Phrase(fr: "entrée", en: "entry")
        case .additional: Phrase(fr: "restriction", en: "restriction")
        case .rule(let number): Phrase(fr: "règle \(number)", en: "rule \(number)")
        case .censoring: Phrase(fr: "sortie", en: "exit")
        }
    }
}
