import CohortEngine
import HealthModel

extension BuilderControls {
    private static let comparisons: [Option] = [
        Option("", fr: "indifférent", en: "any"), Option("gte", fr: "au moins", en: "at least"),
        Option("lte", fr: "au plus", en: "at most"), Option("bt", fr: "entre", en: "between"),
        Option("gt", fr: "plus de", en: "more than"), Option("lt", fr: "moins de", en: "less than"),
        Option("eq", fr: "égal à", en: "equal to"), Option("!eq", fr: "différent de", en: "not equal to"),
        Option("!bt", fr: "hors de", en: "outside"),
    ]

    private static let dayComparisons: [Option] = [
        Option("", fr: "indifférente", en: "any"), Option("gte", fr: "à partir du", en: "from"),
        Option("lte", fr: "jusqu’au", en: "until"), Option("bt", fr: "entre", en: "between"),
        Option("gt", fr: "après le", en: "after"), Option("lt", fr: "avant le", en: "before"),
        Option("eq", fr: "le", en: "on"), Option("!eq", fr: "sauf le", en: "not on"),
        Option("!bt", fr: "hors de", en: "outside"),
    ]

    func range(_ name: String, _ label: Phrase, _ range: NumberRange?) -> HTML {
        self.range(
            name, label, Self.comparisons, range?.comparison, range.map { Self.text($0.value) },
            range?.extent.map(Self.text), .number)
    }

    func range(_ name: String, _ label: Phrase, _ range: DayRange?) -> HTML {
        self.range(
            name, label, Self.dayComparisons, range?.comparison, range?.value.description, range?.extent?.description,
            .date)
    }

    private func range(
        _ name: String, _ label: Phrase, _ options: [Option], _ comparison: Comparison?, _ value: String?,
        _ extent: String?, _ kind: Kind
    ) -> HTML {
        let first = Phrase(fr: "\(label.fr) : première borne", en: "\(label.en): first bound")
        let second = Phrase(fr: "\(label.fr) : seconde borne", en: "\(label.en): second bound")
        return """
            <span class="range" role="group" aria-label="\(label.words(language))">
            \(select(name + ".op", label, options, comparison?.rawValue ?? ""))
            <span class="first">\(input(name + ".a", first, value ?? "", kind, isLabelHidden: true))</span>
            <span class="second">\(say("et", "and")) \(input(name + ".b", second, extent ?? "", kind, isLabelHidden: true))</span>
            </span>
            """
    }

    func sex(_ name: String, _ sexes: [Concept]) -> HTML {
        concepts(
            name, Phrase(fr: "Sexe", en: "Sex"), sexes,
            [
                Option("", fr: "indifférent", en: "any"), Option("8532", fr: "femme", en: "female"),
                Option("8507", fr: "homme", en: "male"),
            ])
    }

    func unit(_ name: String, _ units: [Concept]) -> HTML {
        let known = KnownConcepts.units.map { unit in
            Option(String(unit.identifier), fr: unit.name ?? "", en: unit.name ?? "")
        }
        return concepts(
            name, Phrase(fr: "Unité", en: "Unit"), units, [Option("", fr: "indifférente", en: "any")] + known)
    }

    /// A list of concepts that is not one of the options is an option of its own, and stays as it came.
    private func concepts(_ name: String, _ label: Phrase, _ concepts: [Concept], _ options: [Option]) -> HTML {
        var options = options
        var selected = concepts.first.map { String($0.identifier) } ?? ""
        if concepts.count > 1 || !options.contains(where: { $0.value == selected }) {
            let names = concepts.map { $0.name ?? "\($0.identifier)" }.joined(separator: ", ")
            options.append(Option("kept", fr: names, en: names))
            selected = "kept"
        }
        return select(name, label, options, selected)
    }

    /// The two ends of a window around the entry event.
    func window(_ name: String, _ window: Window) -> HTML {
        """
        <span class="window" role="group" aria-label="\(say("Fenêtre autour de l’événement d’entrée", "Window around the entry event"))">
        \(endpoint(name + ".from", Phrase(fr: "De", en: "From"), window.start))
        \(endpoint(name + ".to", Phrase(fr: "à", en: "to"), window.end))
        </span>
        """
    }

    private func endpoint(_ name: String, _ label: Phrase, _ endpoint: Window.Endpoint) -> HTML {
        let side: String
        let days: Int
        switch endpoint {
        case .edgeBefore: (side, days) = ("edgeBefore", 0)
        case .edgeAfter: (side, days) = ("edgeAfter", 0)
        case .days(let count, let isBefore): (side, days) = isBefore ? ("before", -count) : ("after", count)
        }
        let number = Phrase(fr: "\(label.fr) : nombre de jours", en: "\(label.en): number of days")
        let options = [
            Option("before", fr: "jours avant l’entrée", en: "days before entry"),
            Option("after", fr: "jours après l’entrée", en: "days after entry"),
            Option("edgeBefore", fr: "début d’observation", en: "start of observation"),
            Option("edgeAfter", fr: "fin d’observation", en: "end of observation"),
        ]
        return """
            <span class="endpoint"><span aria-hidden="true">\(label.words(language))</span> \
            <span class="days">\(input(name + ".days", number, String(days), .number, isLabelHidden: true))</span> \
            \(select(name + ".side", label, options, side, isLabelHidden: true))</span>
            """
    }

    static func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? String(number) }
}
