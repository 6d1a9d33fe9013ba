import ArgumentParser
import Console
import IdentityVault

/// Forgets that a withdrawn delivery was received.
struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: Terminal.words(
            fr: "Oublie une livraison retirée et la réponse gardée pour elle.",
            en: "Forgets a withdrawn delivery and the answer kept for it."),
        discussion: Terminal.words(
            fr: """
                Les personnes et leurs pseudonymes restent : d'autres livraisons s'appuient sur eux.

                Exemple :
                  keyholder forget --source national-claims --delivery 2026-10
                """,
            en: """
                Persons and their pseudonyms stay: other deliveries rest on them.

                Example:
                  keyholder forget --source national-claims --delivery 2026-10
                """))

    @OptionGroup var home: HomeOption

    @Option(help: ArgumentHelp(Terminal.words(fr: "La base source.", en: "The source database."), valueName: "name"))
    var source: String

    @Option(
        help: ArgumentHelp(Terminal.words(fr: "La livraison.", en: "The delivery."), valueName: "identifier"))
    var delivery: String

    func run() throws {
        Terminal.run {
            try home.vault().forget(source: source, delivery: delivery)
            Terminal.say(fr: "oubliée : \(source) / \(delivery)", en: "forgotten: \(source) / \(delivery)")
        }
    }
}
