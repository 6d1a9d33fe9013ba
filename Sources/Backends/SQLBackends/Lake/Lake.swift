package import Foundation
package import HealthModel

/// The releases of health data under one folder: `releases/<name>/omop/<table>/*.parquet`, `manifest.json`.
///
/// A release is written in `releases/.staging-…` and renamed when it is whole, so what has a final name is complete. It
/// never changes afterwards; it can only be removed. Whether it counts is decided elsewhere (a row of the hub's store).
package struct Lake: Sendable {
    package let folder: URL

    static let stagingPrefix = ".staging-"
    static let removedPrefix = ".removed-"
    static let nameLengthMax = 80

    package init(folder: URL) { self.folder = folder }

    var releasesFolder: URL { folder.appending(path: "releases") }

    /// Starts a release; nothing of it is visible before it is published.
    package func stage(_ name: String, surroundings: Surroundings) throws -> ReleaseBuilder {
        guard Lake.isValid(name) else { throw LakeError.nameInvalid(name: name) }
        guard !exists(place(of: name)) else { throw LakeError.releaseExists(name: name) }
        let staging = releasesFolder.appending(path: Lake.stagingPrefix + surroundings.newID())
        try FileManager.default.createDirectory(
            at: staging.appending(path: "omop"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o750])
        return ReleaseBuilder(name: name, staging: staging, final: place(of: name))
    }

    /// The complete releases, oldest first. Leftovers of crashes are not among them.
    package func releases() throws -> [Release] {
        guard exists(releasesFolder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: releasesFolder.path)
            .filter { Lake.isValid($0) && exists(place(of: $0).appending(path: Release.manifestName)) }
            .map { try Release(name: $0, folder: place(of: $0)) }
            .sorted { ($0.manifest.sequence, $0.name) < ($1.manifest.sequence, $1.name) }
    }

    package func release(named name: String) throws -> Release {
        guard Lake.isValid(name), exists(place(of: name).appending(path: Release.manifestName)) else {
            throw LakeError.releaseUnknown(name: name)
        }
        return try Release(name: name, folder: place(of: name))
    }

    /// The newest release that counts; nil when there is none.
    package func latest(isCommitted: (String) throws -> Bool) throws -> Release? {
        try releases().last { try isCommitted($0.name) }
    }

    /// Removes what crashes left behind; gives how many folders there were. To be called when nothing is being staged.
    @discardableResult
    package func recover() throws -> Int {
        guard exists(releasesFolder) else { return 0 }
        let leftovers = try FileManager.default.contentsOfDirectory(atPath: releasesFolder.path)
            .filter { name in
                name.hasPrefix(Lake.stagingPrefix) || name.hasPrefix(Lake.removedPrefix)
            }
        for name in leftovers { try FileManager.default.removeItem(at: releasesFolder.appending(path: name)) }
        if !leftovers.isEmpty { try DurableFiles.syncFolder(releasesFolder) }
        return leftovers.count
    }

    /// Removes a release: it is gone at once for readers, then its files are.
    package func remove(_ release: Release) throws {
        let removed = releasesFolder.appending(path: Lake.removedPrefix + release.name)
        if exists(removed) { try FileManager.default.removeItem(at: removed) }
        guard exists(place(of: release.name)) else { throw LakeError.releaseUnknown(name: release.name) }
        try DurableFiles.rename(place(of: release.name), to: removed)
        try FileManager.default.removeItem(at: removed)
        try DurableFiles.syncFolder(releasesFolder)
    }

    private func place(of name: String) -> URL { releasesFolder.appending(path: name) }
    private func exists(_ place: URL) -> Bool { FileManager.default.fileExists(atPath: place.path) }

    static func isValid(_ name: String) -> Bool {
        (1...nameLengthMax).contains(name.utf8.count) && !name.hasPrefix(".") && name.utf8.allSatisfy(isPlain)
    }

    /// Bytes that are harmless in the name of a file.
    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }
}
