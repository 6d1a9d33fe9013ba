internal import HealthModel

/// The parts of a sheet as markup in one language.
struct SheetText {
    let sheet: QualitySheet
    let language: Language

    func say(_ fr: String, _ en: String) -> String { Phrase(fr: fr, en: en).words(language) }
    func words(_ name: String) -> String { LinkageWords.phrase(name).words(language) }
    var numbers: SheetNumbers { SheetNumbers(language: language) }

    /// A table; the first column is text, the others are numbers.
    func table(_ titles: [String], _ rows: [[HTML]]) -> HTML {
        let head = titles.enumerated()
            .map { place, title -> HTML in
                place == 0 ? "<th scope=\"col\">\(title)</th>" : "<th scope=\"col\" class=\"n\">\(title)</th>"
            }
        let body = rows.map { row -> HTML in
            let cells = row.enumerated()
                .map { place, cell -> HTML in place == 0 ? "<td>\(cell)</td>" : "<td class=\"n\">\(cell)</td>" }
            return "<tr>\(cells)</tr>"
        }
        return """
            <div class="wide"><table><thead><tr>\(head)</tr></thead><tbody>
            \(body)</tbody></table></div>
            """
    }

    func cell(_ text: String) -> HTML { "\(text)" }
    func cell(_ count: SheetCount) -> HTML { "\(numbers.count(count))" }

    // MARK: - Parts

    var introduction: HTML {
        let protection =
            switch (sheet.countMin, sheet.countStep) {
            case (...1, _):
                say("Version interne : aucun effectif n'est masqué.", "Internal version: no count is withheld.")
            case (_, 1):
                say(
                    "Les effectifs de 1 à \(sheet.countMin - 1) sont masqués, et un second quand un seul permettrait de retrouver le premier.",
                    "Counts from 1 to \(sheet.countMin - 1) are withheld, and a second one where one alone could be worked out."
                )
            default:
                say(
                    "Les effectifs de 1 à \(sheet.countMin - 1) sont masqués, les autres arrondis au multiple de \(sheet.countStep).",
                    "Counts from 1 to \(sheet.countMin - 1) are withheld, the others rounded to a multiple of \(sheet.countStep)."
                )
            }
        return """
            <p class="soft">\(subject)\(say("Faite le", "Made")) \(sheet.made). \
            \(say(
                "Aucune valeur d'une personne n'y figure.", "It holds no value of any person.")) \(protection)</p>
            """
    }

    private var subject: String {
        sheet.delivery.map {
            say("Source \($0.source), livraison \($0.delivery). ", "Source \($0.source), delivery \($0.delivery). ")
        } ?? ""
    }

    var headline: HTML {
        let start = sheet.thresholds.first
        func fact(_ title: String, _ value: String) -> HTML { "<div><dt>\(title)</dt><dd>\(value)</dd></div>" }
        return """
            <dl class="facts">
            \(fact(
                sheet.isBetweenFiles ? say("Liens", "Links") : say("Paires de doublons", "Pairs of duplicates"),
                numbers.count(sheet.linkCount)))
            \(fact(say("Précision attendue", "Expected precision"), start.map { numbers.percent($0.precision, 2) } ?? "–"))
            \(fact(say("Rappel attendu", "Expected recall"), start.map { numbers.percent($0.recall, 2) } ?? "–"))
            \(fact(say("Liens à relire", "Links for review"), numbers.count(sheet.reviewPairCount)))
            </dl>
            <p>\(say(
                "Seuil : poids \(numbers.decimal(sheet.weightMin, 2)) (log2 des chances que la paire soit la même personne) ; à relire sous \(numbers.decimal(sheet.reviewWeightMin, 2)). Précision et rappel sont calculés à partir des probabilités, sans vérité connue.",
                "Threshold: weight \(numbers.decimal(sheet.weightMin, 2)) (log2 of the odds that the pair is one person); for review below \(numbers.decimal(sheet.reviewWeightMin, 2)). Precision and recall come from the probabilities, without a known truth."))</p>
            """
    }

    var files: HTML {
        let files = table(
            [say("Fichier", "File"), say("Enregistrements", "Records"), say("Une fois chacun", "Everybody once")],
            sheet.files.map {
                [cell($0.name), cell($0.recordCount), cell($0.isClean ? say("oui", "yes") : say("non", "no"))]
            })
        let fields = table(
            [say("Champ rempli", "Field filled")] + sheet.files.map(\.name),
            sheet.fields.map { field in [cell(field.column)] + field.completeness.map { cell(numbers.share($0)) } })
        return HTML([files, fields])
    }

    var outcomes: HTML {
        HTML([
            table(
                [
                    say("Fichier", "File"), say("Liés", "Linked"), say("Liés, à relire", "Linked, for review"),
                    say("Ambigus", "Ambiguous"), say("Sans lien", "Unlinked"),
                ],
                sheet.outcomes.map {
                    [cell($0.file), cell($0.linked), cell($0.forReview), cell($0.ambiguous), cell($0.unlinked)]
                }),
            """
            <p>\(say(
                "Ambigus : non liés, mais avec un partenaire possible à 5 % ou plus. Paires au-dessus du seuil écartées au profit d'un meilleur partenaire :",
                "Ambiguous: not linked, but with a partner of 5 % or more. Pairs above the threshold that lost to a better partner:")) \
            \(numbers.count(sheet.outdonePairCount)).
            \(say(
                "Paires à relire qui ressemblent à des jumeaux (même nom, même date de naissance, prénoms différents) :",
                "Pairs for review that look like twins (one name, one birth date, different given names):")) \
            \(numbers.count(sheet.twinShapedPairCount)).</p>
            """,
        ])
    }

