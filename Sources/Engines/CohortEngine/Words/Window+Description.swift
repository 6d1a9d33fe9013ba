import HealthModel

extension WindowedCriterion {
    /// How often and when: "at least 2 different days …, starting from 30 days before to the day of the index event".
    func sentence(in definition: CohortDefinition, index: Phrase) -> Phrase {
        let title = criterion.type.title
        let what = criterion.sentence(
            in: definition, called: occurrence.acceptsNoneOnly ? title.none : occurrence.clause(title))
        var clauses = [startWindow.clause(isEndWindow: false, ignoresObservationPeriod, index)]
        if let endWindow { clauses.append(endWindow.clause(isEndWindow: true, ignoresObservationPeriod, index)) }
        if restrictsToVisit {
            clauses.append(Phrase(fr: "au cours de la même venue", en: "during the same visit"))
        }
        if ignoresObservationPeriod {
            clauses.append(
                Phrase(fr: "même hors de la période d’observation", en: "even outside the observation period"))
        }
        let when = Phrase.joined(clauses, fr: " ; ", en: "; ")
        return Phrase(fr: "\(what.fr) — \(when.fr)", en: "\(what.en) — \(when.en)")
    }
}

extension Phrase {
    /// "un diagnostic", "a diagnosis" without the article.
    private var bare: Phrase {
        func dropping(_ articles: [String], _ text: String) -> String {
            articles.first { text.hasPrefix($0) }.map { String(text.dropFirst($0.count)) } ?? text
        }
        return Phrase(fr: dropping(["une ", "un ", "le "], fr), en: dropping(["an ", "a "], en))
    }

    /// "aucun diagnostic", "no diagnosis".
    fileprivate var none: Phrase {
        Phrase(fr: (fr.hasPrefix("une ") ? "aucune " : "aucun ") + bare.fr, en: "no " + bare.en)
    }

    /// "au moins un diagnostic", "at least one diagnosis".
    fileprivate var atLeastOne: Phrase {
        Phrase(fr: "au moins " + (fr.hasPrefix("une ") ? "une " : "un ") + bare.fr, en: "at least one " + bare.en)
    }
}

extension Occurrence {
    fileprivate var acceptsNoneOnly: Bool { comparison != .atLeast && count == 0 }

    fileprivate func clause(_ title: Phrase) -> Phrase {
        if comparison == .atLeast, count == 1, distinct == nil { return title.atLeastOne }
        let bound =
            switch comparison {
            case .exactly: Phrase(fr: "exactement", en: "exactly")
            case .atMost: Phrase(fr: "au plus", en: "at most")
            case .atLeast: Phrase(fr: "au moins", en: "at least")
            }
        guard let distinct else {
            return Phrase(
                fr: "\(bound.fr) \(count) fois \(title.fr)", en: "\(bound.en) \(count) times \(title.en)")
        }
        let column = distinct.words
        return Phrase(
            fr: "\(bound.fr) \(count) valeurs différentes (\(column.fr)) parmi les événements suivants : \(title.fr)",
            en: "\(bound.en) \(count) different values (\(column.en)) among these events: \(title.en)")
    }
}

extension EventColumn {
    fileprivate var words: Phrase {
        switch self {
        case .domainConcept: Phrase(fr: "concept", en: "concept")
        case .startDate: Phrase(fr: "date de début", en: "start date")
        case .endDate: Phrase(fr: "date de fin", en: "end date")
        case .visit: Phrase(fr: "venue", en: "visit")
        case .duration: Phrase(fr: "durée", en: "length")
        case .daysSupply: Phrase(fr: "jours de traitement", en: "days of supply")
        case .eraOccurrences: Phrase(fr: "nombre d’événements réunis", en: "number of events joined")
        case .gapDays: Phrase(fr: "jours sans traitement", en: "days without treatment")
        case .quantity: Phrase(fr: "quantité", en: "quantity")
        case .rangeHigh: Phrase(fr: "borne haute", en: "upper limit")
        case .rangeLow: Phrase(fr: "borne basse", en: "lower limit")
        case .refills: Phrase(fr: "renouvellements", en: "refills")
        case .unit: Phrase(fr: "unité", en: "unit")
        case .valueAsNumber: Phrase(fr: "valeur", en: "value")
        }
    }
}

