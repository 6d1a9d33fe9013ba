import CohortEngine
import Feasibility
import Foundation
import HTTPTypes
import HealthModel
import Hummingbird
import Portal

/// One form of the builder being answered: what it holds, what its button asks for, what comes back.
struct BuilderSession: Sendable {
    /// Definitions that "undo" can go back to, and their length together.
    static let pastCountMax = 10
    static let pastByteCountMax = 256 << 10
    private static let foundCountMax = 20

    let desk: CohortDesk
    let language: Language
    let fields: [String: String]

    private func form() throws -> BuilderForm {
        let base = try fields["base"].map { try CirceJSON.read(Data($0.utf8)) }
        return BuilderForm(base: base.map(BuilderDraft.init) ?? .empty, fields: fields)
    }

    /// The page after the change; with its count, unless a script asks for that next.
    func page(counts: Bool) throws -> BuilderPage {
        let form = try form()
        var past = (0..<Self.pastCountMax).compactMap { fields["past.\($0)"] }
        let action = wanted(form.draft.sets.indices)
        if action == .undo, let last = past.popLast() {
            var page = page(of: BuilderDraft(try CirceJSON.read(Data(last.utf8))), counts: counts)
            page.past = past
            page.focus = past.isEmpty ? "refresh" : "undo"
            return page
        }
        var draft = form.draft
        var focus = draft.perform(action)
        var search: BuilderPage.Search?
        switch action {
        case .search(let set): search = try found(set)
        case .addConcept(let set, let identifier):
            try add(identifier, to: set, of: &draft)
            focus = "sets.\(set).query"
        default: break
        }
        var page = page(of: draft, counts: counts)
        page.past = remembered(past, before: page.definition)
        page.errors = form.errors
        page.typed = form.typed
        page.notices = form.notices
        page.search = search
        page.focus = focus ?? (form.errors.isEmpty ? search.map { "sets.\($0.set).query" } : form.errors[0].field)
        return page
    }

    /// The part of the page that refreshes.
    func results() throws -> HTML {
        let form = try form()
        let definition = form.draft.definition
        return BuilderResults(definition: definition, outcome: outcome(definition))
            .refreshed(errors: form.errors, language)
    }

    /// The definition as a file, two blanks a level.
    func download() throws -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/json",
                .contentDisposition: "attachment; filename=\"cohort-definition.json\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: CirceJSON.write(try form().draft.definition))))
    }

    // MARK: - Pieces

    /// The button; the return key in a search field searches, although the first button of the form is another.
    private func wanted(_ draftSets: Range<Int>) -> BuilderAction {
        let action = BuilderAction(fields["action"] ?? "refresh") ?? .refresh
        guard action == .refresh else { return action }
        let searched = draftSets.first { !(fields["sets.\($0).query"] ?? "").isEmpty }
        return searched.map { .search(set: $0) } ?? .refresh
    }

    private func page(of draft: BuilderDraft, counts: Bool) -> BuilderPage {
        BuilderPage(draft: draft, results: counts ? outcome(draft.definition) : .notAsked)
    }

    /// A count that fails is told in the page: what was composed must not be lost with it.
    private func outcome(_ definition: CohortDefinition) -> BuilderResults.Outcome {
        do {
            return .answered(try desk.counting.count(definition, nil, .strict))
        } catch let error as any HubError {
            return .failed(error.message)
        } catch {
            return .failed(ErrorPage.failure)
        }
    }

    private func found(_ set: Int) throws -> BuilderPage.Search? {
        let query = (fields["sets.\(set).query"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...ConceptSearch.queryCharacterCountMax).contains(query.count) else { return nil }
        return BuilderPage.Search(set: set, query: query, rows: try desk.concepts.find(query, nil, Self.foundCountMax))
    }

    /// Adds a concept of the vocabulary, with what is below it; a set without a name takes the concept's.
    private func add(_ identifier: Int, to place: Int, of draft: inout BuilderDraft) throws {
        guard draft.sets.indices.contains(place),
            !draft.sets[place].items.contains(where: { $0.concept.identifier == identifier }),
            let row = try desk.concepts.find(String(identifier), nil, Self.foundCountMax)
                .first(where: { $0.identifier == identifier })
        else { return }
        let concept = Concept(
            identifier: identifier, name: row.name, code: row.code, domain: row.domain, vocabulary: row.vocabulary,
            conceptClass: row.conceptClass, standard: row.standard)
        draft.sets[place].items.append(ConceptSet.Item(concept: concept))
        if draft.sets[place].name.isEmpty { draft.sets[place].name = row.name }
    }

    /// The definitions before, with the one that the page was made of when it changed; the oldest go first.
    private func remembered(_ past: [String], before definition: CohortDefinition) -> [String] {
        guard let base = fields["base"], base != BuilderPage.json(definition) else { return past }
        var kept = past + [base]
        while kept.count > Self.pastCountMax || kept.reduce(0, { $0 + $1.utf8.count }) > Self.pastByteCountMax {
            kept.removeFirst()
        }
        return kept
    }
}
