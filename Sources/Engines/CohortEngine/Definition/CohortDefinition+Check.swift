package import HealthModel

extension CohortDefinition {
    /// What is allowed and probably not meant; none of it prevents an answer.
    package func check(file: String = "definition") -> Findings {
        var findings = Findings()
        func add(_ code: String, _ severity: Finding.Severity, _ field: String?, _ message: Phrase) {
            findings.add(Finding(code: code, severity: severity, file: file, field: field, message: message))
        }
        let used = Set(usedConceptSetIDs)
        for identifier in used where conceptSet(identifier) == nil {
            add(
                "cohort.set-absent", .warning, "set \(identifier)",
                Phrase(
                    fr: "L’ensemble de concepts \(identifier) n’existe pas : le critère ne trouvera rien.",
                    en: "Concept set \(identifier) does not exist: the criterion will find nothing."))
        }
        for set in conceptSets where set.items.allSatisfy(\.isExcluded) {
            add(
                "cohort.set-empty", .warning, "set \(set.identifier)",
                Phrase(
                    fr: "L’ensemble de concepts « \(set.name) » n’inclut aucun concept.",
                    en: "The concept set “\(set.name)” includes no concept."))
        }
        for set in conceptSets where !used.contains(set.identifier) {
            add(
                "cohort.set-unused", .note, "set \(set.identifier)",
                Phrase(
                    fr: "L’ensemble de concepts « \(set.name) » n’est pas utilisé.",
                    en: "The concept set “\(set.name)” is not used."))
        }
        if additional == nil, qualifiedLimit != .all {
            add(
                "cohort.limit-without-effect", .note, "QualifiedLimit",
                Phrase(
                    fr: "La limite des événements qualifiés est sans effet en l’absence de critères additionnels.",
                    en: "The limit on qualified events has no effect without additional criteria."))
        }
        for rule in rules where rule.group.isEmpty {
            add(
                "cohort.rule-empty", .warning, "rule \(rule.name)",
                Phrase(
                    fr: "La règle « \(rule.name) » est vide : elle est toujours satisfaite.",
                    en: "The rule “\(rule.name)” is empty: it always holds."))
        }
        checkCriteria(add)
        return findings
    }

    private func checkCriteria(_ add: (String, Finding.Severity, String?, Phrase) -> Void) {
        for criterion in allCriteria {
            if criterion.typeName == "DrugExposure",
                criterion.attributes.contains(where: { $0.key == "OccurrenceEndDate" })
            {
                add(
                    "cohort.drug-end-tests-start", .warning, "DrugExposure.OccurrenceEndDate",
                    Phrase(
                        fr: "Comme dans Circe, cette condition porte sur le début de l’exposition, non sur sa fin.",
                        en: "As in Circe, this condition tests the start of the exposure, not its end."))
            }
            if criterion.typeName == "VisitDetail", criterion.attributes.contains(where: { $0.key == "Age" }) {
                add(
                    "cohort.age-at-end", .note, "VisitDetail.Age",
                    Phrase(
                        fr: "Comme dans Circe, l’âge est pris à la fin du passage.",
                        en: "As in Circe, age is taken at the end of the visit detail."))
            }
        }
    }
}
