import Foundation
import HealthModel
import NominativeDetection
import SQLBackends
import Synchronization
import TabularFiles

/// Looks for nominative data in every column of the staged tables and in every kept element of FHIR resources.
///
/// Every value is looked at: DuckDB gives the distinct ones with their counts, the scanner judges the column.
struct NominativeColumns: Sendable {
    let database: DuckDBDatabase
    let progress: ProgressObserver

    /// One column to judge: how to read it and what to call it.
    private struct Task: Sendable {
        let file: String
        let column: String
        var query: String
        /// The source says which date it is: that its values could be birth dates proves nothing.
        var isDescribedDate = false
    }

    func suspicions(
        staged tables: [StagingArea.StagedTable], resources: [(file: SourceFile, places: [URL])]
    ) throws -> [IntakeReport.Suspicion] {
        var tasks: [Task] = []
        for table in tables {
            let from = "read_parquet(\(SQLLiteral.text(table.parquet.path)))"
            for column in table.columns {
                var made = task(table.file.table, column, from: from)
                let kind = table.file.schema.field(named: column)?.kind
                made.isDescribedDate = kind == .date || kind == .datetime
                tasks.append(made)
            }
        }
        for (file, places) in resources { tasks.append(contentsOf: self.tasks(of: file, places)) }
        return try judge(tasks)
    }

    /// The text columns of OMOP tables that name persons, events or notes; the vocabulary is public.
    func suspicions(selects: [(table: String, select: String)]) throws -> [IntakeReport.Suspicion] {
        var tasks: [Task] = []
        for (name, parts) in Dictionary(grouping: selects, by: \.table).sorted(by: { $0.key < $1.key })
        where !OMOPVersion54.vocabularyTables.contains(name) {
            let from = "(\(parts.map(\.select).joined(separator: " UNION ALL ")))"
            for field in OMOPVersion54.table(name)?.fields ?? [] {
                guard case .text = field.kind else { continue }
                var made = task(name, field.name, from: from)
                made.isDescribedDate = true
                tasks.append(made)
            }
        }
        return try judge(tasks)
    }

    private func task(_ file: String, _ column: String, from: String) -> Task {
        let name = SQLLiteral.identifier(column)
        return Task(
            file: file, column: column,
            query: "SELECT \(name)::VARCHAR, count(*) FROM \(from) WHERE \(name) IS NOT NULL GROUP BY 1")
    }

    /// Kept elements as their JSON text; of references, what they say beside the row token or the resource's id.
    private func tasks(of file: SourceFile, _ places: [URL]) -> [Task] {
        guard case .fhir(_, let kept) = file.format else { return [] }
        let elements = kept.filter { !["resourceType", "id"].contains($0) }
        let columns = elements.map { "\(SQLLiteral.text($0)): 'JSON'" }.joined(separator: ", ")
        let from = """
            read_json(\(SQLLiteral.list(places.map(\.path))), format = 'newline_delimited', columns = {\(columns)})
            """
        return elements.map { element in
            var made = task(file.table, element, from: from)
            made.isDescribedDate =
                element.hasSuffix("DateTime") || element.hasSuffix("Date") || element.hasSuffix("Period")
            return made
        }
    }

    private func judge(_ tasks: [Task]) throws -> [IntakeReport.Suspicion] {
        let done = Mutex(0)
        let connections = try (0..<2).map { _ in try database.connect() }
        let progress = progress
        return try inParallel(tasks, workerCount: connections.count) { worker, task in
            let suspicion = try judge(task, on: connections[worker])
            let finished = done.withLock { number in
                number += 1
                return number
            }
            progress(
                ProgressStep(
                    Phrase(fr: "recherche de données nominatives", en: "looking for nominative data"), done: finished,
                    total: tasks.count))
            return suspicion
        }
        .compactMap { $0 }
    }

    private func judge(_ task: Task, on connection: DuckDBConnection) throws -> IntakeReport.Suspicion? {
        var scanner = ColumnScanner()
        try connection.stream(task.query, label: "scan \(task.file).\(task.column)") { chunk in
            let values = try chunk.strings(0)
            let counts = try chunk.int64s(1)
            for row in 0..<chunk.rowCount {
                scanner.add(values.bytes(row).span, count: Int(counts.values[row]))
            }
        }
        let verdict = scanner.finish(header: task.column)
        guard verdict.kind.isNominative, !(task.isDescribedDate && verdict.kind == .birthDate) else { return nil }
        return IntakeReport.Suspicion(
            file: task.file, column: task.column, kind: verdict.kind.rawValue, confidence: verdict.confidence,
            maskedExamples: verdict.maskedExamples)
    }
}
