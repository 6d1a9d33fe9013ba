import ArgumentParser
import Console
import IdentityVault

/// Shows the state of the register, in numbers only.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: Terminal.words(
            fr: "Montre l'état du tiers : clé, personnes, livraisons.",
            en: "Shows the state of the key holder: key, persons, deliveries."))

    @OptionGroup var home: HomeOption

    @Flag(help: ArgumentHelp(Terminal.words(fr: "En JSON.", en: "As JSON.")))
    var json = false

    func run() throws {
        Terminal.run {
            let status = try home.vault().status()
            if json { return try JSONOutput.print(status) }
            CustodyText.print(status.custody)
            let counts = status.counts
            Terminal.say(
                fr: "\(counts.persons) personnes, \(counts.merges) réunions, \(counts.linkKeys) clés de rapprochement "
                    + "dont \(counts.sharedLinkKeys) partagées",
                en: "\(counts.persons) persons, \(counts.merges) merges, \(counts.linkKeys) link keys "
                    + "of which \(counts.sharedLinkKeys) shared")
            for delivery in status.deliveries {
                print("\(delivery.source) / \(delivery.delivery)  \(delivery.receivedAt)")
            }
        }
    }
}
