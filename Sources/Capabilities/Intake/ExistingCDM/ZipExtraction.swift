import Foundation

/// Unpacks the tables of an archive into files that we name ourselves, after everything in its list was found harmless.
struct ZipExtraction {
    static let program = "/usr/bin/unzip"
    static let tableSuffixes = [".csv", ".tsv", ".txt", ".parquet", ".csv.gz", ".tsv.gz", ".txt.gz"]
    static let archiveSuffixes = [".zip", ".tar", ".7z", ".rar", ".tgz", ".tar.gz", ".bz2", ".xz", ".zst"]

    let archive: URL
    let folder: URL
    let limits: ExistingCDMLimits

    /// The unpacked tables, and the names of members that are left out.
    func run() throws -> (files: [CDMFile], ignored: [String]) {
        let members = try ZipDirectory(archive).members.filter { !$0.isFolder }
        try check(members)
        var files: [CDMFile] = []
        var ignored: [String] = []
        for (number, member) in members.enumerated() {
            guard let suffix = ZipExtraction.tableSuffix(of: member.name) else {
                ignored.append(member.name)
                continue
            }
            let place = folder.appending(path: "member-\(number)\(suffix)")
            try unpack(member, to: place)
            files.append(CDMFile(path: member.name, place: place))
        }
        return (files, ignored)
    }

    /// Nil for what is not a table: other kinds of files, and the shadow files of macOS.
    static func tableSuffix(of path: String) -> String? {
        let parts = path.split(separator: "/")
        guard let name = parts.last, !name.hasPrefix("."), parts.first != "__MACOSX" else { return nil }
        return tableSuffixes.last { name.lowercased().hasSuffix($0) }
    }

    private func check(_ members: [ZipDirectory.Member]) throws {
        let file = archive.lastPathComponent
        guard members.count <= limits.fileCountMax else {
            throw ExistingCDMError.tooManyFiles(file: file, limit: limits.fileCountMax)
        }
        var total = 0
        for member in members {
            if let danger = ZipExtraction.danger(of: member) {
                throw ExistingCDMError.archiveUnsafe(file: file, reason: danger)
            }
            let (sum, isOver) = total.addingReportingOverflow(member.byteCount)
            guard !isOver, sum <= limits.byteCountMax else {
                throw ExistingCDMError.tooLarge(file: file, limit: limits.byteCountMax)
            }
            total = sum
        }
        let packed = (try? archive.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
        guard total <= limits.ratioFloorByteCount || total / max(1, packed) <= limits.ratioMax else {
            throw ExistingCDMError.archiveUnsafe(file: file, reason: .expands)
        }
    }

    static func danger(of member: ZipDirectory.Member) -> ArchiveDanger? {
        let parts = member.name.split(separator: "/", omittingEmptySubsequences: false)
        if member.name.hasPrefix("/") || member.name.contains("\\") || parts.contains("..") { return .leavesFolder }
        if member.isLink { return .link }
        if member.isEncrypted { return .encrypted }
        if archiveSuffixes.contains(where: { member.name.lowercased().hasSuffix($0) }) { return .nested }
        // unzip takes names as patterns, and options start with a dash.
        guard tableSuffix(of: member.name) != nil else { return nil }
        let isPlain = member.name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || " ._-/()+,".unicodeScalars.contains(scalar)
        }
        return isPlain && !member.name.hasPrefix("-") ? nil : .unusualName
    }

    /// The bytes come through a pipe, so that neither names nor sizes of the archive are believed.
    private func unpack(_ member: ZipDirectory.Member, to place: URL) throws {
        guard FileManager.default.createFile(atPath: place.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
        let output = try FileHandle(forWritingTo: place)
        defer { try? output.close() }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: ZipExtraction.program)
        process.arguments = ["-p", archive.path, member.name]
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var byteCount = 0
        while let piece = try pipe.fileHandleForReading.read(upToCount: 1 << 20), !piece.isEmpty {
            byteCount += piece.count
            guard byteCount <= member.byteCount else {
                process.terminate()
                process.waitUntilExit()
                throw ExistingCDMError.archiveUnsafe(file: archive.lastPathComponent, reason: .sizeUntrue)
            }
            try output.write(contentsOf: piece)
        }
        process.waitUntilExit()
        // 1 is a warning about the archive's form; the bytes and their checksum are right.
        guard process.terminationStatus <= 1, byteCount == member.byteCount else {
            throw ExistingCDMError.archiveDamaged(file: archive.lastPathComponent)
        }
    }
}
