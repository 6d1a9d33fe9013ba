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

    func validate() throws {
        guard bytes != nil else { throw ValidationError("--memory is a number with M or G: 1200M, 4G.") }
    }

    var folder: URL {
        URL(filePath: home ?? ProcessInfo.processInfo.environment["HUB_HOME"] ?? "hub-data")
    }

    /// Opens the hub of this folder, making it at first use.
    func open() throws -> Hub {
        try Hub(home: HubHome(folder: folder), memoryLimitBytes: bytes ?? 1_200_000_000, codeVersion: CodeVersion.text)
    }

    private var bytes: Int? {
        guard let unit = memory.last, let number = Int(memory.dropLast()), number > 0 else { return nil }
        switch unit {
        case "M", "m": return number * 1_000_000
        case "G", "g": return number * 1_000_000_000
        default: return nil
        }
    }
}
