import Foundation
import Testing

/// A text kept beside the tests (`Tests/Snapshots`): HUB_RECORD=1 writes it, every other run compares with it.
enum Snapshot {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Snapshots/Cohorts")

    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let place = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["HUB_RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: place)
        }
        let kept = try String(decoding: Data(contentsOf: place), as: UTF8.self)
        guard text != kept else { return }
        let difference = zip(text.split(separator: "\n"), kept.split(separator: "\n")).first { $0 != $1 }
        Issue.record(
            "\(name) differs: \(difference.map { "\($0.0) / \($0.1)" } ?? "length")", sourceLocation: sourceLocation)
    }
}
