import ArgumentParser
import Console
import Foundation
import HealthModel
import IdentityVault

/// Where the key holder keeps what is its own.
struct HomeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Dossier du tiers (défaut : KEYHOLDER_HOME, sinon keyholder-data/).",
                en: "The key holder's folder (default: KEYHOLDER_HOME, else keyholder-data/)."),
            valueName: "folder"))
    var home: String?

    func vault() throws -> IdentityVault {
        let folder = home ?? ProcessInfo.processInfo.environment["KEYHOLDER_HOME"] ?? "keyholder-data"
        return try IdentityVault(home: VaultHome(folder: URL(filePath: folder)), surroundings: .live)
    }
}

/// Prints a value as JSON with sorted keys.
enum JSONOutput {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
