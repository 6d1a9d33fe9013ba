import ArgumentParser
import Console
import IdentityVault

/// Lists the open pairs, those that teach most first.
struct ReviewListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: Terminal.words(
            fr: "Les paires à relire, les plus instructives d'abord.",
            en: "The pairs to review, those that teach most first."))

    @OptionGroup var home: HomeOption

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Seulement celles qui attendent ce relecteur.", en: "Only those that wait for this reviewer."),
            valueName: "name"))
    var reviewer: String?

    @Option(help: ArgumentHelp(Terminal.words(fr: "Combien au plus.", en: "How many at most."), valueName: "count"))
    var limit = 50

    @Flag(help: ArgumentHelp(Terminal.words(fr: "En JSON.", en: "As JSON.")))
    var json = false

    func run() throws {
        Terminal.run {
            let items = try home.vault().review.open(for: reviewer, limit: limit)
            if json { return try JSONOutput.print(items) }
            for item in items { print(ReviewText.line(item)) }
            Terminal.note(
                Terminal.words(fr: "\(items.count) paires à relire", en: "\(items.count) pairs to review"))
        }
    }
}

/// A pair in words: levels, never values.
enum ReviewText {
    static func line(_ item: ReviewItem) -> String {
        var marks: [String] = []
        if item.hasConflict { marks.append(Terminal.words(fr: "numéros contraires", en: "numbers disagree")) }
        if item.isTwinShaped { marks.append(Terminal.words(fr: "jumeaux ou homonymes", en: "twins or namesakes")) }
        switch item.kind {
        case .link: break
        case .number: marks.append(Terminal.words(fr: "numéro changé ?", en: "number changed?"))
        case .split: marks.append(Terminal.words(fr: "personne à séparer ?", en: "person to take apart?"))
        }
        let number = String(item.number)
        return String(repeating: " ", count: max(0, 6 - number.count)) + number
            + "  p \(percent(item.probability))  \(item.source) / \(item.delivery)  ×\(item.samePatternCount)"
            + (marks.isEmpty ? "" : "  [" + marks.joined(separator: ", ") + "]")
    }

    static func whole(_ item: ReviewItem) -> String {
        let levels = item.levels.map { level in
            "    " + level.comparison + String(repeating: " ", count: max(1, 20 - level.comparison.count)) + level.level
        }
        return ([line(item)] + levels + ["    " + state(item)]).joined(separator: "\n")
    }

    private static func state(_ item: ReviewItem) -> String {
        switch item.state {
        case .open:
            Terminal.words(
                fr: "ouverte, \(item.decisionCount) décision(s)", en: "open, \(item.decisionCount) decision(s)")
        case .same: Terminal.words(fr: "même personne", en: "same person")
        case .different: Terminal.words(fr: "personnes différentes", en: "different persons")
        case .unsettled: Terminal.words(fr: "non tranchée", en: "unsettled")
        }
    }

    static func percent(_ value: Double) -> String { String(Double(Int(value * 1000)) / 1000) }
}
