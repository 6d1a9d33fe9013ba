import ArgumentParser
import Console
import IdentityVault

/// Shows the levels of one pair.
struct ReviewShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: Terminal.words(fr: "Les niveaux d'accord d'une paire.", en: "The levels of agreement of a pair."))

    @OptionGroup var home: HomeOption

    @Argument(help: ArgumentHelp(Terminal.words(fr: "La paire.", en: "The pair."), valueName: "number"))
    var number: Int

    @Flag(help: ArgumentHelp(Terminal.words(fr: "En JSON.", en: "As JSON.")))
    var json = false

    func run() throws {
        Terminal.run {
            let item = try home.vault().review.item(number)
            if json { try JSONOutput.print(item) } else { print(ReviewText.whole(item)) }
        }
    }
}

/// Takes the verdict of a reviewer.
struct ReviewDecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: Terminal.words(fr: "Donne un avis sur une paire.", en: "Gives a verdict on a pair."))

    @OptionGroup var home: HomeOption

    @Argument(help: ArgumentHelp(Terminal.words(fr: "La paire.", en: "The pair."), valueName: "number"))
    var number: Int

    @Option(help: ArgumentHelp(Terminal.words(fr: "Qui décide.", en: "Who decides."), valueName: "name"))
    var reviewer: String

    @Argument(
        help: ArgumentHelp(
            Terminal.words(fr: "same, different ou unsure.", en: "same, different or unsure."), valueName: "verdict"))
    var verdict: ReviewVerdict

    func run() throws {
        Terminal.run { print(ReviewText.whole(try home.vault().review.decide(number, reviewer: reviewer, verdict))) }
    }
}

extension ReviewVerdict: ExpressibleByArgument {}

/// Takes a verdict back.
struct ReviewUndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: Terminal.words(
            fr: "Reprend son avis, avant celui d'un autre.", en: "Takes one's verdict back, before anybody else's."))

    @OptionGroup var home: HomeOption

    @Argument(help: ArgumentHelp(Terminal.words(fr: "La paire.", en: "The pair."), valueName: "number"))
    var number: Int

    @Option(help: ArgumentHelp(Terminal.words(fr: "Qui avait décidé.", en: "Who had decided."), valueName: "name"))
    var reviewer: String

    func run() throws {
        Terminal.run { print(ReviewText.whole(try home.vault().review.undo(number, reviewer: reviewer))) }
    }
}

/// Shows how far reviewers agree.
struct ReviewAgreementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: Terminal.words(fr: "L'accord entre relecteurs (kappa).", en: "Agreement of the reviewers (kappa)."))

    @OptionGroup var home: HomeOption

    @Flag(help: ArgumentHelp(Terminal.words(fr: "En JSON.", en: "As JSON.")))
    var json = false

    func run() throws {
        Terminal.run {
            let agreement = try home.vault().review.agreement()
            if json { return try JSONOutput.print(agreement) }
            let kappa = agreement.kappa.map { ReviewText.percent($0) } ?? "–"
            Terminal.say(
                fr:
                    "\(agreement.pairCount) paires relues deux fois, accord sur \(agreement.agreementCount), kappa \(kappa)",
                en:
                    "\(agreement.pairCount) pairs reviewed twice, agreement on \(agreement.agreementCount), kappa \(kappa)"
            )
        }
    }
}
