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
        return ImplausibleText(links: implausible, text: self).html
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

/// Implausible links as tables, one a pair of sources.
struct ImplausibleText {
    let links: ImplausibleLinks
    let text: SheetText

    var html: HTML {
        guard !links.pairs.isEmpty else {
            return """
                <p>\(text.say(
                    "Rien à comparer : une seule source connaît ces personnes.",
                    "Nothing to compare: one source alone knows these persons."))</p>
                """
        }
        return HTML([
            """
            <p>\(text.say(
                "Personnes que deux sources connaissent, et qui s'y contredisent : un lien faux, ou une erreur dans une source.",
                "Persons that two sources know and contradict each other on: a wrong link, or an error in a source."))</p>
            """, HTML(links.pairs.map(table)),
        ])
    }

    private func table(_ pair: ImplausibleLinks.Pair) -> HTML {
        let numbers = text.numbers
        let rows = pair.findings.map { finding -> [HTML] in
            let rule = ImplausibleRule(rawValue: finding.rule)
            let title = rule?.title.words(text.language) ?? finding.rule
            let meaning = rule?.explanation.words(text.language) ?? ""
            return [
                "<strong>\(title)</strong><br><span class=\"soft\">\(meaning)</span>", text.cell(finding.personCount),
                text.cell(numbers.share(finding.share)),
            ]
        }
        return HTML([
            """
            <h3>\(pair.a) – \(pair.b)</h3><p>\(text.say(
                "Personnes connues des deux : \(numbers.count(pair.personCount)).",
                "Persons that both know: \(numbers.count(pair.personCount))."))</p>
            """,
            text.table(
                [text.say("Contradiction", "Contradiction"), text.say("Personnes", "Persons"), text.say("Part", "Share")],
                rows),
        ])
    }
}
