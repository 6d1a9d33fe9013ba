import ArgumentParser
import Console
import Foundation
import IdentityVault

/// Makes one custodian's share.
struct KeysContributeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contribute",
        abstract: Terminal.words(fr: "Dépose la part d'un dépositaire.", en: "Contributes a custodian's share."),
        discussion: Terminal.words(
            fr: """
                Chaque dépositaire lance la commande lui-même et note l'empreinte de sa part. Une part seule ne dit rien \
                de la clé ; les deux sont nécessaires à chaque réception. Sans les deux parts, les pseudonymes ne \
                peuvent plus être refaits : gardez-en une copie hors ligne.

                Exemple :
                  keyholder keys contribute --custodian CNAM --share /media/cnam/part.share
                """,
            en: """
                Each custodian runs the command in person and notes the fingerprint of their share. One share says \
                nothing about the key; every reception needs both. Without both shares the pseudonyms cannot be made \
                again: keep a copy off line.

                Example:
                  keyholder keys contribute --custodian CNAM --share /media/cnam/half.share
                """))

    @OptionGroup var home: HomeOption

    @Option(
        help: ArgumentHelp(Terminal.words(fr: "Nom du dépositaire.", en: "The custodian's name."), valueName: "name"))
    var custodian: String

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Fichier de la part (défaut : shares/NOM.share dans le dossier du tiers).",
                en: "The share's file (default: shares/NAME.share in the key holder's folder)."),
            valueName: "file"))
    var share: String?

    func run() throws {
        Terminal.run {
            let status = try home.vault().ceremony
                .contribute(
                    custodian: custodian, shareFile: share.map { URL(filePath: $0).absoluteURL })
            CustodyText.print(status)
        }
    }
}
