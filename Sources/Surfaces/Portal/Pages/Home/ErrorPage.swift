package import HealthModel

/// What went wrong, in words, with a way back.
package struct ErrorPage: Sendable {
    package let statusCode: Int
    package let message: Phrase

    package init(statusCode: Int, message: Phrase) {
        self.statusCode = statusCode
        self.message = message
    }

    package static let notFound = Phrase(
        fr: "Cette page n'existe pas ou n'existe plus.", en: "This page does not exist, or no longer does.")
    package static let failure = Phrase(
        fr: "La demande n'a pas pu aboutir. Réessayez ; si cela persiste, prévenez l'exploitant.",
        en: "The request could not be completed. Try again; if it persists, tell the operator.")

    package var layout: Layout {
        let title =
            statusCode == 404
            ? Phrase(fr: "Page introuvable", en: "Page not found") : Phrase(fr: "Erreur", en: "Error")
        return Layout(title: title, place: .home) { language in
            """
            <h1>\(title.words(language))</h1>
            <p class="lead">\(message.words(language))</p>
            <p><a href="\(Links.home.path(language))">\(Phrase(fr: "Retour à l'accueil", en: "Back to the home page")
                .words(language))</a></p>
            """
        }
    }
}
