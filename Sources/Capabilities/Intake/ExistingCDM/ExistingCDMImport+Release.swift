package import Foundation
package import HealthModel
package import SQLBackends

extension ExistingCDMImport {
    /// What an import led to.
    package enum Outcome {
        case released(Release, ExistingCDMReport)
        /// A finding is an error, or the caller refused: nothing was written.
        case refused(ExistingCDMReport)

        package var report: ExistingCDMReport {
            switch self {
            case .released(_, let report), .refused(let report): report
            }
        }
    }

    /// Imports the input as a release of the lake: all of it, or nothing. `isAccepted` may look at the staged rows (their
    /// selects are valid on any connection while it runs) and refuse; `emptiedColumns` names columns, by table, whose
    /// values are not kept. The caller holds the hub's lock, journals, and
    /// commits the release's name.
    package func run(
        lake: Lake,
        name: String,
        sequence: Int,
        source: String,
        delivery: String,
        codeVersion: String,
        sign: ((Data) throws -> ReleaseSignature)? = nil,
        isAccepted: (Staged) throws -> Bool = { _ in true },
        emptiedColumns: (Staged) throws -> [String: Set<String>] = { _ in [:] },
        onProgress: ProgressObserver? = nil
    ) throws -> Outcome {
        try withStaged(onProgress: onProgress) { staged in
            guard staged.isAcceptable, try isAccepted(staged) else { return .refused(staged.report) }
            let builder = try lake.stage(name, surroundings: surroundings)
            do {
                try write(
                    staged, emptied: try emptiedColumns(staged), into: builder, source: source, delivery: delivery)
                let sources = [
                    ReleaseManifest.Source(
                        source: source, deliveries: [.init(delivery: delivery, digest: staged.report.digest)])
                ]
                let release = try builder.publish(
                    sequence: sequence, codeVersion: codeVersion, sources: sources, surroundings: surroundings,
                    sign: sign, onProgress: onProgress)
                return .released(release, staged.report)
            } catch {
                try? builder.abandon()
                throw error
            }
        }
    }

    private func write(
        _ staged: Staged, emptied: [String: Set<String>], into builder: ReleaseBuilder, source: String, delivery: String
    ) throws {
        for (table, select) in staged.selects {
            try builder.write(
                table: table, select: ExistingCDMImport.emptying(emptied[table] ?? [], of: table, select),
                source: source, delivery: delivery, connection: connection)
        }
        for table in staged.report.tables {
            let written = builder.rowCounts[table.table] ?? 0
            guard written == table.rowsKept, written + table.rowsDropped == table.rowsInFiles else {
                throw ExistingCDMError.rowsDiffer(table: table.table, inFile: table.rowsInFiles, read: written)
            }
        }
    }

    /// The select without the values of some text columns: null, or an empty text where OMOP requires one.
    private static func emptying(_ columns: Set<String>, of table: String, _ select: String) -> String {
        guard !columns.isEmpty else { return select }
        let replacements = columns.sorted()
            .map { column in
                let isRequired = OMOPVersion54.table(table)?.field(named: column)?.isRequired ?? false
                return "\(isRequired ? "''" : "NULL") AS \(SQLLiteral.identifier(column))"
            }
        return "SELECT * REPLACE (\(replacements.joined(separator: ", "))) FROM (\(select))"
    }
}
