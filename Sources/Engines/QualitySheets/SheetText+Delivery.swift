internal import HealthModel

/// What the sheet of a delivery says besides: who has a person, and by which step.
extension SheetText {
    func headline(of delivery: QualitySheet.Delivery) -> HTML {
        let start = sheet.thresholds.first
        func fact(_ title: String, _ value: String) -> HTML { "<div><dt>\(title)</dt><dd>\(value)</dd></div>" }
        return """
            <dl class="facts">
            \(fact(say("Enregistrements", "Records"), numbers.count(delivery.recordCount)))
            \(fact(say("De personnes déjà connues", "Of persons known before"), numbers.count(delivery.known)))
            \(fact(say("De personnes nouvelles", "Of new persons"), numbers.count(delivery.new)))
            \(fact(say("Ambigus", "Ambiguous"), numbers.count(delivery.ambiguous)))
            \(fact(say("Exclus", "Excluded"), numbers.count(delivery.excluded)))
            \(fact(say("Précision attendue", "Expected precision"), start.map { numbers.percent($0.precision, 2) } ?? "–"))
            \(fact(say("Rappel attendu", "Expected recall"), start.map { numbers.percent($0.recall, 2) } ?? "–"))
            </dl>
            <p>\(say(
                "Les enregistrements ambigus ou exclus n'ont pas de personne : leurs lignes ne sont pas dans les versions. Précision et rappel sont ceux des liens avec les personnes déjà connues, calculés à partir des probabilités, sans vérité connue ; le rappel ne compte que les paires qu'une clé a rapprochées.",
                "Ambiguous and excluded records have no person: their rows are in no release. Precision and recall are those of the links with persons known before; they come from the probabilities, without a known truth, and recall counts the pairs that a key brought together only."))</p>
            """
    }

    /// Sums and the reasons below them.
    func steps(of delivery: QualitySheet.Delivery) -> HTML {
        let totals: [(end: QualitySheet.End, count: SheetCount, words: String)] = [
            (.known, delivery.known, say("Personne déjà connue", "Person known before")),
            (.new, delivery.new, say("Personne nouvelle", "New person")),
            (.ambiguous, delivery.ambiguous, say("Ambigu : aucune personne", "Ambiguous: no person")),
            (.excluded, delivery.excluded, say("Exclu : aucune personne", "Excluded: no person")),
        ]
        let rows = totals.map { total -> HTML in
            let parts = delivery.steps.filter { $0.end == total.end && $0.recordCount.value != 0 }
                .map { step -> HTML in
                    """
                    <tr class="part"><td>\(LinkageReason(rawValue: step.reason).title.words(language))</td>
                    <td class="n">\(numbers.count(step.recordCount))</td></tr>
                    """
                }
            return """
                <tr class="sum"><td>\(total.words)</td><td class="n">\(numbers.count(total.count))</td></tr>
                \(parts)
                """
        }
        let merged = numbers.count(delivery.mergedPersonCount)
        return """
            <div class="wide"><table><thead><tr><th scope="col">\(say("Étape, dans l'ordre", "Step, in order"))</th>
            <th scope="col" class="n">\(say("Enregistrements", "Records"))</th></tr></thead><tbody>
            \(rows)</tbody></table></div>
            <p>\(say(
                "Les règles ont laissé \(numbers.count(delivery.openRecordCount)) enregistrements ouverts, comparés aux \(numbers.count(delivery.registerProfileCount)) profils scellés du registre. Personnes réunies : \(merged). Paires à relire : \(numbers.count(sheet.reviewPairCount)).",
                "The rules left \(numbers.count(delivery.openRecordCount)) records open, compared with the \(numbers.count(delivery.registerProfileCount)) sealed profiles of the register. Merged persons: \(merged). Pairs for review: \(numbers.count(sheet.reviewPairCount))."))</p>
            """
    }

    var fields: HTML {
        table(
            [say("Trait", "Trait"), say("Rempli", "Filled")],
            sheet.fields.map { [cell(words($0.column)), cell($0.completeness.first.map { numbers.share($0) } ?? "–")] })
    }

    var deliveryCharacteristics: HTML {
        let tables = sheet.characteristics.map { characteristic -> HTML in
            let rows = characteristic.categories
                .filter { $0.linked.value != 0 || $0.new?.value != 0 || $0.unlinked.value != 0 }
                .map { category in
                    [
                        cell(label(characteristic, category)), cell(category.linked),
                        category.new.map { cell($0) } ?? "–", percent(category.linkedShare), cell(category.unlinked),
                        percent(category.unlinkedShare), difference(category),
                    ]
                }
            let told = table(
                [
                    "", say("Connus", "Known"), say("Nouveaux", "New"), "%", say("Sans personne", "No person"), "%",
                    say("Différence standardisée", "Standardised difference"),
                ], rows)
            guard rows.count > SheetText.openRowCountMax else {
                return HTML(["<h3>\(capital(words(characteristic.name)))</h3>", told])
            }
            return """
                <h3>\(capital(words(characteristic.name)))</h3>
                <details><summary>\(say("\(rows.count) lignes", "\(rows.count) rows"))</summary>
                \(told)</details>
                """
        }
        return HTML([
            """
            <p>\(say(
                "Qui manque : les enregistrements sans personne, à côté des autres. Une différence standardisée de 0,1 ou plus, en valeur absolue, mérite attention.",
                "Who is missing: the records without a person, beside the others. A standardised difference of 0.1 or more, either way, is worth a look."))</p>
            """, HTML(tables),
        ])
    }

    /// Longer tables are folded.
    private static let openRowCountMax = 12

    private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    func calibration(of delivery: QualitySheet.Delivery) -> HTML {
        guard let version = delivery.modelVersion else {
            return """
                <p>\(say(
                    "Aucun modèle : la somme des indices n'a rien lié.",
                    "No model: the sum of the evidence linked nothing."))</p>
                """
        }
        let pairs = numbers.count(sheet.calibrationPairCount)
        guard delivery.modelIsCalibrated else {
            return """
                <p>\(say(
                    "Modèle \(version), non calibré : trop peu de numéros certifiés. Rien n'est lié par la somme des indices, les paires vont aux relecteurs.",
                    "Model \(version), not calibrated: too few certified numbers. Nothing is linked by the sum of the evidence, pairs go to reviewers."))</p>
                """
        }
        return """
            <p>\(say(
                "Modèle \(version), dont les probabilités sont apprises sur des personnes que leur numéro certifié désigne, comparées sans ce numéro ; cette livraison en a \(pairs). Est lié ce qui est probable à \(numbers.percent(delivery.probabilityMin, 0)) ou plus, tant qu'il n'est pas attendu plus de \(numbers.percent(delivery.falseLinkShareMax, 2)) de liens faux.",
                "Model \(version), whose probabilities are learnt on persons that their certified number names, compared without it; this delivery has \(pairs) of them. What is \(numbers.percent(delivery.probabilityMin, 0)) likely or more is linked, as long as no more than \(numbers.percent(delivery.falseLinkShareMax, 2)) of the links are expected to be wrong."))</p>
            """
    }
}
