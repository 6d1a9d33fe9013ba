package import Foundation
internal import TabularFiles

extension PersonIndex {
    private static let columns = ["record", "person"]

    /// Reads what an earlier run wrote.
    package init(contentsOf file: URL) throws(LinkageError) {
        let read: (known: [(record: String, person: Int)], last: Int)
        do { read = try PersonIndex.read(file) } catch let error as TabularFileError {
            throw .file(code: error.code, reason: error.message)
        } catch let error as LinkageError {
            throw error
        } catch {
            throw .personsMalformed(file: file.lastPathComponent, line: 0)
        }
        self.init(read.known, nextPerson: read.last + 1)
    }

    /// Writes `record,person`, oldest record first. A last line without a record keeps the highest number ever given,
    /// when nobody has it any more.
    package func write(to file: URL) throws(LinkageError) {
        do {
            let writer = try CSVRecordWriter(file)
            try writer.write(PersonIndex.columns)
            for record in records { try writer.write([record, String(persons[record] ?? 0)]) }
            if nextPerson - 1 > persons.values.max() ?? 0 { try writer.write(["", String(nextPerson - 1)]) }
            try writer.finish()
        } catch {
            throw .file(code: error.code, reason: error.message)
        }
    }

    private static func read(_ file: URL) throws -> (known: [(record: String, person: Int)], last: Int) {
        let name = file.lastPathComponent
        let reader = try CSVRecordReader(file: file, expectedNames: columns)
        guard try reader.readHeader(), columns.map({ reader.columnIndexes(named: $0).first }) == [0, 1] else {
            throw LinkageError.personsMalformed(file: name, line: 1)
        }
        var known: [(record: String, person: Int)] = []
        var last = 0
        while try reader.next() {
            guard !reader.isRecordBroken, reader.fieldCount == 2, let person = Int(reader.string(1)), person > 0 else {
                throw LinkageError.personsMalformed(file: name, line: reader.line)
            }
            last = max(last, person)
            if !reader.string(0).isEmpty { known.append((reader.string(0), person)) }
        }
        return (known, last)
    }
}

extension PersonChange {
    /// Writes `change,person,other`: a line for each person that another became, or that came of it.
    package static func write(_ changes: [PersonChange], to file: URL) throws(LinkageError) {
        do {
            let writer = try CSVRecordWriter(file)
            try writer.write(["change", "person", "other"])
            for row in changes.flatMap(\.rows) { try writer.write(row) }
            try writer.finish()
        } catch {
            throw .file(code: error.code, reason: error.message)
        }
    }

    private var rows: [[String]] {
        switch self {
        case .new(let person): [["new", String(person), ""]]
        case .merged(let persons, let into): persons.map { ["merged", String(into), String($0)] }
        case .split(let person, let parts):
            parts.filter { $0 != person }.map { ["split", String(person), String($0)] }
        case .gone(let person): [["gone", String(person), ""]]
        }
    }
}
