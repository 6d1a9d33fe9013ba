package import HealthModel

/// What every page shares: head, skip link, navigation, language switch, footer.
package struct Layout: Sendable {
    package let title: Phrase
    package let place: Links
    /// The page's own script; most pages have none.
    package let script: Links?
    package let content: @Sendable (Language) -> HTML

    package init(
        title: Phrase, place: Links, script: Links? = nil, content: @escaping @Sendable (Language) -> HTML
    ) {
        self.title = title
        self.place = place
        self.script = script
        self.content = content
    }

    package static let hubName = Phrase(fr: "Plateforme des données de santé", en: "Health Data Hub")

    /// The whole document.
    package func html(_ language: Language) -> HTML {
        let other: Language = language == .french ? .english : .french
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title.words(language)) – \(Layout.hubName.words(language))</title>
            <link rel="stylesheet" href="\(Links.style.path(language))">\
            \(script.map { "\n<script src=\"\($0.path(language))\" defer></script>" as HTML })
            </head>
            <body>
            <a class="skip" href="#content">\(Phrase(fr: "Aller au contenu", en: "Skip to content").words(language))</a>
            <header>
            <p class="name"><a href="\(Links.home.path(language))">\(Layout.hubName.words(language))</a></p>
            <nav aria-label="\(Phrase(fr: "Navigation principale", en: "Main navigation").words(language))"><ul>
            \(Layout.entries.map { entry in
                """
                <li><a href="\(entry.link.path(language))"\(entry.link == place ? Layout.current : .empty)>\
                \(entry.words.words(language))</a></li>
                """ as HTML
            })
            <li class="language"><a href="\(place.path(other))" lang="\(other.rawValue)" hreflang="\(other.rawValue)">\
            \(other == .french ? "Français" : "English")</a></li>
            </ul></nav>
            </header>
            <main id="content">
            \(content(language))
            </main>
            <footer><p>\(Layout.promise.words(language))</p></footer>
            </body>
            </html>
            """
    }

    private static let current: HTML = " aria-current=\"page\""

    private static let entries: [(link: Links, words: Phrase)] = [
        (.catalogue, Phrase(fr: "Catalogue", en: "Catalogue")),
        (.questions, Phrase(fr: "Questions d'éligibilité", en: "Eligibility questions")),
        (.builder, Phrase(fr: "Composer une cohorte", en: "Compose a cohort")),
        (.journal, Phrase(fr: "Journal", en: "Journal")),
    ]

    private static let promise = Phrase(
        fr: "Aucun nom, aucun numéro de sécurité sociale, aucune adresse n'est conservé ici. "
            + "Tout effectif inférieur à 11 personnes est masqué.",
        en: "No name, no national number, no address is kept here. Every count below 11 persons is withheld.")
}
