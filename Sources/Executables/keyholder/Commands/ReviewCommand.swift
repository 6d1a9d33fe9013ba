import ArgumentParser
import Console

/// The pairs that people decide on.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: Terminal.words(
            fr: "File de relecture : des paires en niveaux d'accord, jamais en valeurs.",
            en: "Review queue: pairs as levels of agreement, never as values."),
        discussion: Terminal.words(
            fr: """
                Deux relecteurs différents décident de chaque paire ; s'ils ne sont pas d'accord, un troisième tranche. \
                Les paires décidées sont des liens, ou des refus, fixes dès la réception suivante. Tout est consigné. Une \
                personne qui semble en être plusieurs se met en doute par son pseudonyme (doubt) : chaque part que deux \
                relecteurs disent différente redevient une personne à la réception suivante, sous le pseudonyme qu'elle \
                avait ; la plus ancienne garde celui qui leur était commun.

                Exemples :
                  keyholder review list --reviewer anne
                  keyholder review show 12
                  keyholder review decide 12 --reviewer anne same
                  keyholder review undo 12 --reviewer anne
                  keyholder review doubt 01ab… --reviewer anne
                """,
            en: """
                Two different reviewers decide on every pair; when they disagree, a third settles it. Settled pairs are \
                fixed links, or refusals, from the next reception on. Everything is logged. A person that seems to be \
                several is put in doubt by its pseudonym (doubt): every part that two reviewers call different is a \
                person again at the next reception, under the pseudonym that it had; the oldest keeps the common one.

                Examples:
                  keyholder review list --reviewer anne
                  keyholder review show 12
                  keyholder review decide 12 --reviewer anne same
                  keyholder review undo 12 --reviewer anne
                  keyholder review doubt 01ab… --reviewer anne
                """),
        subcommands: [
            ReviewListCommand.self, ReviewShowCommand.self, ReviewDecideCommand.self, ReviewUndoCommand.self,
            ReviewAgreementCommand.self, ReviewDoubtCommand.self,
        ])
}
