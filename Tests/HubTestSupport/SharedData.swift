package import Foundation

/// The large test data beside the project (`../shared/data`, or HUB_SHARED_DATA): tests that need it are skipped, and
/// say so, where it is absent.
package enum SharedData {
    package static let folder: URL = {
        if let place = ProcessInfo.processInfo.environment["HUB_SHARED_DATA"] { return URL(filePath: place) }
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")
    }()

    package static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    package static func url(_ path: String) -> URL { folder.appending(path: path) }
}
