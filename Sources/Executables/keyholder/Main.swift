import ArgumentParser
import Console
import HealthModel

/// The key holder's program: runs in another organisation, or at least under another account, than the hub.
@main struct KeyHolder: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keyholder",
        abstract: Terminal.words(
            fr: "Tiers de confiance du Health Data Hub : rapproche les identités et rend des pseudonymes.",
            en: "Trusted third party of the Health Data Hub: links identities and gives pseudonyms."),
        discussion: Terminal.words(
            fr: """
                Le tiers ne voit jamais de données de santé ; le hub ne voit jamais d'identité. Ils échangent des \
                fichiers scellés, que seul leur destinataire ouvre.

                Mise en place, une fois :
                  keyholder keys contribute --custodian CNAM
                  keyholder keys contribute --custodian ATIH
                  keyholder address --out keyholder.public

                Pour chaque livraison :
                  keyholder receive identites.sealed --hub-key hub.public --out crosswalk.sealed

                Codes de sortie : 0 réussi, 64 commande mal écrite, 65 fichier refusé, 66 introuvable, \
                70 fichier ou registre abîmé, 73 contradiction avec l'état présent, 74 disque ou système, \
                75 limite atteinte, 77 refusé par une règle.
                """,
            en: """
                The key holder never sees health data; the hub never sees an identity. They exchange sealed files that \
                only their addressee opens.

                Set up, once:
                  keyholder keys contribute --custodian CNAM
                  keyholder keys contribute --custodian ATIH
                  keyholder address --out keyholder.public

                For every delivery:
                  keyholder receive identities.sealed --hub-key hub.public --out crosswalk.sealed

                Exit codes: 0 done, 64 command misspelt, 65 file refused, 66 not found, 70 file or register damaged, \
                73 contradicts the present state, 74 disk or system, 75 limit reached, 77 refused by a rule.
                """),
        subcommands: [
            KeysCommand.self, AddressCommand.self, ReceiveCommand.self, StatusCommand.self, ForgetCommand.self,
            ReviewCommand.self, ModelCommand.self, LinkCommand.self, LinkStaysCommand.self, EncodeCommand.self,
            LinkEncodedCommand.self, SiftEncodedCommand.self, MeasureCommand.self,
        ]
    )
}
