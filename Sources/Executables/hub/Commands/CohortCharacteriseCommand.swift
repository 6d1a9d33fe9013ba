import ArgumentParser
import CohortEngine
import Console
import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import HubServer
import Portal
import SQLBackends

/// `hub cohort characterise`: who is in a cohort, and what was recorded around their entry.
struct CohortCharacteriseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "characterise",
        abstract: "Who is in a cohort, and what was recorded before, at and after entry; nothing is told below 11.",
        discussion: """
            Every figure is rounded or withheld as on the pages: the files may be shown.

            EXAMPLES
              hub cohort characterise 01-type-2-diabetes-trial
              hub cohort characterise my-trial.json --against everyone-else --html trial.html
              hub cohort characterise 02-first-type-2-diabetes --against 06-uncontrolled-hypertension --csv both.csv
            """)

    /// The name that stands for the persons outside the cohort.
    private static let everyoneElse = "everyone-else"

    @OptionGroup var home: HomeOption
    @Argument(help: "A Circe JSON file, or the name of a ready-made question (`hub cohort list`).") var question: String
    @Option(help: "Another question to compare with, or everyone-else.") var against: String?
    @Option(help: "Release to read (default: the newest).") var release: String?
    @OptionGroup var method: EvaluationOptions
    @Option(help: "Concepts listed per table and window.") var top = 10
    @Flag(help: "Also put concepts under their ancestors.") var groups = false
    @Option(help: "CSV to write, one line a figure.") var csv: String?
    @Option(help: "Page to write, with its tables and plots.") var html: String?
    @Flag(help: "Print every figure as JSON.") var json = false

    func run() async throws {
        Terminal.run {
            let hub = try home.open()
            let release = try hub.release(named: release)
            let connection = try hub.opening.connection(to: release)
            let service = hub.characterisation
            let evaluator = try hub.evaluators.evaluator(on: release, engine: method.engine)
            func memberships(_ text: String) throws -> CohortMemberships {
                service.memberships(
                    of: try question(text, hub), evaluator: evaluator, reading: method.reading)
            }
            let answer = try service.characterise(
                try memberships(question), against: try peer(memberships), release: release.name,
                connection: connection, settings: CharacterisationSettings(itemCount: top, countsGroups: groups))
            try deliver(answer, title: try question(question, hub).title)
        }
    }

    private func peer(_ memberships: (String) throws -> CohortMemberships) throws -> CharacterisationPeer {
        guard let against else { return .nobody }
        return against == Self.everyoneElse ? .everyoneElse : .cohort(try memberships(against))
    }

    /// A file as a question of its own name, or a ready-made question.
    private func question(_ text: String, _ hub: Hub) throws -> EligibilityQuestion {
        guard FileManager.default.fileExists(atPath: text) else { return try hub.question(named: text) }
        let file = URL(filePath: text)
        let name = file.deletingPathExtension().lastPathComponent
        return EligibilityQuestion(
            name: name, title: Phrase(fr: name, en: name), explanation: Phrase(fr: "", en: ""),
            definition: try CirceJSON.read(Data(contentsOf: file)))
    }

    private func deliver(_ answer: CharacterisationAnswer, title: Phrase) throws {
        if let html {
            let page = CharacterisationPage(title: title, answer: answer, place: .questions)
            try Data(page.document(Terminal.language).text.utf8).write(to: URL(filePath: html), options: .atomic)
        }
        switch answer {
        case .refused(let reason): Terminal.say(reason)
        case .granted(let characterisation):
            if let csv { try characterisation.csv(Terminal.language).write(to: URL(filePath: csv), options: .atomic) }
            if json {
                print(String(decoding: try characterisation.json(Terminal.language), as: UTF8.self))
            } else {
                CharacterisationPrinter(characterisation: characterisation).print()
            }
        }
    }
}

/// A characterisation on the terminal.
struct CharacterisationPrinter {
    let characterisation: CohortCharacterisation

    private var language: Language { Terminal.language }

