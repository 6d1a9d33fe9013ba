import Foundation
import HealthModel

/// One file of the input: the path that people know it by, and where it is now.
struct CDMFile: Equatable {
    /// Inside the input: `100/PERSON.csv`.
    let path: String
    let place: URL
}

/// The files of one CDM, by table.
struct CDMFolder {
    /// Inside the input; empty for its top.
    let name: String
    /// OMOP table → its files, all CSV or all Parquet.
    let tables: [String: [CDMFile]]
    /// Files whose table OMOP does not have.
    let unknown: [CDMFile]

    static func isParquet(_ file: CDMFile) -> Bool { file.path.lowercased().hasSuffix(".parquet") }

    /// The one set of the input, or the one named; a set is a folder with a person table.
    static func choose(among files: [CDMFile], named name: String?, input: String) throws -> CDMFolder {
        let parted = Dictionary(grouping: files.map { ($0, CDMFolder.home(of: $0)) }, by: \.1.folder)
        let sets = parted.filter { $0.value.contains { $0.1.table == "person" } }
        guard !sets.isEmpty else { throw ExistingCDMError.noPersonTable(file: input) }
        if let name {
            guard let found = sets[name] else { throw ExistingCDMError.setUnknown(name: name) }
            return CDMFolder(name: name, parts: found)
        }
        guard let only = sets.first, sets.count == 1 else {
            throw ExistingCDMError.severalSets(names: sets.keys.sorted())
        }
        return CDMFolder(name: only.key, parts: only.value)
    }

    private init(name: String, parts: [(CDMFile, (folder: String, table: String?))]) {
        self.name = name
        var tables: [String: [CDMFile]] = [:]
        var unknown: [CDMFile] = []
        for (file, home) in parts.sorted(by: { $0.0.path < $1.0.path }) {
            if let table = home.table { tables[table, default: []].append(file) } else { unknown.append(file) }
        }
        self.tables = tables
        self.unknown = unknown
    }

    /// `x/PERSON.csv` and `x/person/part-0.parquet` are both of the table person in the set x.
    private static func home(of file: CDMFile) -> (folder: String, table: String?) {
        var parts = file.path.split(separator: "/").map(String.init)
        let stem = parts.removeLast().lowercased().split(separator: ".").first.map(String.init) ?? ""
        if OMOPVersion54.table(stem) != nil { return (parts.joined(separator: "/"), stem) }
        if let parent = parts.last?.lowercased(), OMOPVersion54.table(parent) != nil {
            return (parts.dropLast().joined(separator: "/"), parent)
        }
        return (parts.joined(separator: "/"), nil)
    }

    /// The regular files below a folder; links are not followed.
    static func files(below folder: URL, limits: ExistingCDMLimits) throws -> (files: [CDMFile], ignored: [String]) {
        var files: [CDMFile] = []
        var ignored: [String] = []
        var total = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
            let place = folder.appending(path: path)
            let attributes = try FileManager.default.attributesOfItem(atPath: place.path)
            let kind = attributes[.type] as? FileAttributeType
            if kind == .typeDirectory { continue }
            guard kind == .typeRegular, ZipExtraction.tableSuffix(of: path) != nil else {
                ignored.append(path)
                continue
            }
            files.append(CDMFile(path: path, place: place))
            total += (attributes[.size] as? Int) ?? 0
            guard files.count <= limits.fileCountMax else {
                throw ExistingCDMError.tooManyFiles(file: folder.lastPathComponent, limit: limits.fileCountMax)
            }
            guard total <= limits.byteCountMax else {
                throw ExistingCDMError.tooLarge(file: folder.lastPathComponent, limit: limits.byteCountMax)
            }
        }
        return (files, ignored)
    }
}
