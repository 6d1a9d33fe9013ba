import ArgumentParser
import Console

/// The key ceremony.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: Terminal.words(
            fr: "Cérémonie des clés : deux dépositaires, une part chacun.",
            en: "Key ceremony: two custodians, one share each."),
        subcommands: [KeysContributeCommand.self, KeysStatusCommand.self])
}
