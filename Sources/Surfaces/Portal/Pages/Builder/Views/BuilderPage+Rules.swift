import CohortEngine
import HealthModel

extension BuilderPage {
    func entry(_ controls: BuilderControls) -> HTML {
        """
        <fieldset class="part"><legend><h2>\(controls.say("Événement d’entrée", "Entry event"))</h2></legend>
        <p class="quiet">\(controls.say("Ce qui fait entrer une personne ; avec plusieurs événements, l’un d’eux suffit.", "What makes a person enter; with several events, one of them is enough."))</p>
        \(draft.entry.enumerated().map { place, event in
            """
            <fieldset class="card"><legend>\(controls.say("Événement", "Event")) \(place + 1)</legend>
            \(self.event("entry.\(place)", event, controls))
            \(draft.entry.count > 1 ? controls.button("entry.remove:\(place)", Phrase(fr: "Retirer l’événement", en: "Remove the event"), of: "\(place + 1)") : .empty)
            </fieldset>
            """ as HTML
        })
        <div class="row">\(controls.button("entry.add", Phrase(fr: "Ajouter un événement d’entrée", en: "Add an entry event")))</div>
        <div class="row">
        \(controls.input("prior", Phrase(fr: "Jours d’observation exigés avant", en: "Days of observation required before"), String(draft.priorDays), .number))
        \(controls.input("post", Phrase(fr: "et après", en: "and after"), String(draft.postDays), .number))
        \(controls.select("entryLimit", Phrase(fr: "Par personne", en: "Per person"), Self.limits, draft.entryLimit.rawValue))
        </div>
        </fieldset>
        """
    }

    private static let limits = [
        BuilderControls.Option("All", fr: "tous les événements", en: "all events"),
        BuilderControls.Option("First", fr: "le premier événement", en: "the first event"),
        BuilderControls.Option("Last", fr: "le dernier événement", en: "the last event"),
    ]

    func rules(_ controls: BuilderControls) -> HTML {
        """
        <fieldset class="part"><legend><h2>\(controls.say("Règles d’inclusion", "Inclusion rules"))</h2></legend>
        <p class="quiet">\(controls.say("Appliquées dans l’ordre : le résultat dit combien de personnes restent après chacune.", "Applied in order: the result says how many persons remain after each."))</p>
        \(draft.rules.indices.map { rule($0, controls) })
        <div class="row">\(controls.button("rule.add", Phrase(fr: "Ajouter une règle", en: "Add a rule")))
        \(controls.select("limit", Phrase(fr: "Après les règles, par personne", en: "After the rules, per person"), Self.limits, draft.expressionLimit.rawValue))</div>
        </fieldset>
        """
    }

    private func rule(_ place: Int, _ controls: BuilderControls) -> HTML {
        let rule = draft.rules[place]
        let name = "rules.\(place)"
        let part = rule.name.isEmpty ? "\(place + 1)" : rule.name
        return """
            <fieldset class="card"><legend>\(controls.say("Règle", "Rule")) \(place + 1)</legend>
            <div class="row">\(controls.input(name + ".name", Phrase(fr: "Nom de la règle", en: "Name of the rule"), rule.name))
            \(quantifier(name, rule.quantifier, controls))
            <span class="buttons">
            \(place > 0 ? controls.button("rule.up:\(place)", Phrase(fr: "Monter", en: "Move up"), of: part) : .empty)
            \(place < draft.rules.count - 1 ? controls.button("rule.down:\(place)", Phrase(fr: "Descendre", en: "Move down"), of: part) : .empty)
            \(controls.button("rule.remove:\(place)", Phrase(fr: "Retirer la règle", en: "Remove the rule"), of: part))</span></div>
            \(rule.criteria.enumerated().map { row, criterion in self.criterion(name, place, row, criterion, controls) })
            \(rule.persons.enumerated().map { row, person in self.person(name, place, row, person, controls) })
            \(kept(AdvancedParts.words(rule, in: definition), controls))
            <div class="row">\(controls.button("criterion.add:\(place)", Phrase(fr: "Ajouter une condition sur un événement", en: "Add a condition on an event"), of: part))
            \(controls.button("person.add:\(place)", Phrase(fr: "Ajouter une condition sur la personne", en: "Add a condition on the person"), of: part))</div>
            </fieldset>
            """
    }

    private func quantifier(_ name: String, _ quantifier: CriteriaGroup.Quantifier, _ controls: BuilderControls) -> HTML
    {
        let options = [
            BuilderControls.Option("all", fr: "toutes", en: "all of them"),
            BuilderControls.Option("any", fr: "l’une au moins", en: "any of them"),
            BuilderControls.Option("atLeast", fr: "au moins…", en: "at least…"),
            BuilderControls.Option("atMost", fr: "au plus…", en: "at most…"),
        ]
        let selected: (value: String, count: Int) =
            switch quantifier {
            case .all: ("all", 1)
            case .any: ("any", 1)
            case .atLeast(let count): ("atLeast", count)
            case .atMost(let count): ("atMost", count)
            }
        return """
            <span class="quantifier">\(controls.select(name + ".quantifier", Phrase(fr: "Conditions à remplir", en: "Conditions to meet"), options, selected.value))
            <span class="many">\(controls.input(name + ".count", Phrase(fr: "Combien", en: "How many"), String(selected.count), .number))</span></span>
            """
    }