extension Window {
    fileprivate func clause(isEndWindow: Bool, _ ignoresPeriod: Bool, _ index: Phrase) -> Phrase {
        let looksAtEnd = usesEventEnd ?? isEndWindow
        let verb = looksAtEnd ? Phrase(fr: "finissant ", en: "ending ") : Phrase(fr: "débutant ", en: "starting ")
        let anchor = usesIndexEnd ? Phrase(fr: "la fin de \(index.fr)", en: "the end of \(index.en)") : index
        return verb + span(anchor, ignoresPeriod)
    }

    /// The usual windows in the words that people use; the others by their two bounds.
    private func span(_ anchor: Phrase, _ ignoresPeriod: Bool) -> Phrase {
        switch (start, end) {
        case (.edgeBefore, .edgeAfter):
            return ignoresPeriod
                ? Phrase(fr: "à tout moment", en: "at any time")
                : Phrase(fr: "à tout moment de la période d’observation", en: "at any time of the observation period")
        case (.edgeBefore, .days(0, _)):
            return Phrase(
                fr: "à tout moment avant \(anchor.fr) ou le même jour",
                en: "at any time before \(anchor.en) or on that day")
        case (.edgeBefore, .days(-1, _)):
            return Phrase(fr: "à tout moment avant \(anchor.fr)", en: "at any time before \(anchor.en)")
        case (.days(0, _), .edgeAfter):
            return Phrase(fr: "le jour de \(anchor.fr) ou après", en: "on the day of \(anchor.en) or later")
        case (.days(0, _), .days(0, _)):
            return Phrase(fr: "le jour de \(anchor.fr)", en: "on the day of \(anchor.en)")
        case (.days(let days, _), .days(0, _)) where days < 0:
            return Phrase(
                fr: "dans les \(-days) jours avant \(anchor.fr), ce jour compris",
                en: "in the \(-days) days before \(anchor.en), that day included")
        case (.days(0, _), .days(let days, _)) where days > 0:
            return Phrase(
                fr: "dans les \(days) jours après \(anchor.fr), ce jour compris",
                en: "in the \(days) days after \(anchor.en), that day included")
        default:
            let from = start.words(anchor, ignoresPeriod, isUpper: false)
            let to = end.words(anchor, ignoresPeriod, isUpper: true)
            return Phrase(fr: "\(from.fr) et \(to.fr)", en: "\(from.en) and \(to.en)")
        }
    }
}

extension Window.Endpoint {
    fileprivate func words(_ anchor: Phrase, _ ignoresPeriod: Bool, isUpper: Bool) -> Phrase {
        let bound =
            isUpper
            ? Phrase(fr: "au plus tard ", en: "no later than ") : Phrase(fr: "au plus tôt ", en: "no earlier than ")
        switch self {
        case .days(0, _): return bound + Phrase(fr: "le jour de \(anchor.fr)", en: "the day of \(anchor.en)")
        case .days(let days, _):
            let count = abs(days)
            let unit = count == 1 ? Phrase(fr: "jour", en: "day") : Phrase(fr: "jours", en: "days")
            let side = days < 0 ? Phrase(fr: "avant", en: "before") : Phrase(fr: "après", en: "after")
            return bound
                + Phrase(
                    fr: "\(count) \(unit.fr) \(side.fr) \(anchor.fr)", en: "\(count) \(unit.en) \(side.en) \(anchor.en)"
                )
        case .edgeBefore where ignoresPeriod, .edgeAfter where ignoresPeriod:
            return isUpper
                ? Phrase(fr: "sans limite après", en: "without limit after")
                : Phrase(fr: "sans limite avant", en: "without limit before")
        case .edgeBefore:
            return bound + Phrase(fr: "au début de la période d’observation", en: "the start of the observation period")
        case .edgeAfter:
            return bound + Phrase(fr: "à la fin de la période d’observation", en: "the end of the observation period")
        }
    }
}
