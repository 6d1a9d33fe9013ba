import ArgumentParser
import Console
import Foundation
import HealthModel
import IdentityVault
import SealedExchange

/// Links a delivery and answers with its crosswalk.
struct ReceiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: Terminal.words(
            fr: "Reçoit les identités d'une livraison et rend leur correspondance.",
            en: "Receives the identities of a delivery and gives their crosswalk."),
        discussion: Terminal.words(
            fr: """
                Tout ou rien : en cas d'échec, le registre n'a pas changé. Il reste des empreintes à clé et des traits \
                scellés sous la clé des deux dépositaires. La fiche de qualité des liens est scellée dans la \
                correspondance, et écrite à côté pour être lue (.quality.json, .quality.fr.html, .quality.en.html) : sans trait, \
                les comptes de 1 à 10 masqués, les autres arrondis. Le fichier d'identités est supprimé une fois la réponse écrite, sauf \
                avec --keep. La même livraison reçue de nouveau donne la même réponse.

                Exemples :
                  keyholder receive identites.sealed --hub-key hub.public --out crosswalk.sealed
                  keyholder receive identites.sealed --hub-key hub.public --out crosswalk.sealed --json --keep
                """,
            en: """
                All or nothing: if it fails, the register has not changed. What stays is keyed hashes, and traits \
                sealed under the key of both custodians. The quality sheet of the links is sealed in the crosswalk, \
                and written beside it to be read (.quality.json, .quality.fr.html, .quality.en.html): no trait, counts from 1 to 10 \
                withheld, the others rounded. The identities file is deleted once the answer is written, unless --keep. The same \
                delivery received again gives the same answer.

                Examples:
                  keyholder receive identities.sealed --hub-key hub.public --out crosswalk.sealed
                  keyholder receive identities.sealed --hub-key hub.public --out crosswalk.sealed --json --keep
                """))

    @OptionGroup var home: HomeOption

    @Argument(
        help: ArgumentHelp(
            Terminal.words(fr: "Identités scellées par le détenteur.", en: "Identities sealed by the holder."),
            valueName: "sealed"))
    var identities: String

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Clé publique du hub.", en: "The hub's public key."), valueName: "file"))
    var hubKey: String

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Correspondance à écrire, scellée pour le hub.", en: "Crosswalk to write, sealed to the hub."),
            valueName: "file"))
    var out: String

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Clé publique du détenteur : refuse des identités scellées par un autre.",
                en: "The holder's public key: refuses identities sealed by anybody else."),
            valueName: "file"))
    var sender: String?

    @Flag(
        help: ArgumentHelp(
            Terminal.words(
                fr: "La source n'a qu'un enregistrement par personne.", en: "The source has one record a person.")))
    var clean = false

    @Flag(help: ArgumentHelp(Terminal.words(fr: "Bilan en JSON.", en: "Summary as JSON.")))
    var json = false

    @Flag(
        help: ArgumentHelp(
            Terminal.words(fr: "Garde le fichier d'identités scellé.", en: "Keeps the sealed identities file.")))
    var keep = false

    @Flag(help: ArgumentHelp(Terminal.words(fr: "Sans progression.", en: "No progress.")))
    var quiet = false

    func run() throws {
        Terminal.run {
            let request = ReceiveRequest(
                identities: URL(filePath: identities), hubKey: try ExchangePublicKey(contentsOf: URL(filePath: hubKey)),
                crosswalk: URL(filePath: out), keepsIdentities: keep,
                sender: try sender.map { try ExchangePublicKey(contentsOf: URL(filePath: $0)) }, sourceIsClean: clean)
            let summary = try home.vault().receive(request, progress: ProgressLine(isQuiet: quiet).observer)
            if summary.sheet != nil {
                let page = request.sheetFile.appendingPathExtension("\(Terminal.language.rawValue).html")
                    .lastPathComponent
                Terminal.note(Terminal.words(fr: "fiche de qualité : \(page)", en: "quality sheet: \(page)"))
            }
            if json { try JSONOutput.print(summary) } else { print(SummaryText(summary: summary).text) }
            guard !keep else { return }
            Terminal.note(
                Terminal.words(
                    fr: "identités scellées supprimées : \(identities)", en: "sealed identities deleted: \(identities)")
            )
        }
    }
}
