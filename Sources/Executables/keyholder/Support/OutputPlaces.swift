import Foundation
import HealthModel

/// Where a command is to write. Looked at before any work: an hour of linkage must not end on a folder that is not there.
struct OutputPlaces {
    let places: [URL]

    /// Those that were given.
    init(_ paths: [String?]) { places = paths.compactMap { $0.map { URL(filePath: $0) } } }

    /// Throws unless a file can be made at every place. What is there already will be replaced as a whole.
    func check() throws {
        for place in places {
            var isFolder: ObjCBool = false
            let folder = place.deletingLastPathComponent().path
            if FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), isFolder.boolValue {
                throw EncodedCommandError.notWritten(file: place.lastPathComponent)
            }
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
                FileManager.default.isWritableFile(atPath: folder)
            else { throw EncodedCommandError.notWritten(file: place.lastPathComponent) }
        }
    }

    /// Throws when something is at a place already: what is kept there cannot be made again.
    func checkAbsent() throws {
        for place in places where FileManager.default.fileExists(atPath: place.path) {
            throw EncodedCommandError.listExists(file: place.lastPathComponent)
        }
    }

    /// Removes what was written, when the rest could not be.
    func remove() { for place in places { try? FileManager.default.removeItem(at: place) } }
}
