import Console
import Foundation
import HealthModel
import Intake

/// An intake report on the terminal: the outcome, what to mend, where the whole report is.
struct ReportPrinter {
    let report: IntakeReport
    let place: URL
    private static let findingCountShown = 20

    func print() {
        let language = Terminal.language
        Swift.print(
            "\(report.source) \(report.delivery): \(IntakeReportPage.words(for: report.state).words(language)), "
                + "\(grouped(report.rowCount)) \(Phrase(fr: "lignes", en: "rows").words(language))")
        for line in report.suspicions {
            Swift.print(
                "  \(line.file).\(line.column): \(line.kind) \(Int(line.confidence * 100)) %  "
                    + line.maskedExamples.joined(separator: "  "))
        }
        for line in report.findings.prefix(Self.findingCountShown) {
            let where_ = [line.file, line.line.map { ":\($0)" } ?? "", line.field.map { " (\($0))" } ?? ""].joined()
            Swift.print(
                "  \(line.severity) \(where_): \(language == .french ? line.fr : line.en) ×\(grouped(line.count)) "
                    + "[\(line.code)]")
        }
        if report.findings.count > Self.findingCountShown {
            Swift.print("  … +\(report.findings.count - Self.findingCountShown)")
        }
        for outcome in report.persons {
            Swift.print("  \(outcome.outcome) \(outcome.reason): \(grouped(outcome.records))")
        }
        Swift.print("  \(place.path).\(language.rawValue).html")
    }
}

/// A publication on the terminal: tables, and what each rule removed.
struct PublicationPrinter {
    let report: PublicationReport

    func print() {
        let language = Terminal.language
        let clinical = report.tables.filter { !OMOPVersion54.vocabularyTables.contains($0.table) }
        Swift.print(
            "\(report.release): \(grouped(report.persons)) \(Phrase(fr: "personnes", en: "persons").words(language)); "
                + clinical.map { "\($0.table) \(grouped($0.rows))" }.joined(separator: ", "))
        for rule in report.rules where rule.removedRows > 0 {
            Swift.print(
                "  −\(grouped(rule.removedRows))  \(rule.source) \(rule.rule): \(language == .french ? rule.fr : rule.en)"
            )
        }
        for note in report.notes where note.removedRows > 0 {
            Swift.print(
                "  \(grouped(note.removedRows))  \(note.source) \(note.rule): \(language == .french ? note.fr : note.en)"
            )
        }
    }
}
