import Foundation
import HealthModel
import TabularFiles

/// Streams who each person record is, from the raw files that say it.
struct IdentityReader {
    let source: SourceDescription
    let tokens: PersonTokens
    let limits: TabularLimits

    /// Gives each record to the sink; the number of records and of those left out for want of a key.
    func read(
        _ file: RawFolder.RawFile, sink: (RowToken, IdentityTraits) throws -> Void
    ) throws -> (count: Int, keylessCount: Int) {
        switch source.identity.place {
        case .csv: try readCSV(file, sink)
        case .fhirPatient: try readPatients(file, sink)
        }
    }

    private func readCSV(
        _ file: RawFolder.RawFile, _ sink: (RowToken, IdentityTraits) throws -> Void
    ) throws -> (count: Int, keylessCount: Int) {
        let location = source.identity
        let expected = location.personKey + location.traits.values
        let reader = try CSVRecordReader(file: file.url, expectedNames: expected, limits: limits)
        guard try reader.readHeader() else { throw TabularFileError.headerMissing(file: reader.fileName) }
        let key = try location.personKey.map { name in
            (index: try RawColumns.index(of: name, in: reader), isInteger: RawColumns.isInteger(name, in: source))
        }
        var columns: [IdentityLocation.Trait: Int] = [:]
        for (trait, name) in location.traits { columns[trait] = try RawColumns.index(of: name, in: reader) }
        var count = 0
        var keylessCount = 0
        while try reader.next() {
            guard !reader.isRecordBroken else {
                throw TabularFileError.brokenRecord(file: reader.fileName, line: reader.line)
            }
            guard reader.fieldCount == reader.header.count else {
                throw TabularFileError.columnCount(file: reader.fileName, line: reader.line)
            }
            guard let token = CSVKeyReplacer.token(of: reader, key, tokens),
                let row = RowToken(String(decoding: token, as: UTF8.self))
            else {
                keylessCount += 1
                continue
            }
            try sink(row, traits(reader, columns))
            count += 1
        }
        return (count, keylessCount)
    }

    private func traits(_ reader: CSVRecordReader, _ columns: [IdentityLocation.Trait: Int]) -> IdentityTraits {
        func text(_ trait: IdentityLocation.Trait) -> String {
            guard let column = columns[trait] else { return "" }
            return reader.string(column).trimmingCharacters(in: .whitespaces)
        }
        return IdentityTraits(
            nationalNumber: text(.nationalNumber), birthName: text(.birthName), usedName: text(.usedName),
            givenNames: text(.givenNames), birthDate: IdentityReader.isoDate(text(.birthDate)),
            sex: SexText.read(text(.sex)), birthPlace: text(.birthPlace), postalCode: text(.postalCode))
    }

    /// `31/12/1980` and `31DEC1980:00:00:00` as `1980-12-31`; anything else as it is.
    static func isoDate(_ text: String) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 3, parts.map(\.count) == [2, 2, 4] { return "\(parts[2])-\(parts[1])-\(parts[0])" }
        let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
        let head = text.prefix(9)
        guard head.count == 9, text.count == 9 || text.dropFirst(9).hasPrefix(":"),
            let month = months.firstIndex(of: head.dropFirst(2).prefix(3).uppercased()),
            head.prefix(2).allSatisfy(\.isNumber), head.suffix(4).allSatisfy(\.isNumber)
        else { return text }
        return "\(head.suffix(4))-\(month < 9 ? "0" : "")\(month + 1)-\(head.prefix(2))"
    }

    private func readPatients(
        _ file: RawFolder.RawFile, _ sink: (RowToken, IdentityTraits) throws -> Void
    ) throws -> (count: Int, keylessCount: Int) {
        let reader = try TextLineReader(file: file.url, limits: limits)
        var count = 0
        while try reader.next() {
            let line = reader.bytes
            if line.allSatisfy({ $0 <= 0x20 }) { continue }
            guard !reader.isLineBroken else {
                throw TabularFileError.brokenRecord(file: reader.fileName, line: reader.line)
            }
            func failure(_ flaw: JSONFlaw, _ offset: Int) -> TabularFileError {
                .jsonLine(file: reader.fileName, line: reader.line, column: offset + 1, flaw: flaw)
            }
            let patient: JSONValue
            do { patient = try JSONValue(line) } catch { throw failure(error.flaw, error.offset) }
            guard patient["resourceType"]?.text == "Patient" else { throw failure(.resourceTypeOther, 0) }
            guard let id = patient["id"]?.text, !id.isEmpty, let token = RowToken(tokens.token([id])) else {
                throw failure(.idMissing, 0)
            }
            try sink(token, PatientTraits.read(patient))
            count += 1
        }
        return (count, 0)
    }
}

/// Columns of a raw file by name, with the errors that a holder can act on.
enum RawColumns {
    static func index(of name: String, in reader: CSVRecordReader) throws(SealError) -> Int {
        let found = reader.columnIndexes(named: name)
        guard let first = found.first else { throw .columnMissing(file: reader.fileName, column: name) }
        guard found.count == 1 else { throw .columnTwice(file: reader.fileName, column: name) }
        return first
    }

    /// Whether a table of the source declares the column as an integer.
    static func isInteger(_ name: String, in source: SourceDescription) -> Bool {
        source.files.contains { $0.schema.field(named: name)?.kind == .integer }
    }
}
