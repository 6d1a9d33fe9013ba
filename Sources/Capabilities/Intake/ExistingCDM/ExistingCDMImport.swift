package import Foundation
package import HealthModel
package import SQLBackends

/// Takes a database that is already OMOP, version 5.3 or 5.4: a folder or a zip of CSV or Parquet files, with the
/// defects that public sets have.
///
/// Names may be in capitals or have blanks, identifiers may be written `1.0`, dates as timestamps or YYYYMMDD, files may
/// be tab-separated or ragged, a table without rows may hold the names of its columns as a row. Every row is kept, or
/// counted with the reason why not.
package struct ExistingCDMImport {
    package let input: URL
    /// Which folder of the input, when it holds several sets.
    package let set: String?
    package let connection: DuckDBConnection
    package let surroundings: Surroundings
    package let limits: ExistingCDMLimits
    /// Holds unpacked files and clean copies while the import lasts.
    private let work: URL

    /// `work` is an existing folder for temporary files; the import makes and removes one of its own in it.
    package init(
        input: URL,
        set: String? = nil,
        connection: DuckDBConnection,
        work: URL,
        surroundings: Surroundings,
        limits: ExistingCDMLimits = ExistingCDMLimits()
    ) {
        self.input = input
        self.set = set
        self.connection = connection
        self.surroundings = surroundings
        self.limits = limits
        self.work = work.appending(path: "cdm-\(surroundings.newID())")
    }

    /// What an import would write: the selects are valid while `body` runs.
    package struct Staged {
        /// OMOP table → selects of its rows, in OMOP's columns and types.
        package let selects: [(table: String, select: String)]
        package let report: ExistingCDMReport

        /// False when a finding is an error: the set cannot be released.
        package var isAcceptable: Bool { !report.findings.contains { $0.severity == Finding.Severity.error.rawValue } }
    }

    /// Reads and checks the input, and gives what to write to `body`.
    package func withStaged<Value>(
        onProgress: ProgressObserver? = nil, _ body: (Staged) throws -> Value
    ) throws -> Value {
        try FileManager.default.createDirectory(
            at: work, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: work) }
        let (files, ignored) = try listFiles()
        let folder = try CDMFolder.choose(among: files, named: set, input: input.lastPathComponent)
        return try body(try stage(folder, ignored: ignored, onProgress))
    }

    private func listFiles() throws -> (files: [CDMFile], ignored: [String]) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: input.path, isDirectory: &isFolder) else {
            throw ExistingCDMError.noPersonTable(file: input.lastPathComponent)
        }
        if isFolder.boolValue { return try CDMFolder.files(below: input, limits: limits) }
        return try ZipExtraction(archive: input, folder: work, limits: limits).run()
    }

    private func stage(_ folder: CDMFolder, ignored: [String], _ onProgress: ProgressObserver?) throws -> Staged {
        var findings = Findings()
        var selects: [(table: String, select: String)] = []
        var tables: [ExistingCDMReport.Table] = []
        var isVersion53 = false
        let present = OMOPVersion54.tables.filter { folder.tables[$0.name] != nil }
        for (number, table) in present.enumerated() {
            let label = Phrase(fr: "Lecture de \(table.name)", en: "Reading \(table.name)")
            onProgress?(ProgressStep(label, done: number, total: present.count))
            let reader = CDMTableReader(table: table, connection: connection, work: work)
            var ready: [CDMTableReader.Ready] = []
            for file in folder.tables[table.name] ?? [] {
                ready.append(try reader.read(file, number: ready.count, findings: &findings))
            }
            selects += ready.map { (table.name, $0.select) }
            isVersion53 = isVersion53 || ready.contains { $0.isVersion53 }
            tables.append(
                ExistingCDMReport.Table(
                    table: table.name, files: (folder.tables[table.name] ?? []).map(\.path),
                    rowsInFiles: ready.reduce(0) { $0 + $1.rowsInFile },
                    rowsKept: ready.reduce(0) { $0 + $1.rowsKept },
                    dropped: ready.reduce(into: [:]) { $0.merge($1.dropped, uniquingKeysWith: +) }))
        }
        let unknown = try folder.unknown.map { try note(unknown: $0, &findings) }
        for file in ignored { findings.add(CDMFindings.fileIgnored(file)) }
        let report = ExistingCDMReport(
            input: input.lastPathComponent, set: folder.name, cdmVersion: isVersion53 ? "v5.3" : "v5.4",
            digest: try digest(folder), tables: tables, unknownFiles: unknown, ignoredFiles: ignored,
            findings: findings.sorted.map { IntakeReport.FindingLine($0) })
        return Staged(selects: selects, report: report)
    }

    private func note(unknown file: CDMFile, _ findings: inout Findings) throws -> ExistingCDMReport.UnknownFile {
        let rows: Int
        if CDMFolder.isParquet(file) {
            rows = Int(
                try connection.query(
                    "SELECT count(*) FROM read_parquet(\(SQLLiteral.text(file.place.path)))", label: "count unknown"
                )
                .scalarInt64())
        } else {
            rows = try CDMTextFile(file, expectedNames: []).rowCount
        }
        findings.add(CDMFindings.tableUnknown(file.path, rows: rows))
        return ExistingCDMReport.UnknownFile(file: file.path, rows: rows)
    }

    /// Names and digests of the set's files, digested: the same files in another archive are the same delivery.
    private func digest(_ folder: CDMFolder) throws -> String {
        let files = (folder.tables.values.flatMap { $0 } + folder.unknown).sorted { $0.path < $1.path }
        let lines = try files.map { "\($0.path) \(try FileDigest.sha256(of: $0.place))\n" }
        return FileDigest.sha256(of: Data(lines.joined().utf8))
    }
}

extension IntakeReport.FindingLine {
    fileprivate init(_ finding: Finding) {
        self.init(
            code: finding.code, severity: finding.severity.rawValue, file: finding.file, line: finding.line,
            column: finding.column, field: finding.field, count: finding.count, fr: finding.message.fr,
            en: finding.message.en)
    }
}
