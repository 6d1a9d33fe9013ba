package import Foundation
package import HealthModel

/// Files that survive a power cut: a call returns only when the disk has what it wrote.
///
/// A failed fsync may have dropped the written pages, so it is never tried again: the caller must give up its work.
package enum DurableFiles {
    /// What can go wrong; the code is errno's.
    package struct Failure: HubError, Equatable {
        package enum Step: String, Sendable { case open, write, sync, rename, list }

        package let step: Step
        /// The last component of the path.
        package let file: String
        package let number: Int32

        package var code: String { "files.\(step.rawValue)" }
        package var kind: HubErrorKind { number == EEXIST || number == ENOTEMPTY ? .conflict : .surroundings }
        package var message: Phrase {
            let reason = String(cString: strerror(number))
            return Phrase(
                fr:
                    "Le fichier \(file) n’a pu être écrit durablement (\(reason)). Vérifier le disque, puis recommencer.",
                en: "The file \(file) could not be written durably (\(reason)). Check the disk, then start again.")
        }
    }

    /// Replaces a file by these bytes at once: a reader sees the old bytes or the new ones, even after a power cut.
    package static func write(_ bytes: some Sequence<UInt8>, to place: URL, permissions: Int = 0o640) throws(Failure) {
        let folder = place.deletingLastPathComponent()
        var template = Array(folder.appending(path: ".\(place.lastPathComponent).XXXXXX").path.utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(.open, place) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let partial = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        do throws(Failure) {
            defer { close(descriptor) }
            fchmod(descriptor, mode_t(permissions))
            try write(Array(bytes), to: descriptor, place)
            guard fsync(descriptor) == 0 else { throw failure(.sync, place) }
        } catch {
            unlink(partial)
            throw error
        }
        guard Foundation.rename(partial, place.path) == 0 else {
            let error = failure(.rename, place)
            unlink(partial)
            throw error
        }
        try syncFolder(folder)
    }

    /// Makes the bytes of a file that was written by another hand durable.
    package static func syncFile(_ place: URL) throws(Failure) { try sync(place, flags: O_RDONLY) }

    /// Makes the names in a folder durable.
    package static func syncFolder(_ place: URL) throws(Failure) { try sync(place, flags: O_RDONLY | O_DIRECTORY) }

    /// Makes every file and folder below a folder durable, and the folder itself.
    package static func syncTree(_ folder: URL) throws(Failure) {
        let entries: [URL]
        do {
            entries = try FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: [.isDirectoryKey])
        } catch {
            throw Failure(step: .list, file: folder.lastPathComponent, number: ENOENT)
        }
        for entry in entries {
            let isFolder = (try? entry.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
            if isFolder { try syncTree(entry) } else { try syncFile(entry) }
        }
        try syncFolder(folder)
    }

    /// Moves a file or a folder within one disk, durably. What stands at the new place is refused, never replaced.
    /// Two programs that race for one place must hold a lock, except for folders with content, where rename(2) refuses.
    package static func rename(_ place: URL, to other: URL) throws(Failure) {
        var status = stat()
        guard lstat(other.path, &status) != 0 else {
            throw Failure(step: .rename, file: other.lastPathComponent, number: EEXIST)
        }
        guard Foundation.rename(place.path, other.path) == 0 else { throw failure(.rename, other) }
        try syncFolder(other.deletingLastPathComponent())
        let origin = place.deletingLastPathComponent()
        if origin.standardizedFileURL != other.deletingLastPathComponent().standardizedFileURL {
            try syncFolder(origin)
        }
    }

    private static func sync(_ place: URL, flags: Int32) throws(Failure) {
        let descriptor = open(place.path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(.open, place) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(.sync, place) }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ place: URL) throws(Failure) {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(.write, place) }
            done += count
        }
    }

    private static func failure(_ step: Failure.Step, _ place: URL) -> Failure {
        Failure(step: step, file: place.lastPathComponent, number: errno)
    }
}
