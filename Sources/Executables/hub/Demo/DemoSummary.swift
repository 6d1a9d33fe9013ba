import Console
import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import Intake
import QualitySheets

/// What a demonstration did.
struct DemoSummary {
    struct Timing {
        let label: Phrase
        let seconds: Double
    }

    struct Answer {
        let title: Phrase
        let answer: EligibilityAnswer
    }

    let persons: Int
    /// The linkage sheets of the release, and where they are.
    let sheets: LinkageSheets
    let sheetFolder: URL
    let reports: [IntakeReport]
    let quarantined: [IntakeReport]
    let publication: PublicationReport
    let answers: [Answer]
    let scores: DemoScores
    let timings: [Timing]
    let seconds: Double
}

/// Prints the summary of a demonstration.
struct DemoSummaryPrinter {
    let summary: DemoSummary
    private var language: Language { Terminal.language }

    init(summary: DemoSummary) { self.summary = summary }

    func print() {
        heading(Phrase(fr: "Personnes et sources", en: "People and sources"))
        let byName = Dictionary(summary.scores.sources.map { ($0.name, $0) }) { first, _ in first }
        TextTable(
            titles: [
                Phrase(fr: "source", en: "source"), Phrase(fr: "lignes", en: "rows"),
                Phrase(fr: "identités", en: "identities"), Phrase(fr: "certaines", en: "certain"),
                Phrase(fr: "ambiguës", en: "ambiguous"), Phrase(fr: "exclues", en: "excluded"),
            ]
            .map { $0.words(language) },
            rows: summary.reports.map { report in
                let score = byName[report.source]
                return [
                    report.source, grouped(report.rowCount), grouped(score?.records ?? 0),
                    grouped(report.records(.certain)), grouped(report.records(.ambiguous)),
                    grouped(report.records(.excluded)),
                ]
            }
        )
        .print()
        linkage()
        say(
            Phrase(
                fr:
                    "\(grouped(summary.persons)) personnes simulées ; contre la vérité : précision \(share(summary.scores.precision)), "
                    + "rappel \(share(summary.scores.recall)).",
                en:
                    "\(grouped(summary.persons)) persons simulated; against the truth: precision \(share(summary.scores.precision)), "
                    + "recall \(share(summary.scores.recall))."))
        say(
            Phrase(
                fr:
                    "Règles seules, sans la somme des indices : précision \(share(summary.scores.rulesPrecision)), "
                    + "rappel \(share(summary.scores.rulesRecall)).",
                en:
                    "Rules alone, without the sum of the evidence: precision \(share(summary.scores.rulesPrecision)), "
                    + "recall \(share(summary.scores.rulesRecall))."))
        for report in summary.reports where report.state != .accepted {
            say(
                Phrase(
                    fr: "ATTENTION : \(report.source) n'a pas été acceptée (\(report.state.rawValue)).",
                    en: "ATTENTION: \(report.source) was not accepted (\(report.state.rawValue))."))
        }
        for report in summary.quarantined {
            let columns = report.suspicions.map { "\($0.file).\($0.column) (\($0.kind))" }.joined(separator: ", ")
            say(
                Phrase(
                    fr: "1 livraison mise à l'écart : \(report.source) \(report.delivery), \(columns).",
                    en: "1 delivery quarantined: \(report.source) \(report.delivery), \(columns)."))
        }
        heading(Phrase(fr: "Version \(summary.publication.release)", en: "Release \(summary.publication.release)"))
        PublicationPrinter(report: summary.publication).print()
        heading(Phrase(fr: "Questions d'éligibilité", en: "Eligibility questions"))
        for answer in summary.answers {
            say(Phrase(fr: "  \(count(answer))  \(answer.title.fr)", en: "  \(count(answer))  \(answer.title.en)"))
        }
        heading(Phrase(fr: "Temps", en: "Time"))
        for timing in summary.timings { Swift.print("  \(seconds(timing.seconds))  \(timing.label.words(language))") }
        say(
            Phrase(
                fr: "Total \(seconds(summary.seconds)), mémoire \(grouped(Memory.peakMegabytes)) Mo.",
                en: "Total \(seconds(summary.seconds)), memory \(grouped(Memory.peakMegabytes)) MB."))
    }

    /// What was matched, against the truth, and the sheets that say so to researchers.
    private func linkage() {
        heading(Phrase(fr: "Appariement, contre la vérité", en: "Linkage, against the truth"))
        let titles = [
            Phrase(fr: "source", en: "source"), Phrase(fr: "appariés, justes", en: "matched, right"),
            Phrase(fr: "faux", en: "wrong"), Phrase(fr: "second pseudonyme", en: "second pseudonym"),
            Phrase(fr: "ambigus", en: "ambiguous"), Phrase(fr: "dont connus ailleurs", en: "of whom known elsewhere"),
            Phrase(fr: "exclus", en: "excluded"), Phrase(fr: "dont connus ailleurs", en: "of whom known elsewhere"),
        ]
        TextTable(
            titles: titles.map { $0.words(language) },
            rows: summary.scores.sources.map { source in
                let truth = source.truth
                return [source.name]
                    + [
                        truth.right, truth.wrong, truth.apart, truth.ambiguous, truth.ambiguousMissed, truth.excluded,
                        truth.excludedMissed,
                    ]
                    .map { grouped($0) }
            }
        )
        .print()
        heading(Phrase(fr: "Fiches de qualité de l'appariement", en: "Linkage quality sheets"))
        LinkagePrinter(sheets: summary.sheets).print()
        for sheet in summary.sheets.sheets where sheet.sheet != nil {
            let name = "\(sheet.source)-\(sheet.delivery).\(language.rawValue).html"
            Swift.print("  " + summary.sheetFolder.appending(path: name).path)
        }
    }

    private func count(_ answer: DemoSummary.Answer) -> String {
        let text = answer.answer.persons.value.number.map { "≈ \(grouped($0))" } ?? "< 11"
        return String(repeating: " ", count: max(0, 10 - text.count)) + text
    }

    private func share(_ value: Double) -> String { String(Double(Int(value * 100_000)) / 100_000) }

    private func seconds(_ value: Double) -> String {
        let text = "\(Double(Int(value * 10)) / 10) s"
        return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }

    private func heading(_ phrase: Phrase) { Swift.print("\n" + phrase.words(language).uppercased()) }
    private func say(_ phrase: Phrase) { Swift.print(phrase.words(language)) }
}
