package import CohortEngine
package import Foundation
package import HealthModel

/// Evaluates files of definitions for the operator: exact rows in one CSV, never shown on a page.
///
/// Columns: cohort_definition_id (the first number in the file's name: 1431 of `1431.json`, 2 of `Q2.json`), subject_id, cohort_start_date,
/// cohort_end_date; ordered by definition as given, then by the other columns.
package struct CohortEvaluation {
    package static let fileCountMax = 10_000

    private let evaluator: any CohortEvaluator
    private let reading: CohortReading
    private let record: FeasibilityService.Recorder

    package init(
        evaluator: any CohortEvaluator, reading: CohortReading = .strict, record: @escaping FeasibilityService.Recorder
    ) {
        self.evaluator = evaluator
        self.reading = reading
        self.record = record
    }

    /// One evaluated definition.
    package struct Outcome: Sendable, Hashable {
        package let number: Int
        package let file: String
        package let figures: CohortFigures
    }

    /// What was evaluated and what was not.
    package struct Report: Sendable {
        package fileprivate(set) var outcomes: [Outcome] = []
        package fileprivate(set) var failures: [(file: String, error: any HubError)] = []
    }

    /// Evaluates the files one after the other and writes their rows as they come. A definition that fails leaves no
    /// row and is in the report; the others go on.
    package func run(_ files: [URL], to output: URL, onProgress: ProgressObserver? = nil) throws -> Report {
        let numbered = try CohortEvaluation.numbered(files)
        try record(
            "feasibility.evaluate", ["definitions": "\(files.count)", "output": output.lastPathComponent])
        let writer = try RowWriter(output)
        var report = Report()
        for (position, entry) in numbered.enumerated() {
            let name = entry.file.lastPathComponent
            onProgress?(ProgressStep(Phrase(fr: name, en: name), done: position, total: files.count))
            let mark = try writer.mark()
            do {
                let figures = try evaluate(entry.file, number: entry.number, writer)
                report.outcomes.append(Outcome(number: entry.number, file: name, figures: figures))
            } catch let error as FeasibilityError where error == writer.failure {
                throw error
            } catch let error as any HubError {
                try writer.takeBack(to: mark)
                report.failures.append((name, error))
            }
        }
        try writer.close()
        return report
    }

    private func evaluate(_ file: URL, number: Int, _ writer: RowWriter) throws -> CohortFigures {
        guard let data = try? Data(contentsOf: file) else {
            throw FeasibilityError.unreadable(file: file.lastPathComponent)
        }
        return try evaluator.rows(CirceJSON.read(data), reading: reading) { subject, start, end in
            try writer.write("\(number),\(subject),\(start),\(end)\n")
        }
    }

    private static func numbered(_ files: [URL]) throws(FeasibilityError) -> [(number: Int, file: URL)] {
        guard files.count <= fileCountMax else { throw .tooManyFiles(maximum: fileCountMax) }
        var numbers: Set<Int> = []
        var list: [(number: Int, file: URL)] = []
        for file in files {
            let name = file.lastPathComponent
            guard let number = Int(name.drop { !isDigit($0) }.prefix(while: isDigit)) else {
                throw .fileWithoutNumber(file: name)
            }
            guard numbers.insert(number).inserted else { throw .numberTwice(number: number, file: name) }
            list.append((number, file))
        }
        return list
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
