import ArgumentParser
import Foundation
import HealthModel
import HubServer

/// Where the hub keeps everything.
struct HomeOption: ParsableArguments {
    @Option(help: "Folder of everything the hub keeps (default: HUB_HOME, else hub-data).")
    var home: String?

    @Option(help: ArgumentHelp("Bytes that SQL work may hold in memory: 1200M, 4G…", valueName: "size"))
    var memory: String = "1200M"

    func validate() throws { _ = try Self.bytes(memory) }

    var folder: URL {
        URL(filePath: home ?? ProcessInfo.processInfo.environment["HUB_HOME"] ?? "hub-data")
    }

    /// Opens the hub of this folder, making it at first use.
    func open(actor: String = NSUserName()) throws -> Hub {
        try Hub(
            home: HubHome(folder: folder), memoryLimitBytes: try Self.bytes(memory), codeVersion: CodeVersion.text,
            actor: actor)
    }

    /// `1200M` or `4G` as bytes.
    static func bytes(_ text: String) throws -> Int {
        guard let unit = text.last, let number = Int(text.dropLast()), number > 0 else { throw malformed }
        switch unit {
        case "M", "m": return number * 1_000_000
        case "G", "g": return number * 1_000_000_000
        default: throw malformed
        }
    }

    private static let malformed = ValidationError("--memory is a number with M or G: 1200M, 4G.")
}
