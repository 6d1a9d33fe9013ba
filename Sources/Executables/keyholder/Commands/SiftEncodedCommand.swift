import ArgumentParser
import Console
import EncodedLinkage
import Foundation
import HealthModel
import TabularFiles

/// The holder's reading of the pairs that came back.
struct SiftEncodedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sift-encoded",
        abstract: Terminal.words(
            fr: "Lit les paires revenues : identifiants remis, leurres écartés (détenteur).",
            en: "Reads the pairs that came back: identifiers put back, decoys left out (holder)."),
        discussion: Terminal.words(fr: EncodedText.sift.fr, en: EncodedText.sift.en))

    /// Where the holder's tokens stand.
    enum Side: String, ExpressibleByArgument, CaseIterable {
        case a
        case b
    }

    @Argument(
        help: ArgumentHelp(Terminal.words(fr: "Paires revenues.", en: "Pairs that came back."), valueName: "csv"))
    var pairs: String

    @Option(help: ArgumentHelp(Terminal.words(fr: "Vos jetons : a ou b.", en: "Your tokens: a or b.")))
    var side: Side

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Le fichier --ids de l'encodage.", en: "The --ids file of encoding."), valueName: "csv"))
    var ids: String

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Le fichier --decoy-tokens de l'encodage.", en: "The --decoy-tokens file of encoding."),
            valueName: "file"))
    var decoyTokens: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Paires : id,token,score.", en: "Pairs: id,token,score."), valueName: "csv"))
    var out: String

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Part des leurres liés tolérée, en pour cent : les liens plus faibles sont écartés.",
                en: "Share of decoys linked that is tolerated, in percent: weaker links are left out."),
            valueName: "percent"))
    var decoysLinkedMax: Double = 0.5

    func validate() throws {
        if !(0...100).contains(decoysLinkedMax) {
            throw ValidationError(
                Terminal.words(fr: "--decoys-linked-max : 0 à 100.", en: "--decoys-linked-max: 0 to 100."))
        }
    }

    func run() throws {
        Terminal.run {
            try OutputPlaces([out]).check()
            let decoys = try decoyTokens.map { try EncodedLists.readDecoys(URL(filePath: $0)) } ?? []
            var identifiers: [String: String] = [:]
            for row in try EncodedLists.read(URL(filePath: ids), columns: ["token", "id"]) {
                identifiers[row[0]] = row[1]
            }
            let own = side == .a ? 0 : 1
            let came = try readPairs()
            let rows = came.prefix(keptCount(came.map { decoys.contains($0.tokens[own]) }, decoyCount: decoys.count))
            let tokens = rows.map { $0.tokens[own] }
            let (kept, check) = DecoyCheck.sift(tokens, decoys: decoys)
            let unknown = kept.count { identifiers[tokens[$0].text] == nil }
            guard unknown == 0 else { throw EncodedCommandError.tokenUnknown(count: unknown) }
            let writer = try CSVRecordWriter(URL(filePath: out))
            try writer.write(["id", "token", "score"])
            for place in kept {
                let row = rows[place]
                try writer.write([identifiers[tokens[place].text] ?? "", row.tokens[1 - own].text, row.score])
            }
            try writer.finish()
            say(check, weakCount: came.count - rows.count)
        }
    }

    private func readPairs() throws -> [Pair] {
        let columns = ["token_a", "token_b", "score"]
        let unusable = EncodedCommandError.listUnusable(
            file: URL(filePath: pairs).lastPathComponent, columns: columns.joined(separator: ","))
        return try EncodedLists.read(URL(filePath: pairs), columns: columns)
            .map { row in
                guard let one = RowToken(row[0]), let two = RowToken(row[1]), let value = Double(row[2]),
                    value.isFinite
                else { throw unusable }
                return Pair(tokens: [one, two], score: row[2], value: value)
            }
            .sorted { $0.value > $1.value }
    }

    /// How many of the pairs, best first, are kept before too many decoys are linked.
    private func keptCount(_ isDecoy: [Bool], decoyCount: Int) -> Int {
        let linkedMax = Int(Double(decoyCount) * decoysLinkedMax / 100)
        var linked = 0
        for (place, decoy) in isDecoy.enumerated() where decoy {
            linked += 1
            if linked > linkedMax { return place }
        }
        return isDecoy.count
    }

    private func say(_ check: DecoyCheck, weakCount: Int) {
        Terminal.say(
            fr: "\(grouped(check.linkCount)) liens gardés ; \(grouped(check.linkedDecoyCount)) liens de leurres et "
                + "\(grouped(weakCount)) paires trop faibles d'après les leurres écartés.",
            en: "\(grouped(check.linkCount)) links kept; \(grouped(check.linkedDecoyCount)) links of decoys and "
                + "\(grouped(weakCount)) pairs too weak by the decoys left out.")
        guard check.decoyCount > 0 else { return }
        let rate = String(format: "%.3f %%", check.falseLinkRate * 100)
        Terminal.say(
            fr: "Une ligne sans personne en face est liée à tort dans \(rate) des cas, d'après les leurres.",
            en: "A row without a person on the other side is wrongly linked in \(rate) of cases, by the decoys.")
    }

    /// A pair that came back.
    private struct Pair {
        let tokens: [RowToken]
        let score: String
        let value: Double
    }
}
