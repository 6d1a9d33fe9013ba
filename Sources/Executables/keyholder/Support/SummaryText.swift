import Console
import HealthModel
import IdentityVault
import RecordLinkage

/// A reception in words, one line a fact.
struct SummaryText {
    let summary: ReceiveSummary

    var text: String {
        var lines = [title, line(fr: "enregistrements", en: "records", summary.recordCount)]
        lines.append(line(fr: "certains", en: "certain", summary.certainCount))
        lines.append(line(fr: "  personnes déjà connues", en: "  known persons", summary.knownPersonCount))
        lines.append(line(fr: "  personnes nouvelles", en: "  new persons", summary.newPersonCount))
        lines += reasons(summary.certain.filter { $0.key != LinkageReason.firstSeen.rawValue }, indent: "    ")
        lines.append(line(fr: "ambigus", en: "ambiguous", summary.ambiguousCount))
        lines += reasons(summary.ambiguous, indent: "  ")
        lines.append(line(fr: "exclus", en: "excluded", summary.excludedCount))
        lines += reasons(summary.excluded, indent: "  ")
        lines.append(line(fr: "personnes réunies", en: "merged persons", summary.mergeCount))
        lines.append(line(fr: "pseudonymes remplacés", en: "superseded pseudonyms", summary.supersessionCount))
        lines.append(line(fr: "personnes séparées", en: "separated persons", summary.separationCount))
        lines.append(
            line(
                fr: "numéros d'attente devenus définitifs", en: "waiting numbers become final", summary.finalNumberCount
            ))
        lines.append(line(fr: "numéros partagés trouvés", en: "shared numbers found", summary.sharedNumberCount))
        lines.append(
            line(fr: "numéros inutilisables", en: "unusable numbers", summary.numberFlaws.values.reduce(0, +)))
        if let quality = summary.quality {
            lines.append(line(fr: "liens par indices", en: "links by evidence", quality.evidenceLinkCount))
            lines.append(line(fr: "paires à relire", en: "pairs to review", quality.queuedForReviewCount))
        }
        for (flaw, count) in summary.numberFlaws.sorted(by: { $0.key < $1.key }) {
            let words = SummaryText.flaws[flaw] ?? Phrase(fr: flaw, en: flaw)
            lines.append(line(fr: "  " + words.fr, en: "  " + words.en, count))
        }
        return lines.joined(separator: "\n")
    }

    private var title: String {
        let again = Terminal.words(fr: " (déjà reçue : même réponse)", en: " (received before: same answer)")
        return "\(summary.source) / \(summary.delivery)" + (summary.isRepeated ? again : "")
    }

    private func reasons(_ counts: [String: Int], indent: String) -> [String] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { reason, count in
                let title = LinkageReason(rawValue: reason).title
                return line(fr: indent + title.fr, en: indent + title.en, count)
            }
    }

    private func line(fr: String, en: String, _ count: Int) -> String {
        let label = Terminal.words(fr: fr, en: en)
        let digits = String(count)
        let width = 60
        return label + String(repeating: " ", count: max(1, width - label.count - digits.count)) + digits
    }

    private static let flaws = [
        "length": Phrase(fr: "longueur", en: "length"),
        "characters": Phrase(fr: "caractères", en: "characters"),
        "key": Phrase(fr: "clé de contrôle", en: "control key"),
        "structure": Phrase(fr: "structure", en: "structure"),
        "provisional": Phrase(fr: "de transit", en: "transit"),
    ]
}
