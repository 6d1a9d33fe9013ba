import ArgumentParser
import Console
import Foundation
import IdentityVault
import SealedExchange

/// Prints the key that holders seal identities to.
struct AddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address",
        abstract: Terminal.words(
            fr: "Donne la clé publique pour laquelle les détenteurs scellent les identités.",
            en: "Gives the public key that holders seal identities to."),
        discussion: Terminal.words(
            fr: """
                Comparez l'empreinte par téléphone avant le premier envoi.

                Exemple :
                  keyholder address --out keyholder.public
                """,
            en: """
                Compare the fingerprint by telephone before the first delivery.

                Example:
                  keyholder address --out keyholder.public
                """))

    @OptionGroup var home: HomeOption

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Fichier à écrire ; sinon la sortie standard.", en: "File to write; else standard output."),
            valueName: "file"))
    var out: String?

    func run() throws {
        Terminal.run {
            let address = try home.vault().address()
            if let out {
                try address.write(to: URL(filePath: out))
                Terminal.note(Terminal.words(fr: "écrit : \(out)", en: "written: \(out)"))
            } else {
                print(address.text, terminator: "")
            }
            Terminal.note(
                Terminal.words(fr: "empreinte : \(address.fingerprint)", en: "fingerprint: \(address.fingerprint)"))
        }
    }
}
