import CohortEngine
import HealthModel

extension BuilderPage {
    /// The fields of one event: its kind, its concept set, and what else it must be.
    func event(_ name: String, _ event: EventDraft, _ controls: BuilderControls) -> HTML {
        let type = event.type.value
        return """
            <div class="row">
            \(controls.select(name + ".kind", Phrase(fr: "Événement", en: "Event"), Self.kinds, type.name))
            \(event.takesSet ? controls.select(name + ".set", Phrase(fr: "Ensemble de concepts", en: "Concept set"), setOptions(event.setID), event.setID.map(String.init) ?? "") : .empty)
            \(type.name == CriterionType.death.name ? .empty : controls.check(name + ".first", Phrase(fr: "le premier du dossier", en: "first ever"), event.isFirst))
            </div>
            \(event.valueKey == nil ? .empty : """
                <div class="row">\(controls.range(name + ".value", Phrase(fr: "Valeur", en: "Value"), event.value))
                \(event.unitKey == nil ? .empty : controls.unit(name + ".unit", event.units))</div>
                """ as HTML)
            <details class="more"\(hasMore(event, name, controls) ? " open" as HTML : .empty)>
            <summary>\(controls.say("Âge, sexe, date", "Age, sex, date"))<span class="unseen"> – \(type.title.words(controls.language))</span></summary>
            \(event.ageKey == nil ? .empty : "<div class=\"row\">\(controls.range(name + ".age", Phrase(fr: "Âge à ce moment", en: "Age at that time"), event.age))</div>" as HTML)
            \(event.sexKey == nil ? .empty : "<div class=\"row\">\(controls.sex(name + ".sex", event.sexes))</div>" as HTML)
            \(event.dateKey == nil ? .empty : "<div class=\"row\">\(controls.range(name + ".dates", Phrase(fr: "Date", en: "Date"), event.dates))</div>" as HTML)
            </details>
            \(kept(AdvancedParts.words(event, in: definition), controls))
            """
    }

    private func hasMore(_ event: EventDraft, _ name: String, _ controls: BuilderControls) -> Bool {
        event.age != nil || event.dates != nil || !event.sexes.isEmpty
            || controls.errors.keys.contains { $0.hasPrefix(name + ".age") || $0.hasPrefix(name + ".dates") }
    }

    private func setOptions(_ selected: Int?) -> [BuilderControls.Option] {
        var options = [BuilderControls.Option("", fr: "tous les concepts", en: "every concept")]
        for (place, set) in draft.sets.enumerated() {
            let name = set.name.isEmpty ? nil : set.name
            options.append(
                BuilderControls.Option(
                    String(set.identifier), fr: name ?? "Ensemble \(place + 1)", en: name ?? "Set \(place + 1)"))
        }
        if let selected, !draft.sets.contains(where: { $0.identifier == selected }) {
            options.append(
                BuilderControls.Option(
                    String(selected), fr: "ensemble \(selected), absent", en: "set \(selected), missing"))
        }
        return options
    }

    /// The kinds in the order of their use; those that nothing offers a field for are kinds like the others.
    private static let kinds: [BuilderControls.Option] = {
        let first: [CriterionType] = [
            .conditionOccurrence, .drugExposure, .measurement, .procedureOccurrence, .visitOccurrence, .observation,
            .death, .deviceExposure, .conditionEra, .drugEra,
        ]
        let rest = CriterionType.all.filter { type in !first.contains { $0.name == type.name } }
        return (first + rest).map { BuilderControls.Option($0.name, $0.title) }
    }()

    /// What is kept as it came, in words.
    func kept(_ words: [Phrase], _ controls: BuilderControls) -> HTML {
        guard !words.isEmpty else { return .empty }
        return """
            <p class="kept"><strong>\(controls.say("Partie avancée, gardée telle quelle :", "Advanced part, kept as it is:"))</strong>
            \(words.map { $0.words(controls.language) }.joined(separator: " · "))</p>
            """
    }
}