    var thresholds: HTML {
        table(
            [
                say("Seuil", "Threshold"), say("Liens", "Links"), say("Faux liens attendus", "Expected false links"),
                say("Liens manqués attendus", "Expected missed links"), say("Précision", "Precision"),
                say("Rappel", "Recall"),
            ],
            sheet.thresholds.map {
                [
                    cell(numbers.decimal($0.weightMin, 1)), cell($0.linkCount),
                    cell(numbers.decimal($0.falseLinkCount, 1)),
                    cell(numbers.decimal($0.missedMatchCount, 1)), cell(numbers.percent($0.precision, 3)),
                    cell(numbers.percent($0.recall, 3)),
                ]
            })
    }

    var calibration: HTML {
        if let delivery = sheet.delivery, sheet.calibration.isEmpty { return calibration(of: delivery) }
        guard !sheet.calibration.isEmpty else {
            return """
                <p>\(say(
                    "Pas assez de paires de numéros certifiés : les probabilités sont celles du modèle, sans contrôle.",
                    "Too few pairs of certified numbers: the probabilities are the model's own, unchecked."))</p>
                """
        }
        func verdict(_ band: QualitySheet.Band) -> HTML {
            if band.isWithinOnePoint { return "\(say("oui, à un point près", "yes, within a point"))" }
            return band.isInside
                ? "\(say("oui, dans l'intervalle", "yes, inside the interval"))"
                : "<span class=\"off\">\(say("non", "no"))</span>"
        }
        return HTML([
            """
            <p>\(say(
                "Sur \(numbers.count(sheet.calibrationPairCount)) paires dont les deux numéros nationaux certifiés disent la vérité, comparées sans leurs numéros. Chaque paire est prédite par une courbe apprise sur les autres ; les tranches trop minces sont réunies. Les paires sans numéro certifié peuvent différer.",
                "On \(numbers.count(sheet.calibrationPairCount)) pairs whose truth is told by two certified national numbers, compared without their numbers. Each pair is predicted by a curve learnt on others; thin bands are merged. Pairs without a certified number may differ."))</p>
            """,
            table(
                [
                    say("Tranche de poids", "Band of weight"), say("Paires", "Pairs"), say("Prédit", "Predicted"),
                    say("Observé", "Observed"), say("Intervalle à 95 %", "95 % interval"), say("Concorde", "Agrees"),
                ],
                sheet.calibration.map { band in
                    [
                        cell(range(band.weightMin, band.weightMax)), cell(band.pairCount),
                        cell(numbers.percent(band.predicted, 2)), cell(numbers.share(band.observed)),
                        cell(interval(band.low, band.high)), verdict(band),
                    ]
                }),
        ])
    }

    private func interval(_ low: Double?, _ high: Double?) -> String {
        guard let low, let high else { return "–" }
        return numbers.percent(low, 2) + " – " + numbers.percent(high, 2)
    }

    private func range(_ low: Double?, _ high: Double?) -> String {
        switch (low, high) {
        case (nil, let high?): say("moins de ", "below ") + numbers.decimal(high, 1)
        case (let low?, nil): numbers.decimal(low, 1) + say(" et plus", " and more")
        case (let low?, let high?): numbers.decimal(low, 1) + say(" à ", " to ") + numbers.decimal(high, 1)
        case (nil, nil): say("toutes", "all")
        }
    }

    var decoys: HTML {
        guard let decoys = sheet.decoys else {
            if sheet.delivery != nil {
                return """
                    <p>\(say("Non faits : rien n'a été pesé.", "Not made: nothing was weighed."))</p>
                    """
            }
            return """
                <p>\(say(
                    "Non faits. Avec --decoys, des enregistrements fictifs qui ne peuvent correspondre à personne sont ajoutés, et leurs liens comptés.",
                    "Not made. With --decoys, fictitious records that can match nobody are added, and their links counted."))</p>
                """
        }
        let count = numbers.whole(decoys.decoyCount)
        let made =
            sheet.delivery == nil
            ? say(
                "\(count) enregistrements fictifs, tirés des fréquences du dernier fichier, ajoutés à une seconde exécution.",
                "\(count) fictitious records, drawn from the frequencies of the last file, added in a second run.")
            : say(
                "\(count) enregistrements fictifs, chacun fait des traits de cinq enregistrements et sans numéro, comparés au registre comme ceux que les règles ont laissés ouverts.",
                "\(count) fictitious records, each made of the traits of five records and without a number, compared with the register as those that the rules left open."
            )
        return HTML([
            """
            <p>\(made) \(say(
                "Le taux estimé est celui des faux liens entre inconnus : les leurres n'imitent ni jumeaux ni parents.",
                "The rate is that of false links between strangers: decoys imitate neither twins nor kin."))</p>
            """,
            table(
                [
                    say("Seuil", "Threshold"), say("Leurres liés", "Linked decoys"),
                    say("Faux liens estimés", "Estimated false links"), say("Part des liens", "Share of links"),
                    say("Intervalle à 95 %", "95 % interval"),
                ],
                decoys.rows.map {
                    [
                        cell(numbers.decimal($0.weightMin, 1)), cell(numbers.whole($0.linkedDecoyCount)),
                        cell(numbers.decimal($0.falseLinkCount, 1)), cell(numbers.percent($0.falseLinkRate, 3)),
                        cell(numbers.percent($0.low, 3) + " – " + numbers.percent($0.high, 3)),
                    ]
                }),
        ])
    }
}
