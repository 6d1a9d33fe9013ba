import Foundation
import SQLBackends

/// The nominative values of the simulated country: numbers, full names, addresses, telephones, e-mails.
struct NominativeValues {
    let values: Set<String>

    init(truth: URL) throws {
        let connection = try DuckDBDatabase().connect()
        let rows =
            try connection.query(
                """
                SELECT nir, birth_name || ' ' || given_names, given_names || ' ' || birth_name, address, phone, email,
                    birth_name, used_name
                FROM read_csv(\(SQLLiteral.text(truth.path)), header = true, all_varchar = true, delim = ';')
                """
            )
            .rows()
        var values: Set<String> = []
        for row in rows {
            for value in row.compactMap(\.text) where value.count >= 7 { values.insert(value) }
            if let number = row[0].text { values.insert(String(number.prefix(13))) }
        }
        self.values = values
    }
}

/// Searches every file of a folder for values, as bytes; Parquet and SQLite files are unpacked to text first.
struct HomeSearch {
    let values: Set<String>

    /// The files in which a value was found.
    func places(in folder: URL) throws -> [String] {
        var found: [String] = []
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        for case let file as URL in files ?? FileManager.DirectoryEnumerator() {
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            if try holds(try text(of: file)) { found.append(file.lastPathComponent) }
        }
        return found
    }

    private func text(of file: URL) throws -> [UInt8] {
        guard file.pathExtension == "parquet" else { return [UInt8](try Data(contentsOf: file)) }
        let connection = try DuckDBDatabase().connect()
        let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: copy) }
        try connection.execute(
            "COPY (FROM read_parquet(\(SQLLiteral.text(file.path)))) TO \(SQLLiteral.text(copy.path)) (FORMAT csv)")
        return [UInt8](try Data(contentsOf: copy))
    }

    /// Rabin-Karp over the first seven bytes: every value has at least as many.
    private func holds(_ text: [UInt8]) throws -> Bool {
        var heads: [UInt64: [[UInt8]]] = [:]
        for value in values {
            let bytes = Array(value.utf8)
            heads[head(bytes[0..<7]), default: []].append(bytes)
        }
        guard text.count >= 7 else { return false }
        for start in 0...(text.count - 7) {
            guard let candidates = heads[head(text[start..<(start + 7)])] else { continue }
            for candidate in candidates
            where start + candidate.count <= text.count
                && text[start..<(start + candidate.count)].elementsEqual(candidate)
            {
                return true
            }
        }
        return false
    }

    private func head(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
