import Crypto
import Foundation
import HealthModel
import TabularFiles

/// One run of a seal: what it has read and written so far.
struct SealPass {
    private let seal: HolderSeal
    private let raw: RawFolder
    private let work: URL
    private let progress: ProgressObserver?
    private let tokens: PersonTokens
    private let totalByteCount: Int
    private var readByteCount = 0
    private var personCount = 0
    private var tables: [SealSummary.Table] = []
    private var files: [DeliveryManifest.File] = []
    private var findings: Findings

    init(seal: HolderSeal, raw: RawFolder, work: URL, progress: ProgressObserver?) {
        self.seal = seal
        self.raw = raw
        self.work = work
        self.progress = progress
        tokens = RowTokenMaker(surroundings: seal.surroundings).tokens
        findings = raw.findings
        let all = raw.identities + raw.tables.flatMap(\.raw)
        totalByteCount = all.reduce(0) { $0 + $1.byteCount }
    }

    mutating func readIdentities(_ sink: (RowToken, IdentityTraits) throws -> Void) throws {
        let reader = IdentityReader(source: seal.source, tokens: tokens, limits: seal.limits)
        for file in raw.identities {
            tell(file.url.lastPathComponent, 0)
            let read = try reader.read(file, sink: sink)
            personCount += read.count
            readByteCount += file.byteCount
            noteKeyless(read.keylessCount, file)
        }
    }

    mutating func writeTables() throws {
        for (source, rawFiles) in raw.tables {
            var table = SealSummary.Table(name: source.table)
            for file in rawFiles {
                switch source.format {
                case .csv: try copyCSV(file, source, &table)
                case .fhir(let resourceType, let kept):
                    try copyResources(file, source, resourceType, kept, &table)
                }
                table.fileCount += 1
                readByteCount += file.byteCount
            }
            tables.append(table)
        }
    }

    func writeManifest(deliveryID: String, identitiesSHA256: String?) throws {
        let manifest = DeliveryManifest(
            source: seal.source.name, delivery: deliveryID, files: files, identitiesSHA256: identitiesSHA256)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let output = try OutputFile(work.appending(path: DeliveryManifest.fileName))
        try output.append(String(decoding: try encoder.encode(manifest), as: UTF8.self) + "\n")
        try output.finish()
    }

    func summary(deliveryID: String, folder: URL) -> SealSummary {
        SealSummary(
            deliveryID: deliveryID, folder: folder, personCount: personCount, tables: tables,
            rawByteCount: readByteCount, findings: findings)
    }

    // MARK: - Tables

    private mutating func copyCSV(
        _ file: RawFolder.RawFile, _ source: SourceFile, _ table: inout SealSummary.Table
    ) throws {
        let names = source.schema.fields.map(\.name)
        let reader = try CSVRecordReader(file: file.url, expectedNames: names, limits: seal.limits)
        guard try reader.readHeader() else { throw TabularFileError.headerMissing(file: reader.fileName) }
        let replacer = try replacer(reader, source)
        let digest = RunningDigest()
        let writer = try CSVRecordWriter(
            work.appending(path: file.deliveredName), separator: reader.dialect.separator, tap: digest.update)
        let counts = try replacer.copy(reader, to: writer, tokens: tokens) { [self] in
            tell(file.url.lastPathComponent, reader.rawByteCount)
        }
        try writer.finish()
        files.append(digest.file(file.deliveredName))
        table.rowCount += counts.rowCount
        table.keylessRowCount += counts.keylessRowCount
        table.byteCount += digest.byteCount
        noteKeyless(counts.keylessRowCount, file)
    }

    /// Only columns that the source declares as health data go: one that it does not know stays, with a warning.
    private mutating func replacer(_ reader: CSVRecordReader, _ source: SourceFile) throws -> CSVKeyReplacer {
        var kept: [(index: Int, name: String)] = []
        var known: Set<Int> = []
        for field in source.schema.fields {
            let isNeeded = field.isRequired || source.personKey.contains(field.name)
            guard isNeeded || !reader.columnIndexes(named: field.name).isEmpty else { continue }
            let index = try RawColumns.index(of: field.name, in: reader)
            known.insert(index)
            if source.zone(of: field.name) == .health { kept.append((index, field.name)) }
        }
        for (index, name) in reader.header.enumerated() where !known.contains(index) {
            findings.add(unknownColumn(name, index, reader.fileName))
        }
        let key = try source.personKey.map { name in
            (index: try RawColumns.index(of: name, in: reader), isInteger: RawColumns.isInteger(name, in: seal.source))
        }
        var shortened: [Int: Int] = [:]
        for (name, count) in source.shortened where reader.header.contains(name) {
            shortened[try RawColumns.index(of: name, in: reader)] = count
        }
        return CSVKeyReplacer(kept: kept, key: key, tokenName: SourceFile.tokenColumn, shortened: shortened)
    }

    private mutating func copyResources(
        _ file: RawFolder.RawFile, _ source: SourceFile, _ resourceType: String, _ kept: [String],
        _ table: inout SealSummary.Table
    ) throws {
        let filter = FHIRResourceFilter(
            resourceType: resourceType, keptElements: kept, tokens: tokens, shortened: source.shortened,
            limits: seal.limits)
        let reader = try TextLineReader(file: file.url, limits: seal.limits)
        let digest = RunningDigest()
        let output = try OutputFile(work.appending(path: file.deliveredName), tap: digest.update)
        let counts = try filter.copy(reader, to: output, isPersonNeeded: !source.personKey.isEmpty) { [self] in
            tell(file.url.lastPathComponent, reader.rawByteCount)
        }
        try output.finish()
        files.append(digest.file(file.deliveredName))
        table.rowCount += counts.rowCount
        table.keylessRowCount += counts.keylessRowCount
        table.byteCount += digest.byteCount
        noteKeyless(counts.keylessRowCount, file)
    }

    // MARK: - Telling

    private func tell(_ name: String, _ done: Int) {
        progress?(
            ProgressStep(
                Phrase(fr: "Scellement de \(name)", en: "Sealing \(name)"), done: readByteCount + done,
                total: totalByteCount))
    }

    private mutating func noteKeyless(_ count: Int, _ file: RawFolder.RawFile) {
        guard count > 0 else { return }
        findings.add(
            Finding(
                code: "seal.person-missing", severity: .warning, file: file.url.lastPathComponent, count: count,
                message: Phrase(
                    fr: "Lignes sans personne, laissées chez le détenteur.",
                    en: "Rows that name no person, left with the holder.")))
    }

    private func unknownColumn(_ name: String, _ index: Int, _ file: String) -> Finding {
        Finding(
            code: "seal.column-unknown", severity: .warning, file: file, line: 1, column: index + 1,
            field: DeliveryFileName.display(name),
            message: Phrase(
                fr: "Colonne que la source ne décrit pas : elle reste chez le détenteur.",
                en: "Column that the source does not describe: it stays with the holder."))
    }
}

/// SHA-256 and size of a file while it is written.
private final class RunningDigest {
    private var hash = SHA256()
    private(set) var byteCount = 0

    func update(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: bytes)
        byteCount += bytes.count
    }

    func file(_ name: String) -> DeliveryManifest.File {
        DeliveryManifest.File(name: name, bytes: byteCount, sha256: hexadecimal(hash.finalize()))
    }
}
