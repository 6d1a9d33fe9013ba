package import HealthModel

extension SheetText {
    var characteristics: HTML {
        guard !sheet.characteristics.isEmpty else {
            return """
                <p>\(say(
                    "Ni âge, ni sexe, ni lieu de naissance dans les fichiers.",
                    "Neither age, sex nor birth place in the files."))</p>
                """
        }
        if sheet.delivery != nil { return deliveryCharacteristics }
        let tables = sheet.characteristics.map { characteristic -> HTML in
            HTML([
                "<h3>\(say("Fichier", "File")) \(characteristic.file) – \(words(characteristic.name))</h3>",
                table(
                    [
                        "", say("Liés", "Linked"), "%", say("Non liés", "Unlinked"), "%",
                        say("Différence standardisée", "Standardised difference"),
                    ],
                    characteristic.categories.filter { $0.linked.value != 0 || $0.unlinked.value != 0 }
                        .map { row(characteristic, $0) }),
            ])
        }
        return HTML([
            """
            <p>\(say(
                "Une différence standardisée de 0,1 ou plus, en valeur absolue, mérite attention : les personnes non liées ne ressemblent pas aux autres.",
                "A standardised difference of 0.1 or more, either way, is worth a look: people who are not linked are unlike the others."))</p>
            """, HTML(tables),
        ])
    }

    private func row(_ characteristic: QualitySheet.Characteristic, _ category: QualitySheet.Category) -> [HTML] {
        [
            cell(label(characteristic, category)), cell(category.linked), percent(category.linkedShare),
            cell(category.unlinked), percent(category.unlinkedShare), difference(category),
        ]
    }

    func percent(_ share: Double?) -> HTML { cell(share.map { numbers.percent($0) } ?? "–") }

    func difference(_ category: QualitySheet.Category) -> HTML {
        guard let number = category.standardisedDifference else { return "–" }
        return abs(number) >= 0.1
            ? "<span class=\"off\">\(numbers.signed(number, 2))</span>" : cell(numbers.signed(number, 2))
    }

    func label(_ characteristic: QualitySheet.Characteristic, _ category: QualitySheet.Category) -> String {
        characteristic.words(of: category).words(language)
    }

    var groups: HTML {
        table(
            [say("Enregistrements par personne", "Records of one person"), say("Groupes", "Groups")],
            sheet.groups.map { group in
                [
                    cell(
                        group.isLargest
                            ? say("\(group.size) et plus", "\(group.size) and more") : numbers.whole(group.size)),
                    cell(group.count),
                ]
            })
    }

    var blocking: HTML {
        var told = ""
        if let recall = sheet.blockingRecall {
            told = say(
                "Sans la clé du numéro, les autres trouvent \(numbers.percent(recall, 2)) des paires de numéros certifiés égaux. ",
                "Without the number's rule, the others find \(numbers.percent(recall, 2)) of the pairs of equal certified numbers. "
            )
        }
        if let missed = sheet.missedByBlocking {
            told += say(
                "Paires vraies manquées par le blocage, par capture-recapture : \(numbers.decimal(missed, 1)).",
                "True pairs missed by blocking, by capture and recapture: \(numbers.decimal(missed, 1)).")
        }
        return HTML([
            "<p>\(told)</p>",
            table(
                [
                    say("Clé", "Rule"), say("Paires", "Pairs"), say("Trouvées par elle seule", "Found by it alone"),
                    say("Blocs écartés", "Dropped blocks"), say("Enregistrements écartés", "Records in them"),
                ],
                sheet.blocking.map {
                    [
                        cell(words($0.rule)), cell($0.pairCount), cell($0.ownPairCount),
                        cell(numbers.whole($0.droppedBlockCount)), cell($0.droppedRecordCount),
                    ]
                }),
        ])
    }

    var model: HTML {
        guard let estimation = sheet.convergence else {
            return """
                <p>\(say(
                    "Aucun modèle : trop peu de numéros certifiés en commun avec le registre pour en apprendre un.",
                    "No model: too few certified numbers in common with the register to learn one."))</p>
                """
        }
        let ended =
            estimation.hasConverged
            ? say(
                "Estimation (EM) convergée en \(estimation.iterationCount) itérations.",
                "Estimation (EM) converged in \(estimation.iterationCount) iterations.")
            : say(
                "Estimation (EM) arrêtée sans converger après \(estimation.iterationCount) itérations.",
                "Estimation (EM) stopped without converging after \(estimation.iterationCount) iterations.")
        let tables = sheet.comparisons.map { comparison -> HTML in
            let rows = comparison.levels.map { level in
                [
                    cell(words(level.name)), cell(numbers.chance(level.m)), cell(numbers.chance(level.u)),
                    cell(numbers.signed(level.weight)),
                ]
            }
            return """
                <details><summary>\(words(comparison.name))</summary>
                \(table([say("Niveau", "Level"), "m", "u", say("Poids", "Weight")], rows))</details>
                """
        }
        return HTML([
            """
            <p>\(ended) \(say(
                "m : chance du niveau quand c'est la même personne ; u : quand ce ne l'est pas ; poids : log2(m/u).",
                "m: chance of the level for one person; u: for two; weight: log2(m/u)."))</p>
            """, HTML(tables),
        ])
    }
}

extension QualitySheet.Characteristic {
    /// A category in words; ages with their unit.
    func words(of category: QualitySheet.Category) -> Phrase {
        guard name == "age", category.name != "unknown" else { return LinkageWords.phrase(category.name) }
        let years = category.name.replacing("-", with: "–")
        return Phrase(fr: years + " ans", en: years + " years")
    }

    /// A category with the name of its characteristic: `sex: women`.
    package func label(of category: QualitySheet.Category) -> Phrase {
        if name == "birthplace", category.name.first?.isNumber == true {
            return Phrase(fr: "nés dans le département \(category.name)", en: "born in department \(category.name)")
        }
        let (title, words) = (LinkageWords.phrase(name), words(of: category))
        return Phrase(fr: "\(title.fr), \(words.fr)", en: "\(title.en), \(words.en)")
    }
}
