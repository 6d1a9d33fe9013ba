import DisclosureControl
package import Feasibility
package import HealthModel

/// Who is in a cohort and what was recorded about them, beside another group if one is asked for.
package struct CharacterisationPage: Sendable {
    /// A link beside the title: another comparison, a file.
    package struct Choice: Sendable {
        package let label: Phrase
        package let path: String
        package let isCurrent: Bool

        package init(label: Phrase, path: String, isCurrent: Bool = false) {
            self.label = label
            self.path = path
            self.isCurrent = isCurrent
        }
    }

    package let title: Phrase
    package let answer: CharacterisationAnswer
    /// Where the page is: the language switch leads there.
    package let place: Links
    /// Where the reader comes from; nil in a file.
    package let back: Links?
    /// Whom else the cohort can be held against. Paths are those of one language, so the caller gives them per language.
    package let peers: @Sendable (Language) -> [Choice]
    package let files: @Sendable (Language) -> [Choice]

    package init(
        title: Phrase, answer: CharacterisationAnswer, place: Links, back: Links? = nil,
        peers: @escaping @Sendable (Language) -> [Choice] = { _ in [] },
        files: @escaping @Sendable (Language) -> [Choice] = { _ in [] }
    ) {
        self.title = title
        self.answer = answer
        self.place = place
        self.back = back
        self.peers = peers
        self.files = files
    }

    package var layout: Layout {
        Layout(title: heading, place: place) { language in body(language) }
    }

    /// The page as a file of its own, with its style and without navigation.
    package func document(_ language: Language) -> HTML {
        // The style sheet is ours, and holds nothing that markup would take for its own.
        let style = HTML(stringLiteral: Style.sheet)
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(heading.words(language))</title>
            <style>\(style)</style>
            </head>
            <body><main id="content">
            \(body(language))
            </main></body>
            </html>
            """
    }

    private var heading: Phrase {
        Phrase(fr: "Description de la cohorte : \(title.fr)", en: "Description of the cohort: \(title.en)")
    }

    private func body(_ language: Language) -> HTML {
        """
        \(back.map { link in
            """
            <p><a href="\(link.path(language))">← \(Phrase(fr: "La question", en: "The question").words(language))</a></p>
            """ as HTML
        })
        <h1>\(heading.words(language))</h1>
        <p class="lead">\(Self.lead.words(language))</p>
        \(choices(Phrase(fr: "Comparer avec", en: "Compare with"), peers(language), language))
        \(content(language))
        """
    }

    private func content(_ language: Language) -> HTML {
        switch answer {
        case .refused(let reason):
            """
            <p class="answer"><strong>\(Phrase(fr: "Rien à montrer", en: "Nothing to show").words(language))</strong>
            \(reason.words(language))</p>
            """
        case .granted(let characterisation):
            """
            \(CharacterisationFigures(characterisation: characterisation, language: language).html)
            \(CharacterisationTables(characterisation: characterisation, language: language).html)
            \(choices(Phrase(fr: "Télécharger", en: "Download"), files(language), language))
            \(method(characterisation, language))
            """
        }
    }

    private func choices(_ title: Phrase, _ choices: [Choice], _ language: Language) -> HTML {
        guard !choices.isEmpty else { return .empty }
        return """
            <nav aria-label="\(title.words(language))"><p class="quiet">\(title.words(language))</p><ul>
            \(choices.map { choice in
                """
                <li><a href="\(choice.path)"\(choice.isCurrent ? Self.current : .empty)>\
                \(choice.label.words(language))</a></li>
                """ as HTML
            })
            </ul></nav>
            """
    }

    private static let current: HTML = " aria-current=\"page\""

    private static let lead = Phrase(
        fr:
            "Qui entre dans la cohorte, et ce qui a été enregistré dans l'année d'avant, le jour même et l'année d'après.",
        en: "Who enters the cohort, and what was recorded in the year before, on the day itself and in the year after.")

    private func method(_ characterisation: CohortCharacterisation, _ language: Language) -> HTML {
        let differences: HTML =
            characterisation.isCompared ? "<li>\(Self.differenceWords.words(language))</li>" : .empty
        return """
            <h2>\(Phrase(fr: "Méthode", en: "Method").words(language))</h2>
            <ul class="quiet">
            \(Self.methodWords.map { "<li>\($0.words(language))</li>" as HTML })
            \(differences)
            <li>\(Phrase(fr: "Version", en: "Release").words(language)) \(characterisation.release) ·
            \(Phrase(fr: "définition SHA-256", en: "definition SHA-256").words(language))
            <code>\(characterisation.definitionDigest)</code></li>
            </ul>
            """
    }

    private static let methodWords = [
        Phrase(
            fr: "Chaque personne entre une fois : le premier jour de sa première ligne dans la cohorte. L'âge est la "
                + "différence des années.",
            en: "Each person enters once: on the first day of their first row in the cohort. Age is the difference of "
                + "the years."),
        Phrase(
            fr: "Avant : du 365e au dernier jour avant l'entrée ; le jour même ; après : du 1er au 365e jour. Seuls "
                + "comptent les jours de la période d'observation ; les pourcentages sont rapportés à toute la cohorte.",
            en: "Before: from day −365 to day −1; the day itself; after: from day 1 to day 365. Only days within the "
                + "observation period count; percentages are of the whole cohort."),
        Phrase(
            fr: "D'une mesure, chaque personne donne une valeur : la plus proche de l'entrée.",
            en: "Of a measurement each person gives one value: the nearest to the entry."),
        Phrase(
            fr: "Les effectifs sont arrondis à 5, et masqués sous 11 personnes ou quand presque tous sont concernés ; "
                + "les pourcentages viennent des effectifs arrondis. Une médiane demande 11 personnes de chaque côté. "
                + "Le plus petit et le plus grand ne sont jamais donnés.",
            en: "Counts are rounded to 5, and withheld below 11 persons or when nearly all are concerned; percentages "
                + "come from the rounded counts. A median needs 11 persons on each side. The smallest and the largest "
                + "are never told."),
    ]

    private static let differenceWords = Phrase(
        fr:
            "Différence standardisée : écart des moyennes ou des proportions, en écarts types (Austin 2009), calculé sur "
            + "les seuls chiffres montrés ici. Au-delà de 0,1 elle est d'ordinaire jugée notable. « > » : au moins autant, "
            + "car l'un des effectifs est masqué.",
        en:
            "Standardised difference: difference of means or proportions in standard deviations (Austin 2009), computed "
            + "from the figures shown here only. Beyond 0.1 it is usually called notable. “>”: at least as much, because "
            + "one of the counts is withheld.")
}
