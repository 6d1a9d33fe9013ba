import ArgumentParser
import Console
import EncodedLinkage
import Foundation
import HealthModel

/// Links two files of encodings: the linkage unit's work.
struct LinkEncodedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link-encoded",
        abstract: Terminal.words(
            fr: "Apparie deux fichiers d'encodages (unité d'appariement).",
            en: "Links two files of encodings (linkage unit)."),
        discussion: Terminal.words(fr: EncodedText.link.fr, en: EncodedText.link.en))

    @Argument(help: ArgumentHelp(Terminal.words(fr: "Premier fichier.", en: "First file."), valueName: "a.clk"))
    var first: String

    @Argument(help: ArgumentHelp(Terminal.words(fr: "Second fichier.", en: "Second file."), valueName: "b.clk"))
    var second: String

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Paires : token_a,token_b,score.", en: "Pairs: token_a,token_b,score."),
            valueName: "csv"))
    var out: String

    @Flag(
        help: ArgumentHelp(
            Terminal.words(
                fr:
                    "Ne compare que les lignes qui partagent une clé de blocage : bien plus rapide, un peu moins complet.",
                en: "Compares only rows that share a blocking key: much faster, a little less complete.")))
    var blocked = false

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Score de Dice à partir duquel une paire est un lien (0 à 1).",
                en: "Dice score from which a pair is a link (0 to 1)."),
            valueName: "score"))
    var threshold: Double?

    @Flag(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Écrase et supprime les deux fichiers, une fois les paires sur le disque.",
                en: "Overwrites and removes both files, once the pairs are on disk.")))
    var destroy = false

    @Option(help: ArgumentHelp(Terminal.words(fr: "Fils d'exécution.", en: "Threads."), valueName: "count"))
    var workers: Int = 2

    @Flag(help: ArgumentHelp(Terminal.words(fr: "Sans progression.", en: "No progress.")))
    var quiet = false

    func validate() throws {
        func refuse(_ fr: String, _ en: String) -> ValidationError { ValidationError(Terminal.words(fr: fr, en: en)) }
        if let threshold, !(threshold > 0 && threshold <= 1) {
            throw refuse("--threshold est entre 0 et 1.", "--threshold is between 0 and 1.")
        }
        if !(1...EncodedMatcher.workerCountMax).contains(workers) {
            throw refuse("--workers : 1 à 64.", "--workers: 1 to 64.")
        }
        if Set([first, second, out].map { URL(filePath: $0).standardized.path }).count != 3 {
            throw refuse("Un même fichier est donné deux fois.", "One file is given twice.")
        }
    }

    func run() throws {
        Terminal.run {
            try OutputPlaces([out]).check()
            let line = ProgressLine(isQuiet: quiet)
            line.observer(ProgressStep(Phrase(fr: "Lecture des encodages", en: "Reading the encodings"), done: 0))
            let (left, right) = (
                try EncodedFileReader.read(URL(filePath: first)), try EncodedFileReader.read(URL(filePath: second))
            )
            line.observer(ProgressStep(Phrase(fr: "Comparaison", en: "Comparing"), done: 0))
            let given = threshold.map { DiceScore($0) }
            let search: EncodedMatcher.Search = blocked ? .blocked : .everyPair
            var result = try EncodedMatcher(workerCount: workers).link(left, right, search: search)
            if let given, given < result.scoreMin {
                // The scores' own floor is above what was asked for: candidates below it are wanted too.
                result = try EncodedMatcher(scoreMin: given, workerCount: workers).link(left, right, search: search)
            }
            let accepted = result.accepted(at: given)
            try EncodedLists.writePairs(accepted, left, right, to: URL(filePath: out))
            line.end()
            EncodedText.say(
                result, accepted: accepted.count, threshold: (given ?? result.choice.threshold).value,
                isGiven: given != nil)
            guard destroy else {
                return Terminal.say(
                    fr: "Les deux fichiers d'encodages ne servent plus : détruisez-les (--destroy).",
                    en: "The two files of encodings serve no more: destroy them (--destroy).")
            }
            for file in [first, second] { try FileDestruction.destroy(URL(filePath: file)) }
            Terminal.say(
                fr: "Les deux fichiers d'encodages sont écrasés et supprimés.",
                en: "The two files of encodings are overwritten and removed.")
        }
    }
}