    func print() {
        for group in characterisation.groups {
            let persons = group.persons.value.number.map { grouped($0) } ?? "< 11"
            Terminal.say(
                Phrase(
                    fr: "≈ \(persons) personnes, \(group.title.fr), version \(characterisation.release)",
                    en: "≈ \(persons) persons, \(group.title.en), release \(characterisation.release)"))
        }
        numbers(characterisation.quantities, Phrase(fr: "personnes", en: "persons"))
        shares(characterisation.sexes, Phrase(fr: "sexe", en: "sex"))
        shares(characterisation.ageBands, Phrase(fr: "âge à l'entrée", en: "age at entry"))
        shares(characterisation.years, Phrase(fr: "année d'entrée", en: "year of entry"))
        if let areas = characterisation.areas {
            shares(areas.rows, areas.title)
        } else {
            Terminal.say(fr: "Territoire : la version n'en a pas.", en: "Territory: the release has none.")
        }
        for section in characterisation.sections where !section.frequent.isEmpty {
            let groups = section.isGrouped ? Phrase(fr: " (groupes)", en: " (groups)") : Phrase(fr: "", en: "")
            let title = section.domain.title
            let window = section.window.title
            shares(
                section.frequent,
                Phrase(fr: "\(title.fr)\(groups.fr) – \(window.fr)", en: "\(title.en)\(groups.en) – \(window.en)"))
        }
        for window in CharacterisedWindow.allCases {
            numbers(characterisation.values.filter { $0.window == window }, window.title)
        }
    }

    private var names: [String] {
        let cohort = Terminal.words(fr: "cohorte", en: "cohort")
        return characterisation.isCompared
            ? [
                cohort, Terminal.words(fr: "comparé", en: "compared"),
                Terminal.words(fr: "diff. std.", en: "std diff."),
            ]
            : [cohort]
    }

    private func shares(_ rows: [CohortCharacterisation.ShareRow], _ title: Phrase) {
        guard !rows.isEmpty else { return }
        Swift.print("")
        TextTable(
            titles: [title.words(language)] + names,
            rows: rows.map { row in
                [row.label.words(language)] + row.shares.map { words($0.value) } + difference(row.difference)
            }
        )
        .print()
    }

    private func numbers(_ rows: [CohortCharacterisation.NumberRow], _ title: Phrase) {
        guard !rows.isEmpty else { return }
        Swift.print("")
        TextTable(
            titles: [title.words(language)] + names,
            rows: rows.map { row in
                ["\(row.label.words(language)) (\(row.unit.words(language)))"]
                    + row.summaries.map { words($0.value) } + difference(row.difference)
            }
        )
        .print()
    }

    private func words(_ share: ReleasableShare) -> String {
        if let persons = share.persons.number, let percent = share.percent {
            return "≈ \(grouped(persons)) (\(plain(percent)) %)"
        }
        if share.isNearlyAll { return Terminal.words(fr: "presque toutes", en: "nearly all") }
        return share.isHiddenPart ? Terminal.words(fr: "masqué", en: "withheld") : "< 11"
    }

    private func words(_ summary: ReleasableSummary) -> String {
        guard let mean = summary.mean.number, let deviation = summary.standardDeviation.number else {
            return Terminal.words(fr: "masqué", en: "withheld")
        }
        let moments = "\(plain(mean)) ± \(plain(deviation))"
        guard let median = summary.median.number else { return moments }
        return moments + ", " + Terminal.words(fr: "médiane", en: "median") + " \(plain(median))"
    }

    /// Without a fraction of zero.
    private func plain(_ number: Double) -> String {
        number == number.rounded() && number.magnitude < 1e15 ? grouped(Int(number)) : "\(number)"
    }

    private func difference(_ difference: ReleasableDifference?) -> [String] {
        guard characterisation.isCompared else { return [] }
        switch difference {
        case .about(let value): return [plain(value)]
        case .beyond(let value): return [(value > 0 ? "> " : "< ") + plain(value)]
        case .withheld, nil: return ["–"]
        }
    }
}
