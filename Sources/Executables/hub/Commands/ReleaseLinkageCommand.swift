import ArgumentParser
import Console
import Foundation
import HealthModel
import HubServer
import Intake
import QualitySheets

extension ReleasesCommand {
    /// How the records of a release were linked, from the sheets that go with it.
    struct Linkage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows how the records of a release were linked, and copies its sheets.",
            discussion: """
                One line a delivery: records with a person known before, of a new person, without one. Counts are
                rounded to a multiple of 5, those from 1 to 10 are withheld.

                EXAMPLES
                  hub releases linkage r1
                  hub releases linkage r1 --out sheets
                """)

        @OptionGroup var home: HomeOption
        @Argument(help: "Name of the release (default: the newest).") var name: String?
        @Option(help: "Folder to copy the sheets into: JSON, and a page in French and in English.") var out: String?
        @Flag(help: "Print the sheets as JSON.") var json = false

        func run() async throws {
            Terminal.run {
                let sheets = try LinkageSheets(of: home.open().release(named: name))
                if json {
                    for sheet in sheets.sheets {
                        if let told = sheet.sheet { print(String(decoding: try told.json(), as: UTF8.self)) }
                    }
                } else {
                    LinkagePrinter(sheets: sheets).print()
                }
                if let out {
                    let names = try sheets.copy(into: URL(filePath: out))
                    Terminal.note(Phrase(fr: "\(names.count) fichiers copiés.", en: "\(names.count) files copied."))
                }
            }
        }
    }
}

/// Prints how a release was linked.
struct LinkagePrinter {
    let sheets: LinkageSheets
    private var language: Language { Terminal.language }
    private var numbers: SheetNumbers { SheetNumbers(language: language) }

    init(sheets: LinkageSheets) { self.sheets = sheets }

    func print() {
        TextTable(
            titles: [
                Phrase(fr: "source", en: "source"), Phrase(fr: "livraison", en: "delivery"),
                Phrase(fr: "enregistrements", en: "records"), Phrase(fr: "connus", en: "known"),
                Phrase(fr: "nouveaux", en: "new"), Phrase(fr: "ambigus", en: "ambiguous"),
                Phrase(fr: "exclus", en: "excluded"), Phrase(fr: "précision attendue", en: "expected precision"),
                Phrase(fr: "rappel attendu", en: "expected recall"),
            ]
            .map { $0.words(language) }, rows: sheets.sheets.map(row)
        )
        .print()
        for pair in sheets.implausible?.pairs ?? [] {
            let found = pair.findings.filter { $0.personCount.value != 0 }
                .map { finding in
                    let title = ImplausibleRule(rawValue: finding.rule)?.title.words(language) ?? finding.rule
                    return "\(title) \(numbers.count(finding.personCount))"
                }
            let told = found.isEmpty ? Phrase(fr: "aucun", en: "none").words(language) : found.joined(separator: ", ")
            let persons = numbers.count(pair.personCount)
            Terminal.say(
                Phrase(
                    fr: "Liens invraisemblables, \(pair.a) et \(pair.b) (\(persons) personnes) : \(told).",
                    en: "Implausible links, \(pair.a) and \(pair.b) (\(persons) persons): \(told)."))
        }
    }

    private func row(_ sheet: LinkageSheets.Sheet) -> [String] {
        guard let told = sheet.sheet, let delivery = told.delivery else {
            return [sheet.source, sheet.delivery] + [String](repeating: "–", count: 7)
        }
        let counts = [
            delivery.recordCount, delivery.known, delivery.new, delivery.ambiguous, delivery.excluded,
        ]
        let expected = told.thresholds.first
        return [sheet.source, sheet.delivery] + counts.map(numbers.count)
            + [expected?.precision, expected?.recall].map { $0.map { numbers.percent($0, 2) } ?? "–" }
    }
}
