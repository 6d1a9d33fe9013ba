package import CohortEngine
import Feasibility
package import HealthModel

/// The page on which people compose a cohort definition; it works without script, which only makes it refresh itself.
///
/// The server keeps nothing between two requests: the form holds the definition that the page was made of (with all
/// that the page does not edit) and the fields that change it.
package struct BuilderPage: Sendable {
    package let draft: BuilderDraft
    package let definition: CohortDefinition
    package var errors: [FieldError] = []
    package var typed: [String: String] = [:]
    package var notices: [Phrase] = []
    /// Definitions before the last changes as JSON, oldest first.
    package var past: [String] = []
    package var search: Search?
    package var results: BuilderResults
    /// The field or button to go to when the page opens.
    package var focus: String?

    /// What a search for concepts gave.
    package struct Search: Sendable, Hashable {
        package let set: Int
        package let query: String
        package let rows: [ConceptRow]

        package init(set: Int, query: String, rows: [ConceptRow]) {
            self.set = set
            self.query = query
            self.rows = rows
        }
    }

    package init(draft: BuilderDraft, results: BuilderResults.Outcome = .notAsked) {
        self.draft = draft
        definition = draft.definition
        self.results = BuilderResults(definition: definition, outcome: results)
    }

    package static let title = Phrase(fr: "Composer une cohorte", en: "Compose a cohort")

    package var layout: Layout {
        Layout(title: Self.title, place: .builder, script: .builderScript) { content($0) }
    }

    private func content(_ language: Language) -> HTML {
        let controls = BuilderControls(
            language: language, typed: typed,
            errors: Dictionary(errors.map { ($0.field, $0.message) }) { first, _ in first }, focus: focus)
        let other: Language = language == .french ? .english : .french
        return """
            <h1>\(Self.title.words(language))</h1>
            <p class="lead">\(controls.say(
                "Qui entre, quand, à quelles conditions : l’effectif suit à mesure que vous écrivez.",
                "Who enters, when, under which conditions: the count follows as you type."))</p>
            <div class="builder">
            <form id="builder" method="post" action="\(Links.builder.path(language))" novalidate
             data-results="\(Links.builderResults.path(language))" data-concepts="\(Links.concepts.path(language))"
             data-person="\(controls.say("personnes", "persons"))" data-none="\(controls.say("Aucun concept trouvé", "No concept found"))"
             data-found="\(controls.say("concepts trouvés", "concepts found"))" data-busy="\(controls.say("Calcul…", "Counting…"))"
             data-failed="\(controls.say("Le compte n’a pas abouti ; réessayez.", "The count failed; try again."))">
            \(state)
            \(summary(controls))
            <div class="toolbar">
            \(controls.button("refresh", Phrase(fr: "Compter", en: "Count"), isQuiet: false))
            \(past.isEmpty ? .empty : controls.button("undo", Phrase(fr: "Annuler le dernier changement", en: "Undo the last change")))
            <button type="submit" class="small" data-native formaction="\(Links.builderDefinition.path(language))">\(controls.say("Télécharger (Circe JSON)", "Download (Circe JSON)"))</button>
            <button type="submit" class="small" data-native formaction="\(Links.builder.path(other))" lang="\(other.rawValue)">\(other == .french ? "Continuer en français" : "Continue in English")</button>
            </div>
            \(controls.input("title", Phrase(fr: "Titre", en: "Title"), draft.title ?? ""))
            \(sets(controls))
            \(entry(controls))
            \(rules(controls))
            \(exit(controls))
            \(kept(AdvancedParts.words(draft, in: definition), controls))
            </form>
            <section class="results" aria-labelledby="results-title">
            <h2 id="results-title">\(controls.say("Résultat", "Result"))</h2>
            \(results.html(language))
            </section>
            </div>
            \(importForm(controls))
            """
    }

    /// What the form remembers: the definition behind the page, and those before it.
    private var state: HTML {
        """
        <input type="hidden" name="base" value="\(Self.json(definition))">
        \(past.enumerated().map { "<input type=\"hidden\" name=\"past.\($0)\" value=\"\($1)\">" as HTML })
        """
    }

    /// The definition as one line of JSON.
    package static func json(_ definition: CohortDefinition) -> String {
        CompactJSON.text(String(decoding: CirceJSON.write(definition), as: UTF8.self))
    }

    private func summary(_ controls: BuilderControls) -> HTML {
        let notes: HTML =
            notices.isEmpty
            ? .empty
            : "<div class=\"notice\" role=\"status\">\(notices.map { "<p>\($0.words(controls.language))</p>" as HTML })</div>"
        return "\(notes)\(BuilderResults.errorList(errors, controls.language))"
    }

    private func importForm(_ controls: BuilderControls) -> HTML {
        """
        <details class="import"><summary>\(controls.say("Importer une définition (ATLAS, PhenotypeLibrary : Circe JSON)", "Import a definition (ATLAS, PhenotypeLibrary: Circe JSON)"))</summary>
        <form method="post" enctype="multipart/form-data" action="\(Links.builderImport.path(controls.language))">
        <p><label for="import-file">\(controls.say("Un fichier", "A file"))</label>
        <input id="import-file" type="file" name="file" accept=".json,application/json"></p>
        <p><label for="import-text">\(controls.say("ou le texte collé ici", "or the text pasted here"))</label>
        <textarea id="import-text" name="definition" rows="6" spellcheck="false"></textarea></p>
        <p><button type="submit">\(controls.say("Ouvrir", "Open"))</button></p>
        </form></details>
        """
    }
}

/// JSON without the blanks between its parts.
enum CompactJSON {
    static func text(_ text: String) -> String {
        var compact: [UInt8] = []
        var isInString = false
        var isEscaped = false
        for byte in text.utf8 {
            if isInString {
                compact.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
                compact.append(byte)
            } else if byte > 0x20 {
                compact.append(byte)
            }
        }
        return String(decoding: compact, as: UTF8.self)
    }
}
