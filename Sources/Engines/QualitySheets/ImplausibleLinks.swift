package import HealthModel

/// Linked records that contradict each other, by pair of sources: the links that are likely to be wrong.
package struct ImplausibleLinks: Sendable, Hashable, Codable {
    /// Counts from 1 up to this, exclusive, are withheld; the others are rounded to multiples of the step.
    package let countMin: Int
    package let countStep: Int
    package let pairs: [Pair]

    package init(countMin: Int, countStep: Int, pairs: [Pair]) {
        (self.countMin, self.countStep, self.pairs) = (countMin, countStep, pairs)
    }

    /// The pairs that one source is of.
    package func concerning(_ source: String) -> ImplausibleLinks {
        ImplausibleLinks(
            countMin: countMin, countStep: countStep, pairs: pairs.filter { $0.a == source || $0.b == source })
    }

    /// Two sources and what their linked records disagree on.
    package struct Pair: Sendable, Hashable, Codable {
        package let a: String
        package let b: String
        /// Persons that both sources know.
        package let personCount: SheetCount
        package let findings: [Finding]

        /// `findings` of the rules that both sources know enough for.
        package init(
            a: String, b: String, personCount: Int, findings: [(rule: ImplausibleRule, personCount: Int)],
            countMin: Int, countStep: Int
        ) {
            (self.a, self.b) = (a, b)
            self.personCount = SheetCount(personCount, countMin: countMin, step: countStep)
            self.findings = findings.map {
                Finding(
                    rule: $0.rule.rawValue,
                    personCount: SheetCount($0.personCount, countMin: countMin, step: countStep),
                    share: SheetShare($0.personCount, of: personCount, countMin: countMin, step: countStep))
            }
        }
    }

    /// Persons of both sources that break a rule.
    package struct Finding: Sendable, Hashable, Codable {
        /// An `ImplausibleRule`.
        package let rule: String
        package let personCount: SheetCount
        package let share: SheetShare
    }
}

/// What two records of one person cannot both say.
package enum ImplausibleRule: String, Sendable, CaseIterable {
    case otherSex = "other-sex"
    case otherBirthYear = "other-birth-year"
    case otherBirthMonth = "other-birth-month"
    case otherDeath = "other-death"
    case careAfterDeath = "care-after-death"
    case careBeforeBirth = "care-before-birth"
    case childbirthOfMan = "childbirth-of-man"

    /// Days between two deaths, or from a death to care, that delays of writing may explain.
    package static let daysMax = 30
    /// Years between two births that an age instead of a date may explain.
    package static let yearsMax = 1

    package var title: Phrase {
        switch self {
        case .otherSex: Phrase(fr: "Sexes différents", en: "Different sexes")
        case .otherBirthYear: Phrase(fr: "Naissances éloignées", en: "Births far apart")
        case .otherBirthMonth: Phrase(fr: "Mois de naissance différents", en: "Different birth months")
        case .otherDeath: Phrase(fr: "Décès éloignés", en: "Deaths far apart")
        case .careAfterDeath: Phrase(fr: "Soins après le décès", en: "Care after death")
        case .careBeforeBirth: Phrase(fr: "Soins avant la naissance", en: "Care before birth")
        case .childbirthOfMan: Phrase(fr: "Accouchement d'un homme", en: "Childbirth of a man")
        }
    }

    /// What the rule means, in words.
    package var explanation: Phrase {
        let (days, years) = (ImplausibleRule.daysMax, ImplausibleRule.yearsMax)
        return switch self {
        case .otherSex:
            Phrase(fr: "une source dit homme, l'autre femme", en: "one source says man, the other woman")
        case .otherBirthYear:
            Phrase(
                fr: "les années de naissance diffèrent de plus de \(years) an (une source peut ne connaître "
                    + "que l'âge)",
                en: "the birth years are more than \(years) year apart (a source may know the age only)")
        case .otherBirthMonth:
            Phrase(
                fr: "même année de naissance, autre mois, quand les deux sources le donnent",
                en: "the same birth year, another month, where both sources give it")
        case .otherDeath:
            Phrase(
                fr: "deux dates de décès à plus de \(days) jours l'une de l'autre",
                en: "two days of death more than \(days) days apart")
        case .careAfterDeath:
            Phrase(
                fr: "un séjour, une consultation ou un acte commence dans une source plus de \(days) jours "
                    + "après le décès que donne l'autre",
                en: "a stay, a visit or a procedure starts in one source more than \(days) days after the "
                    + "death that the other gives")
        case .careBeforeBirth:
            Phrase(
                fr: "un séjour, une consultation ou un acte d'une source précède de plus de \(years) an "
                    + "l'année de naissance que donne l'autre",
                en:
                    "a stay, a visit or a procedure of one source is more than \(years) year before the birth year that "
                    + "the other gives")
        case .childbirthOfMan:
            Phrase(
                fr: "un diagnostic d'accouchement (CIM-10 O80 à O84) dans une source, un homme dans l'autre",
                en: "a diagnosis of childbirth (ICD-10 O80 to O84) in one source, a man in the other")
        }
    }
}
