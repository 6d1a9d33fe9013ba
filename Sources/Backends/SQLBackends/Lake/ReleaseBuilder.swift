package import Foundation
package import HealthModel

/// A release while it is written: rows in, files out, then all of it published or nothing.
package final class ReleaseBuilder {
    /// The steps of a publication: a test stops after each of them.
    package enum Step: Sendable, CaseIterable {
        case filesSynced, manifestWritten, signatureWritten, stagingSynced, renamed
    }

    /// A release of more files is a sign of deliveries that should be merged.
    package static let fileCountMax = 100_000
    private static let documentNameLengthMax = 250
    /// Row groups of DuckDB's own size: large enough to compress well, small enough to skip and to share among threads.
    /// Zstandard at level 1 writes as fast as Snappy and half as much (2.8 and 5.0 MB for a table of 27 MB as CSV).
    static let parquetOptions = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880"

    package let name: String
    let staging: URL
    private let final: URL
    private var isOver = false
    private var written: [WrittenFile] = []
    private var documents: [ReleaseManifest.Document] = []
    /// Called after each step of `publish`.
    package var onStep: (Step) throws -> Void = { _ in }

    private struct WrittenFile {
        let table: String
        let source: String
        let delivery: String
        let path: String
        let rows: Int
    }

    init(name: String, staging: URL, final: URL) {
        self.name = name
        self.staging = staging
        self.final = final
    }

    /// How many rows were written so far, by table.
    package var rowCounts: [String: Int] {
        written.reduce(into: [:]) { $0[$1.table, default: 0] += $1.rows }
    }

    /// Writes the rows of a select into a table of the release, and gives how many there were.
    ///
    /// With a `delivery`, all rows are of that delivery. Without, the select has a column `delivery` beside those of
    /// the table: it parts the rows into files and is not written. The columns of an OMOP table are put into its order
    /// and types, so the select may give them in any order; one that is missing or cannot be cast is an error. Rows lie
    /// by person: whoever reads some persons, as the patient index does, skips the rest of a file.
    @discardableResult
    package func write(
        table: String, select: String, source: String, delivery: String? = nil, connection: DuckDBConnection
    ) throws -> Int {
        guard !isOver else { throw LakeError.alreadyPublished(name: name) }
        guard Lake.isValid(table) else { throw LakeError.nameInvalid(name: table) }
        let rows = ReleaseBuilder.typed(select, table: table, keepsDelivery: delivery == nil)
        let folder = staging.appending(path: "omop").appending(path: table)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let part = folder.appending(path: "part")
        defer { try? FileManager.default.removeItem(at: part) }
        if let delivery {
            try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true)
            let file = part.appending(path: "data.parquet")
            try copy(rows, to: file, options: "", label: "write \(table)", connection)
            return try take(file, table: table, source: source, delivery: delivery, into: folder, connection)
        }
        try copy(rows, to: part, options: ", PARTITION_BY (delivery)", label: "write \(table)", connection)
        return try takeParts(of: part, table: table, source: source, into: folder, connection)
    }

    /// Adds a document that goes with the rows: `folder/name`, both plain. It is durable when this returns.
    package func add(document bytes: Data, folder: String, name: String) throws {
        guard !isOver else { throw LakeError.alreadyPublished(name: self.name) }
        guard Lake.isValid(folder), folder != "omop" else { throw LakeError.nameInvalid(name: folder) }
        guard (1...Self.documentNameLengthMax).contains(name.utf8.count), !name.hasPrefix("."),
            name.utf8.allSatisfy(Lake.isPlain)
        else { throw LakeError.nameInvalid(name: name) }
        let place = staging.appending(path: folder)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try DurableFiles.write(bytes, to: place.appending(path: name))
        let path = "\(folder)/\(name)"
        documents.removeAll { $0.path == path }
        documents.append(
            ReleaseManifest.Document(path: path, bytes: bytes.count, sha256: FileDigest.sha256(of: bytes)))
    }

    /// A select that gives the rows written so far into an OMOP table from one source; none is an empty select.
    package func select(from table: OMOPTable, source: String) -> String {
        let files = written.filter { $0.table == table.name && $0.source == source }
            .map { staging.appending(path: $0.path).path }
        return Release.select(from: table, files: files)
    }

    /// Makes the release durable and visible under its name. Nothing is visible when it throws.
    package func publish(
        sequence: Int,
        codeVersion: String,
        cdmVersion: String = OMOPVersion54.version,
        sources: [ReleaseManifest.Source],
        surroundings: Surroundings,
        sign: ((Data) throws -> ReleaseSignature)? = nil,
        onProgress: ProgressObserver? = nil
    ) throws -> Release {
        guard !isOver else { throw LakeError.alreadyPublished(name: name) }
        let manifest = ReleaseManifest(
            format: ReleaseManifest.currentFormat, release: name, sequence: sequence,
            created: surroundings.timestamp(), codeVersion: codeVersion, cdmVersion: cdmVersion, sources: sources,
            files: try syncedFiles(onProgress),
            documents: documents.isEmpty ? nil : documents.sorted { $0.path < $1.path })
        try DurableFiles.syncTree(staging.appending(path: "omop"))
        try onStep(.filesSynced)
        let bytes = try manifest.canonicalBytes()
        try DurableFiles.write(bytes, to: staging.appending(path: Release.manifestName))
        try onStep(.manifestWritten)
        if let signature = try sign?(bytes) {
            let line = "\(signature.algorithm) \(signature.keyID) \(hexadecimal(signature.signature))\n"
            try DurableFiles.write(line.utf8, to: staging.appending(path: Release.signatureName))
        }
        try onStep(.signatureWritten)
        try DurableFiles.syncFolder(staging)
        try onStep(.stagingSynced)
        guard !FileManager.default.fileExists(atPath: final.path) else { throw LakeError.releaseExists(name: name) }
        try DurableFiles.rename(staging, to: final)
        isOver = true
        try onStep(.renamed)
        return Release(name: name, folder: final, manifest: manifest)
    }

    /// Gives the release up and removes what was written.
    package func abandon() throws {
        guard !isOver else { return }
        isOver = true
        try FileManager.default.removeItem(at: staging)
    }

    // MARK: - Files

    /// Hashes the written files, which also proves that they can be read again.
    private func syncedFiles(_ onProgress: ProgressObserver?) throws -> [ReleaseManifest.File] {
        let label = Phrase(fr: "Empreinte des fichiers", en: "Hashing files")
        var files: [ReleaseManifest.File] = []
        for (number, file) in written.enumerated() {
            onProgress?(ProgressStep(label, done: number, total: written.count))
            let place = staging.appending(path: file.path)
            var bytes = 0
            let digest = try FileDigest.sha256(of: place) { bytes += $0 }
            files.append(
                ReleaseManifest.File(
                    table: file.table, source: file.source, delivery: file.delivery, path: file.path,
                    rows: file.rows, bytes: bytes, sha256: digest))
        }
        return files
    }

    private func copy(
        _ select: String, to place: URL, options: String, label: String, _ connection: DuckDBConnection
    ) throws {
        try connection.execute(
            """
            COPY (\(select)) TO \(SQLLiteral.text(place.path))
            (\(ReleaseBuilder.parquetOptions)\(options))
            """, label: label)
    }

    /// The folders that DuckDB made, `delivery=<percent-encoded>/data_0.parquet`.
    private func takeParts(
        of part: URL, table: String, source: String, into folder: URL, _ connection: DuckDBConnection
    ) throws -> Int {
        let files = FileManager.default
        guard files.fileExists(atPath: part.path) else { return 0 }
        var rows = 0
        for entry in try files.contentsOfDirectory(atPath: part.path).sorted() {
            let words = entry.split(separator: "=", maxSplits: 1)
            guard words.count == 2, let delivery = words[1].removingPercentEncoding, !delivery.hasPrefix("__HIVE_")
            else { throw LakeError.deliveryMissing(table: table) }
            let place = part.appending(path: entry, directoryHint: .isDirectory)
            for file in try files.contentsOfDirectory(atPath: place.path).sorted() {
                rows += try take(
                    place.appending(path: file), table: table, source: source, delivery: delivery, into: folder,
                    connection)
            }
        }
        return rows
    }

    /// Gives a written file its name in the release and counts its rows; a file without rows is not kept.
    private func take(
        _ file: URL, table: String, source: String, delivery: String, into folder: URL, _ connection: DuckDBConnection
    ) throws -> Int {
        let rows = try Release.rowCount(of: file, connection)
        guard rows > 0 else { return 0 }
        guard written.count < ReleaseBuilder.fileCountMax else {
            throw LakeError.tooManyFiles(limit: ReleaseBuilder.fileCountMax)
        }
        let stem = ReleaseBuilder.plain("\(source)-\(delivery)")
        let path = "omop/\(table)/\(stem)-\(written.count).parquet"
        try FileManager.default.moveItem(at: file, to: staging.appending(path: path))
        written.append(WrittenFile(table: table, source: source, delivery: delivery, path: path, rows: rows))
        return rows
    }

    private static func plain(_ text: String) -> String {
        String(decoding: text.utf8.prefix(120).map { Lake.isPlain($0) ? $0 : 0x5F }, as: UTF8.self)
    }

    private static func typed(_ select: String, table: String, keepsDelivery: Bool) -> String {
        guard let table = OMOPVersion54.table(table) else { return select }
        var columns = table.fields.map { field in
            let name = SQLLiteral.identifier(field.name)
            return "CAST(\(name) AS \(field.duckDBType)) AS \(name)"
        }
        if keepsDelivery { columns.append("delivery") }
        let order = table.fields.contains { $0.name == "person_id" } ? " ORDER BY person_id" : ""
        return "SELECT \(columns.joined(separator: ", ")) FROM (\(select))\(order)"
    }
}
