import ArgumentParser
import Console
import IdentityVault

/// Shows how far the key is.
struct KeysStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: Terminal.words(
            fr: "Montre les dépositaires et les empreintes.", en: "Shows the custodians and the fingerprints."))

    @OptionGroup var home: HomeOption

    @Flag(help: ArgumentHelp(Terminal.words(fr: "En JSON.", en: "As JSON.")))
    var json = false

    func run() throws {
        Terminal.run {
            let status = try home.vault().ceremony.status()
            if json { try JSONOutput.print(status) } else { CustodyText.print(status) }
        }
    }
}

/// The state of the key in words.
enum CustodyText {
    static func print(_ status: CustodyStatus) {
        for custodian in status.custodians {
            Terminal.say(
                fr: "part de \(custodian.name) : \(custodian.fingerprint) (\(custodian.contributedAt))",
                en: "share of \(custodian.name): \(custodian.fingerprint) (\(custodian.contributedAt))")
        }
        if let fingerprint = status.keyFingerprint {
            Terminal.say(fr: "clé complète : \(fingerprint)", en: "key complete: \(fingerprint)")
        } else {
            let missing = CustodyStatus.shareCountNeeded - status.custodians.count
            Terminal.say(
                fr: "clé incomplète : il manque \(missing) part\(missing > 1 ? "s" : "")",
                en: "key incomplete: \(missing) share\(missing > 1 ? "s" : "") missing")
        }
    }
}
