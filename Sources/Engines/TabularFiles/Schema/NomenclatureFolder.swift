package import Foundation

/// Reference tables of codes: `<NAME>.csv` in a folder or one level below it, codes in the first column, as the SNDS
/// publishes them.
package struct NomenclatureFolder: Sendable {
    package let folder: URL

    package init(_ folder: URL) { self.folder = folder }

    /// The codes of the tables that a schema names and that are there; a table that is not there checks nothing.
    package func codes(of schema: TableSchema) throws -> [String: Set<String>] {
        var codes: [String: Set<String>] = [:]
        for name in Set(schema.fields.map(\.nomenclature)) where name != "-" && !name.isEmpty {
            guard let place = try place(of: name) else { continue }
            let reader = try CSVRecordReader(file: place)
            _ = try reader.readHeader()
            var known: Set<String> = []
            while try reader.next() { known.insert(reader.string(0)) }
            codes[name] = known
        }
        return codes
    }

    /// `IR_BER_V:BEN_RNG_GEM` names the table before the colon.
    private func place(of name: String) throws -> URL? {
        let file = "\(name.split(separator: ":").first ?? "").csv"
        let direct = folder.appending(path: file)
        if FileManager.default.fileExists(atPath: direct.path) { return direct }
        for below in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let place = folder.appending(path: below).appending(path: file)
            if FileManager.default.fileExists(atPath: place.path) { return place }
        }
        return nil
    }
}
