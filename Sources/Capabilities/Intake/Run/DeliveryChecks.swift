import Foundation
import HealthModel
import SQLBackends
import TabularFiles

/// Checks every file of a delivery before anything of it is loaded.
struct DeliveryChecks {
    let source: SourceDescription
    let manifest: DeliveryManifest
    let folder: URL
    let work: URL
    /// Where the operator keeps reference tables of codes; may be absent.
    let nomenclatures: URL

    /// The files of one table, checked, and how to stage them.
    struct CheckedFile {
        let source: SourceFile
        let names: [String]
        let bytes: Int
        let encoding: String
        let rows: Int
        let stage: (StagingArea) throws -> StagingArea.StagedTable

        func stage(in area: StagingArea) throws -> StagingArea.StagedTable { try stage(area) }
    }

    struct Result {
        var files: [CheckedFile] = []
        /// FHIR files as delivered, whose kept elements are scanned for nominative data.
        var resources: [(file: SourceFile, places: [URL])] = []
        var findings = Findings()
    }

    func run(progress: @escaping ProgressObserver) throws -> Result {
        var result = Result()
        var unclaimed = Set(manifest.files.map(\.name))
        var tables: [(file: SourceFile, names: [String])] = []
        for file in source.files {
            let names = manifest.files.map(\.name).filter { file.accepts($0) }.sorted()
            unclaimed.subtract(names)
            if !names.isEmpty {
                tables.append((file, names))
            } else if file.isRequired {
                result.findings.add(missing(file))
            }
        }
        let reports = try checkAllCSV(tables, progress: progress)
        for (file, names) in tables {
            switch file.format {
            case .csv: gather(file, names, reports, into: &result)
            case .fhir(let resourceType, _): try checkFHIR(file, resourceType, names, into: &result, progress: progress)
            }
        }
        for name in unclaimed.sorted() { result.findings.add(unknown(name)) }
        return result
    }

    // MARK: - CSV and Parquet

    private struct Job: Sendable {
        let name: String
        let bytes: Int
        let table: String
        let schema: TableSchema
        let options: CSVCheckOptions
    }

    private struct Checked: Sendable {
        let place: URL
        let report: CSVReport
    }

    /// Every CSV of the delivery, on both cores, the largest first.
    private func checkAllCSV(
        _ tables: [(file: SourceFile, names: [String])], progress: @escaping ProgressObserver
    ) throws -> [String: Checked] {
        var jobs: [Job] = []
        for (file, names) in tables where file.format == .csv {
            var options = CSVCheckOptions()
            if FileManager.default.fileExists(atPath: nomenclatures.path) {
                options.codes = try NomenclatureFolder(nomenclatures).codes(of: file.deliveredSchema)
            }
            for name in names {
                let bytes = manifest.files.first { $0.name == name }?.bytes ?? 0
                jobs.append(
                    Job(name: name, bytes: bytes, table: file.table, schema: file.deliveredSchema, options: options))
            }
        }
        jobs.sort { $0.bytes > $1.bytes }
        let folder = folder
        let work = work
        let checked = try inParallel(jobs) { _, job in
            progress(ProgressStep(Phrase(fr: "contrôle de \(job.table)", en: "checking \(job.table)"), done: 0))
            return try Self.check(job, in: folder, work: work)
        }
        return Dictionary(zip(jobs.map(\.name), checked)) { first, _ in first }
    }

    /// Checks one file; if DuckDB could not read it as it stands, makes a clean copy.
    private static func check(_ job: Job, in folder: URL, work: URL) throws -> Checked {
        var place = folder.appending(path: job.name)
        if job.name.hasSuffix(".parquet") { place = try ParquetDelivery(work: work).asCSV(place) }
        let report = try CSVChecker.check(file: place, schema: job.schema, options: job.options)
        guard report.needsRewriting, !report.findings.hasErrors else { return Checked(place: place, report: report) }
        let clean = work.appending(path: "clean-\(job.name).csv")
        return Checked(
            place: clean,
            report: try CSVChecker.check(file: place, schema: job.schema, options: job.options, output: clean))
    }

    private func gather(
        _ file: SourceFile, _ names: [String], _ reports: [String: Checked], into result: inout Result
    ) {
        let checked = names.compactMap { reports[$0] }
        for one in checked { result.findings.add(contentsOf: one.report.findings) }
        let ready = checked.map { one in
            let dialect = one.report.isRewritten ? CSVDialect.comma : one.report.dialect
            return StagingArea.ReadyFile(
                place: one.place, header: one.report.columns.map(\.name),
                delimiter: Character(Unicode.Scalar(dialect.separator)),
                quote: Character(Unicode.Scalar(dialect.quote)), isGzip: one.report.isGzip && !one.report.isRewritten)
        }
        let encodings = Set(
            zip(names, checked).map { $0.hasSuffix(".parquet") ? "Parquet" : $1.report.encoding.rawValue })
        result.files.append(
            CheckedFile(
                source: file, names: names, bytes: checked.reduce(0) { $0 + $1.report.byteCount },
                encoding: encodings.sorted().joined(separator: ", "),
                rows: checked.reduce(0) { $0 + $1.report.rowCount }
            ) { area in try area.stage(file, from: ready) })
    }

    // MARK: - FHIR

    private func checkFHIR(
        _ file: SourceFile, _ resourceType: String, _ names: [String], into result: inout Result,
        progress: @escaping ProgressObserver
    ) throws {
        guard let flattening = FHIRFlattening.table(resourceType) else {
            throw IntakeError.mappingFailed(source: source.name, step: resourceType, detail: "no flat table")
        }
        let places = names.map { folder.appending(path: $0) }
        var bytes = 0
        var rows = 0
        for place in places {
            let report = try NDJSONChecker.check(file: place, resourceType: resourceType, progress: progress)
            result.findings.add(contentsOf: report.findings)
            bytes += report.byteCount
            rows += report.objectCount
        }
        result.resources.append((file, places))
        result.files.append(
            CheckedFile(source: file, names: names, bytes: bytes, encoding: "UTF-8 JSON", rows: rows) { area in
                try area.stage(file, flattening: flattening, from: places)
            })
    }

    // MARK: - Findings

    private func missing(_ file: SourceFile) -> Finding {
        Finding(
            code: "delivery.table-missing", severity: .error, file: file.pattern, field: file.table,
            message: Phrase(
                fr: "La table \(file.table) est obligatoire et aucun fichier \(file.pattern) n'est livré.",
                en: "Table \(file.table) is required and no file \(file.pattern) is delivered."))
    }

    private func unknown(_ name: String) -> Finding {
        Finding(
            code: "delivery.file-unknown", severity: .warning, file: name,
            message: Phrase(
                fr: "Ce fichier n'est pas décrit pour cette source : il n'est pas lu.",
                en: "This file is not described for this source: it is not read."))
    }
}

extension SourceFile {
    /// Whether a delivered file's name is one of this table's; `.gz` and `.parquet` forms included.
    package func accepts(_ name: String) -> Bool {
        var plain = name
        if plain.hasSuffix(".gz") { plain.removeLast(3) }
        let stem = pattern.split(separator: ".").dropLast().joined(separator: ".")
        return RawFolder.matches(plain, pattern)
            || (plain.hasSuffix(".parquet") && RawFolder.matches(plain, stem + ".parquet"))
    }
}
