import CohortEngine
import DisclosureControl
import HealthModel

extension BuilderPage {
    func sets(_ controls: BuilderControls) -> HTML {
        """
        <fieldset class="part"><legend><h2>\(controls.say("Ensembles de concepts", "Concept sets"))</h2></legend>
        <p class="quiet">\(controls.say(
            "Un ensemble nomme une maladie, un médicament, une mesure ; les événements et les règles y renvoient.",
            "A set names a disease, a drug, a measure; events and rules refer to it."))</p>
        \(draft.sets.indices.map { set($0, controls) })
        \(controls.button("set.add", Phrase(fr: "Ajouter un ensemble", en: "Add a set")))
        </fieldset>
        """
    }

    private func set(_ place: Int, _ controls: BuilderControls) -> HTML {
        let set = draft.sets[place]
        let name = "sets.\(place)"
        let part = set.name.isEmpty ? "\(place + 1)" : set.name
        let hidden = set.items.count - SetDraft.shownItemCountMax
        return """
            <fieldset class="card"><legend>\(controls.say("Ensemble", "Set")) \(place + 1)</legend>
            <div class="row">\(controls.input(name + ".name", Phrase(fr: "Nom de l’ensemble", en: "Name of the set"), set.name))
            \(controls.button("set.remove:\(place)", Phrase(fr: "Retirer l’ensemble", en: "Remove the set"), of: part))</div>
            \(set.items.isEmpty ? .empty : """
                <div class="scroll"><table class="concepts"><thead class="unseen"><tr><th>\(controls.say("Concept", "Concept"))</th>
                <th>\(controls.say("Options", "Options"))</th><th><span class="unseen">\(controls.say("Retirer", "Remove"))</span></th></tr></thead><tbody>
                \(set.items.prefix(SetDraft.shownItemCountMax).enumerated().map { row, item in concept(name, place, row, item, controls) })
                </tbody></table></div>
                """ as HTML)
            \(hidden > 0 ? "<p class=\"kept\">\(controls.say("Et \(hidden) autres concepts, gardés tels quels.", "And \(hidden) more concepts, kept as they are."))</p>" : .empty)
            <div class="row combobox">\(query(name, controls))
            \(controls.button("set.search:\(place)", Phrase(fr: "Chercher", en: "Search"), of: part))</div>
            \(search?.set == place ? found(place, controls) : .empty)
            </fieldset>
            """
    }

    private func query(_ name: String, _ controls: BuilderControls) -> HTML {
        controls.input(
            name + ".query",
            Phrase(fr: "Ajouter un concept (nom, code ou numéro)", en: "Add a concept (name, code or number)"), "")
    }

    private func concept(
        _ name: String, _ place: Int, _ row: Int, _ item: ConceptSet.Item, _ controls: BuilderControls
    ) -> HTML {
        let field = "\(name).items.\(row)"
        let concept = item.concept
        let title = concept.name ?? "\(concept.identifier)"
        let details = [concept.vocabulary, concept.code, concept.domain].compactMap { $0 }.joined(separator: " · ")
        return """
            <tr><td>\(title)<br><small class="quiet">\(concept.identifier)\(details.isEmpty ? "" : " · \(details)")</small>
            <input type="hidden" name="\(field)" value="\(concept.identifier)"></td>
            <td><div role="group" aria-label="\(title)">
            \(controls.check(field + ".below", Phrase(fr: "avec ce qui est dessous", en: "with what is below"), item.includesDescendants))
            \(controls.check(field + ".excluded", Phrase(fr: "exclu", en: "excluded"), item.isExcluded))
            \(controls.check(field + ".mapped", Phrase(fr: "codes sources rattachés", en: "mapped source codes"), item.includesMapped))
            </div></td>
            <td>\(controls.button("concept.remove:\(place):\(row)", Phrase(fr: "Retirer", en: "Remove"), of: title))</td></tr>
            """
    }

    private func found(_ place: Int, _ controls: BuilderControls) -> HTML {
        guard let search else { return .empty }
        guard !search.rows.isEmpty else {
            return """
                <p role="status">\(controls.say("Aucun concept trouvé pour", "No concept found for")) « \(search.query) ».</p>
                """
        }
        return """
            <p role="status">\(search.rows.count) \(controls.say("concepts trouvés pour", "concepts found for")) « \(search.query) »</p>
            <ul class="found">
            \(search.rows.map { row in
                """
                <li>\(controls.button("concept.add:\(place):\(row.identifier)", Phrase(fr: "Ajouter", en: "Add"), of: row.name))
                \(row.name) <small class="quiet">\(row.vocabulary) \(row.code) · \(row.domain)\
                \(row.persons.map { " · \($0.words(controls.language)) \(controls.say("personnes", "persons"))" } ?? "")</small></li>
                """ as HTML
            })
            </ul>
            """
    }
}