    private func criterion(
        _ rule: String, _ place: Int, _ row: Int, _ criterion: CriterionDraft, _ controls: BuilderControls
    ) -> HTML {
        let name = "\(rule).criteria.\(row)"
        let times: String =
            switch criterion.occurrence.comparison {
            case .atLeast: "atLeast"
            case .exactly: "exactly"
            case .atMost: "atMost"
            }
        let options = [
            BuilderControls.Option("atLeast", fr: "au moins", en: "at least"),
            BuilderControls.Option("exactly", fr: "exactement", en: "exactly"),
            BuilderControls.Option("atMost", fr: "au plus", en: "at most"),
        ]
        return """
            <fieldset class="condition"><legend>\(controls.say("Condition", "Condition")) \(place + 1).\(row + 1)</legend>
            <div class="row">\(controls.select(name + ".times", Phrase(fr: "Nombre de fois", en: "Number of times"), options, times))
            \(controls.input(name + ".count", Phrase(fr: "fois", en: "times"), String(criterion.occurrence.count), .number))
            \(controls.select(name + ".counted", Phrase(fr: "en comptant", en: "counting"), Self.counted(criterion), criterion.occurrence.distinct?.rawValue ?? ""))</div>
            \(event(name, criterion.event, controls))
            <div class="row">\(controls.window(name, criterion.window))</div>
            <div class="row">\(controls.check(name + ".visit", Phrase(fr: "pendant le même séjour que l’entrée", en: "during the same visit as entry"), criterion.restrictsToVisit))
            \(controls.check(name + ".whole", Phrase(fr: "même hors de la période d’observation", en: "even outside the observation period"), criterion.ignoresObservationPeriod))</div>
            \(kept(AdvancedParts.words(Self.windowOnly(criterion), in: definition), controls))
            \(controls.button("criterion.remove:\(place):\(row)", Phrase(fr: "Retirer la condition", en: "Remove the condition"), of: "\(place + 1).\(row + 1)"))
            </fieldset>
            """
    }

    /// The event's own advanced part is told with the event.
    private static func windowOnly(_ criterion: CriterionDraft) -> CriterionDraft {
        var rest = criterion
        rest.event = EventDraft(criterion.event.type.value)
        return rest
    }

    private static func counted(_ criterion: CriterionDraft) -> [BuilderControls.Option] {
        var options = [BuilderControls.Option("", fr: "les événements", en: "events")]
        let known: [(EventColumn, Phrase)] = [
            (.startDate, Phrase(fr: "les jours différents", en: "different days")),
            (.domainConcept, Phrase(fr: "les concepts différents", en: "different concepts")),
            (.visit, Phrase(fr: "les séjours différents", en: "different visits")),
        ]
        for (column, label) in known where criterion.event.type.value.operand(of: column) != nil {
            options.append(BuilderControls.Option(column.rawValue, label))
        }
        if let distinct = criterion.occurrence.distinct, !options.contains(where: { $0.value == distinct.rawValue }) {
            options.append(BuilderControls.Option(distinct.rawValue, fr: distinct.rawValue, en: distinct.rawValue))
        }
        return options
    }

    private func person(
        _ rule: String, _ place: Int, _ row: Int, _ person: PersonDraft, _ controls: BuilderControls
    ) -> HTML {
        let name = "\(rule).persons.\(row)"
        return """
            <fieldset class="condition"><legend>\(controls.say("Personne", "Person")) \(place + 1).\(row + 1)</legend>
            <div class="row">\(controls.range(name + ".age", Phrase(fr: "Âge à l’entrée", en: "Age at entry"), person.age))
            \(controls.sex(name + ".sex", person.sexes))</div>
            \(kept(AdvancedParts.words(person), controls))
            \(controls.button("person.remove:\(place):\(row)", Phrase(fr: "Retirer la condition", en: "Remove the condition"), of: "\(place + 1).\(row + 1)"))
            </fieldset>
            """
    }

    func exit(_ controls: BuilderControls) -> HTML {
        var options = [
            BuilderControls.Option("observation", fr: "à la fin de l’observation", en: "at the end of observation"),
            BuilderControls.Option(
                "start", fr: "tant de jours après le début de l’événement", en: "so many days after the event starts"),
            BuilderControls.Option(
                "end", fr: "tant de jours après la fin de l’événement", en: "so many days after the event ends"),
        ]
        var selected = "observation"
        var days = 0
        switch draft.exit {
        case nil: break
        case .offset(let count, let date): (selected, days) = (date == .start ? "start" : "end", count)
        case .continuousExposure:
            selected = "kept"
            options.append(
                BuilderControls.Option(
                    "kept", fr: "à la fin d’une exposition continue (gardé)",
                    en: "at the end of a continuous exposure (kept)"))
        }
        return """
            <fieldset class="part"><legend><h2>\(controls.say("Sortie", "Exit"))</h2></legend>
            <div class="row exit">\(controls.select("exit", Phrase(fr: "Une personne sort", en: "A person leaves"), options, selected))
            <span class="many">\(controls.input("exitDays", Phrase(fr: "Nombre de jours", en: "Number of days"), String(days), .number))</span>
            \(controls.input("pad", Phrase(fr: "Jours entre deux passages qui n’en font qu’un", en: "Days between two memberships that are one"), String(draft.eraPadDays), .number))</div>
            </fieldset>
            """
    }
}
