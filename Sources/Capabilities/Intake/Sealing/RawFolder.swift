import Foundation
import HealthModel
import TabularFiles

/// The raw files of a holder, sorted by the table that each belongs to.
struct RawFolder {
    /// A raw file and what it becomes.
    struct RawFile {
        let url: URL
        let byteCount: Int
        /// The name in the delivery: that of the raw file, without `.gz`.
        let deliveredName: String
    }

    private(set) var tables: [(file: SourceFile, raw: [RawFile])] = []
    private(set) var identities: [RawFile] = []
    private(set) var findings = Findings()

    init(_ folder: URL, source: SourceDescription) throws {
        let files = try RawFolder.list(folder, findings: &findings)
        let identityPattern: String
        switch source.identity.place {
        case .csv(let pattern), .fhirPatient(let pattern): identityPattern = pattern
        }
        identities = files.filter { RawFolder.matches($0.deliveredName, identityPattern) }
        guard !identities.isEmpty else { throw SealError.identitiesMissing(pattern: identityPattern) }
        var unclaimed = Set(files.map(\.deliveredName)).subtracting(identities.map(\.deliveredName))
        var claimed: Set<String> = []
        for table in source.files {
            let own = files.filter {
                RawFolder.matches($0.deliveredName, table.pattern) && claimed.insert($0.deliveredName).inserted
            }
            unclaimed.subtract(own.map(\.deliveredName))
            if own.isEmpty, table.isRequired {
                let parquet = unclaimed.first { $0.hasSuffix(".parquet") && $0.hasPrefix(table.table) }
                if let parquet { throw SealError.parquet(file: parquet) }
                throw SealError.tableMissing(table: table.table, pattern: table.pattern)
            }
            for file in own where !DeliveryFileName.isPlain(file.deliveredName) {
                throw SealError.nameInvalid(name: DeliveryFileName.display(file.deliveredName))
            }
            if !own.isEmpty { tables.append((table, own)) }
        }
        for name in unclaimed.sorted() { findings.add(RawFolder.unknown(name)) }
    }

    /// Whether a file name fits a pattern where `*` stands for any characters.
    static func matches(_ name: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return name == pattern }
        guard name.hasPrefix(first), name.hasSuffix(last), name.count >= first.count + last.count else { return false }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.range(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }

    private static func list(_ folder: URL, findings: inout Findings) throws -> [RawFile] {
        guard
            let places = try? FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: [.isRegularFileKey, .fileSizeKey], options: .skipsHiddenFiles)
        else { throw SealError.rawFolderUnreadable(name: folder.lastPathComponent) }
        var files: [RawFile] = []
        var seen: Set<String> = []
        for place in places.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
            // A holder may keep large files elsewhere and link to them.
            let target = place.resolvingSymlinksInPath()
            let values = try? target.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
            guard values?.isRegularFile == true else {
                findings.add(unknown(place.lastPathComponent))
                continue
            }
            var name = place.lastPathComponent
            if name.hasSuffix(".gz") { name.removeLast(3) }
            guard seen.insert(name).inserted else { throw SealError.fileTwice(name: name) }
            files.append(RawFile(url: place, byteCount: values?.fileSize ?? 0, deliveredName: name))
        }
        return files
    }

    private static func unknown(_ name: String) -> Finding {
        let shown = DeliveryFileName.check(name).first?.file ?? name
        return Finding(
            code: "seal.file-unknown", severity: .warning, file: shown,
            message: Phrase(
                fr: "Ce fichier n'est pas décrit pour cette source : il reste chez le détenteur.",
                en: "This file is not described for this source: it stays with the holder."))
    }
}
