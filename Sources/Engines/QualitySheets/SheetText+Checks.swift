internal import HealthModel

/// What speaks against links: records that contradict each other, and the truth where it is known.
extension SheetText {
    var implausible: HTML {
        guard let implausible = sheet.implausible else {
            return sheet.delivery == nil
                ? """
                <p>\(say(
                    "Non calculé : ni sexe, ni date de naissance dans les fichiers.",
                    "Not computed: neither sex nor birth date in the files."))</p>
                """
                : """
                <p>\(say(
                    "Le tiers de confiance ne voit aucune donnée de santé : la plateforme les compte à la publication, dans linkage/implausible.json de chaque version.",
                    "The key holder sees no health data: the hub counts them at publication, in linkage/implausible.json of each release."))</p>
                """
        }
        return ImplausibleText(links: implausible, titles: [:], text: self).html
    }

    var truth: HTML {
        guard let truth = sheet.truth else { return .empty }
        func row(_ title: String, _ count: Int, _ missed: Int?) -> [HTML] {
            [cell(title), cell(numbers.whole(count)), cell(missed.map { numbers.whole($0) } ?? "–")]
        }
        return HTML([
            "<h2>\(say("Comparaison à la vérité", "Compared with the truth"))</h2>",
            """
            <p>\(say(
                "Ces personnes sont simulées : on sait qui est qui. Rien n'est masqué ni arrondi ici.",
                "These persons are simulated: who is who is known. Nothing is withheld or rounded here."))</p>
            """,
            table(
                [
                    say("Enregistrements", "Records"), say("Nombre", "Count"),
                    say("dont une personne connue ailleurs", "of which of a person known elsewhere"),
                ],
                [
                    row(say("Appariés à leur personne", "Linked to their person"), truth.right, nil),
                    row(say("Appariés à quelqu'un d'autre", "Linked to somebody else"), truth.wrong, nil),
                    row(
                        say("Sous un second pseudonyme de leur personne", "Under a second pseudonym of their person"),
                        truth.apart, nil),
                    row(say("Ambigus", "Ambiguous"), truth.ambiguous, truth.ambiguousMissed),
                    row(say("Exclus", "Excluded"), truth.excluded, truth.excludedMissed),
                ]),
        ])
    }
}

/// Implausible links as a table: a row for each rule, a column for each pair of sources.
struct ImplausibleText {
    let links: ImplausibleLinks
    /// Sources in words; others stay as they are called.
    let titles: [String: Phrase]
    let text: SheetText

    var html: HTML {
        guard !links.pairs.isEmpty else {
            return """
                <p>\(text.say(
                    "Rien à comparer : une seule source connaît ces personnes.",
                    "Nothing to compare: one source alone knows these persons."))</p>
                """
        }
        let titles = links.pairs.map { "\(name($0.a)) – \(name($0.b))" }
        let known =
            [text.cell(text.say("Personnes connues des deux", "Persons that both know"))]
            + links.pairs.map { text.cell($0.personCount) }
        let rows = ([known] + ImplausibleRule.allCases.filter(isTold).map(row))
            .map { cells -> HTML in
                let counts = zip(titles, cells.dropFirst())
                    .map { title, cell -> HTML in "<td class=\"n\" data-label=\"\(title)\"><span>\(cell)</span></td>" }
                return "<tr><td>\(cells[0])</td>\(counts)</tr>"
            }
        return """
            <p>\(text.say(
                "Personnes que deux sources connaissent, et qui s'y contredisent : un lien faux, ou une erreur dans une source. « – » : les deux sources n'en savent pas assez.",
                "Persons that two sources know and contradict each other on: a wrong link, or an error in a source. “–”: the two sources do not know enough."))</p>
            <div class="wide"><table class="stack"><thead><tr>
            <th scope="col">\(text.say("Contradiction", "Contradiction"))</th>
            \(titles.map { "<th scope=\"col\" class=\"n\">\($0)</th>" as HTML })</tr></thead><tbody>
            \(rows)</tbody></table></div>
            """
    }

    private func name(_ source: String) -> String { titles[source]?.words(text.language) ?? source }

    private func finding(_ rule: ImplausibleRule, _ pair: ImplausibleLinks.Pair) -> ImplausibleLinks.Finding? {
        pair.findings.first { $0.rule == rule.rawValue }
    }

    private func isTold(_ rule: ImplausibleRule) -> Bool { links.pairs.contains { finding(rule, $0) != nil } }

    private func row(_ rule: ImplausibleRule) -> [HTML] {
        let title: HTML = """
            <strong>\(rule.title.words(text.language))</strong><br>\
            <span class="soft">\(rule.explanation.words(text.language))</span>
            """
        return [title]
            + links.pairs.map { pair in
                guard let finding = finding(rule, pair) else { return "–" }
                guard finding.personCount.value != 0 else { return "0" }
                let (count, share) = (
                    text.numbers.count(finding.personCount), text.numbers.share(finding.share)
                )
                return "\(count)<br><span class=\"soft\">\(share)</span>"
            }
    }
}
