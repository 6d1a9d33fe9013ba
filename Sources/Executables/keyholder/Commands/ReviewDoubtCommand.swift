import ArgumentParser
import Console
import HealthModel
import IdentityVault

/// Asks whether a person is several.
struct ReviewDoubtCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doubt",
        abstract: Terminal.words(
            fr: "Met en doute une personne qui semble en être plusieurs.",
            en: "Puts in doubt a person that seems to be several."))

    @OptionGroup var home: HomeOption

    @Argument(
        help: ArgumentHelp(
            Terminal.words(fr: "Le pseudonyme que connaît le hub.", en: "The pseudonym that the hub knows."),
            valueName: "pseudonym"))
    var pseudonym: String

    @Option(help: ArgumentHelp(Terminal.words(fr: "Qui doute.", en: "Who doubts."), valueName: "name"))
    var reviewer: String

    func validate() throws {
        if PersonPseudonym(pseudonym) == nil {
            throw ValidationError(
                Terminal.words(
                    fr: "Un pseudonyme a 66 chiffres hexadécimaux.", en: "A pseudonym has 66 hexadecimal digits."))
        }
    }

    func run() throws {
        Terminal.run {
            guard let pseudonym = PersonPseudonym(pseudonym) else { return }
            for item in try home.vault().doubt(pseudonym, reviewer: reviewer) { print(ReviewText.whole(item)) }
        }
    }
}
