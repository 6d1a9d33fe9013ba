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
        var keptElements: [String: [String]] = [:]
        var findings = Findings()
    }

    func run(progress: @escaping ProgressObserver) throws -> Result {
        var result = Result()
        var unclaimed = Set(manifest.files.map(\.name))
        for file in source.files {
            let names = manifest.files.map(\.name).filter { file.accepts($0) }.sorted()
            unclaimed.subtract(names)
            guard !names.isEmpty else {
                if file.isRequired { result.findings.add(missing(file)) }
                continue
            }
            progress(
                ProgressStep(Phrase(fr: "contrôle de \(file.table)", en: "checking \(file.table)"), done: 0))
            switch file.format {
            case .csv:
                try checkCSV(file, names, into: &result, progress: progress)
            case .fhir(let resourceType, let kept):
                try checkFHIR(file, resourceType, names, into: &result, progress: progress)
                result.keptElements[file.table] = kept
            }
        }
        for name in unclaimed.sorted() { result.findings.add(unknown(name)) }
        return result
    }

    // MARK: - CSV and Parquet

    private func checkCSV(
        _ file: SourceFile, _ names: [String], into result: inout Result, progress: @escaping ProgressObserver
    ) throws {
        var ready: [StagingArea.ReadyFile] = []
        var bytes = 0
        var rows = 0
        var encodings: Set<String> = []
        for name in names {
            var place = folder.appending(path: name)
            if name.hasSuffix(".parquet") {
                place = try ParquetDelivery(work: work).asCSV(place)
                encodings.insert("Parquet")
            }
            var report = try CSVChecker.check(file: place, schema: file.deliveredSchema, progress: progress)
            if report.needsRewriting, !report.findings.hasErrors {
                let clean = work.appending(path: "clean-\(name).csv")
                report = try CSVChecker.check(file: place, schema: file.deliveredSchema, output: clean)
                place = clean
            }
            result.findings.add(contentsOf: report.findings)
            bytes += report.byteCount
            rows += report.rowCount
            if !name.hasSuffix(".parquet") { encodings.insert(report.encoding.rawValue) }
            let dialect = report.isRewritten ? CSVDialect.comma : report.dialect
            ready.append(
                StagingArea.ReadyFile(
                    place: place, header: report.columns.map(\.name),
                    delimiter: Character(Unicode.Scalar(dialect.separator)),
                    quote: Character(Unicode.Scalar(dialect.quote)), isGzip: report.isGzip && !report.isRewritten))
        }
        result.files.append(
            CheckedFile(
                source: file, names: names, bytes: bytes, encoding: encodings.sorted().joined(separator: ", "),
                rows: rows
            ) { [ready] area in try area.stage(file, from: ready) })
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
        return matches(plain, pattern) || (plain.hasSuffix(".parquet") && matches(plain, stem + ".parquet"))
    }

    private func matches(_ name: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return name == pattern }
        guard name.hasPrefix(parts[0]), name.hasSuffix(parts[parts.count - 1]),
            name.utf8.count >= parts[0].utf8.count + parts[parts.count - 1].utf8.count
        else { return false }
        var rest = name.dropFirst(parts[0].count).dropLast(parts[parts.count - 1].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.range(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
