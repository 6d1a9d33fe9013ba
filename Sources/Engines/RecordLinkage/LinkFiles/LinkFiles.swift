package import Foundation
package import HealthModel
internal import TabularFiles

/// Links two delivered CSV files, or finds the duplicates of one.
///
/// Columns are recognised by their headers. It reads identities: only the key holder may call it.
package struct LinkFiles: Sendable {
    private let configuration: LinkageConfiguration
    private let workerCount: Int
    private let progress: ProgressObserver?

    /// Without a configuration, the French traits are looked for.
    package init(
        configuration: LinkageConfiguration = .french, workerCount: Int = 2, progress: ProgressObserver? = nil
    ) {
        self.configuration = configuration
        self.workerCount = workerCount
        self.progress = progress
    }

    /// Sources of one run at most.
    package static let fileCountMax = 64

    /// Links every record of the first file with those of the second, or with the others of the first without one.
    package func run(_ a: URL, _ b: URL? = nil) throws(LinkageError) -> LinkedFiles {
        try run(files: b.map { [a, $0] } ?? [a])
    }

    /// Links the records of several files; they are called A, B, C… in reports and clusters.
    package func run(files: [URL]) throws(LinkageError) -> LinkedFiles {
        let table = try read(files)
        let result = try LinkageEngine(configuration, workerCount: workerCount, progress: progress).run(table)
        return LinkedFiles(result: result, configuration: configuration)
    }

    /// The files as one table. Several files are clean unless the configuration says otherwise; one alone is not.
    package func read(_ files: [URL]) throws(LinkageError) -> RecordTable {
        guard files.count <= LinkFiles.fileCountMax else {
            throw .tooManyFiles(count: files.count, countMax: LinkFiles.fileCountMax)
        }
        let isClean = configuration.sourcesAreClean ?? (files.count > 1)
        let read = inParallel(count: files.count, workerCount: workerCount) { place in
            Result { () throws(LinkageError) in
                try RecordFile(files[place], source: LinkFiles.sourceName(place), isClean: isClean)
                    .read(configuration.columns)
            }
        }
        var tables: [RecordTable] = []
        for table in read { tables.append(try table.get()) }
        var table = RecordTable.joining(tables)
        let sex = configuration.columns.first { $0.kind == .sex }?.name
        let date = configuration.columns.first { $0.kind == .date }?.name
        for column in configuration.columns where column.kind == .nationalNumber {
            table.certifyNumbers(column.name, sex: sex, birthDate: date)
        }
        return table
    }
}

extension LinkFiles {
    /// A…Z, then A2, B2…
    static func sourceName(_ place: Int) -> String {
        let letter = String(decoding: [UInt8(0x41 + place % 26)], as: UTF8.self)
        return place < 26 ? letter : letter + String(place / 26 + 1)
    }
}

/// One CSV of records to link.
struct RecordFile: Sendable {
    private let file: URL
    private let source: String
    private let isClean: Bool

    init(_ file: URL, source: String, isClean: Bool) {
        self.file = file
        self.source = source
        self.isClean = isClean
    }

    func read(_ columns: [LinkageColumn]) throws(LinkageError) -> RecordTable {
        do {
            return try readRecords(columns)
        } catch let error as TabularFileError {
            throw .file(code: error.code, reason: error.message)
        } catch let error as LinkageError {
            throw error
        } catch {
            throw .identifierMissing(file: file.lastPathComponent)
        }
    }

    private func readRecords(_ columns: [LinkageColumn]) throws -> RecordTable {
        let names = columns.flatMap { [$0.name] + $0.headers }
        let reader = try CSVRecordReader(file: file, expectedNames: names)
        guard try reader.readHeader() else { throw LinkageError.identifierMissing(file: file.lastPathComponent) }
        var places: [Int] = []
        var present: [LinkageColumn] = []
        var identifier: Int?
        for column in columns {
            let found = ([column.name] + column.headers).lazy.compactMap { reader.columnIndexes(named: $0).first }.first
            guard let place = found else { continue }
            if column.kind == .identifier {
                identifier = identifier ?? place
            } else {
                places.append(place)
                present.append(column)
            }
        }
        guard let identifier else { throw LinkageError.identifierMissing(file: file.lastPathComponent) }
        var builder = RecordTableBuilder(source: source, isClean: isClean, columns: present)
        let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        while try reader.next() {
            builder.begin(identifier: identifier < reader.fieldCount ? reader.bytes(identifier) : empty)
            for (column, place) in places.enumerated() {
                builder.append(place < reader.fieldCount ? reader.bytes(place) : empty, column: column)
            }
        }
        return builder.build()
    }
}
