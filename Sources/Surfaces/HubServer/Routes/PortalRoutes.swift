import Catalogue
import CohortEngine
import Feasibility
import Foundation
import HTTPTypes
import HealthModel
import Hummingbird
import Journal
import Portal

/// The pages that everybody may read.
///
/// | method | path | permission | effect |
/// |---|---|---|---|
/// | GET | `/` | all | redirects to the language that the browser asks for |
/// | GET | `/fr/`, `/en/` | all | home |
/// | GET | `/{language}/catalogue` | all | datasets |
/// | GET | `/{language}/catalogue/{release}` | all | one dataset |
/// | GET | `/{language}/questions` | all | ready-made questions |
/// | GET | `/{language}/questions/{name}` | all | one answer with its attrition; journalled when it is computed |
/// | GET | `/questions/{name}.json` | all | the definition as Circe JSON |
/// | GET | `/{language}/journal` | all | latest acts, checkpoint |
/// | GET | `/journal/checkpoint` | all | the signed checkpoint, for witnesses |
/// | GET | `/style.css` | all | the style sheet |
struct PortalRoutes: Sendable {
    let hub: Hub
    let pool: WorkPool

    func add(to router: Router<PortalContext>) {
        router.get("/") { request, _ in
            Response(
                status: .seeOther,
                headers: [.location: Links.home.path(Self.language(asked: request.headers[.acceptLanguage]))])
        }
        router.get("style.css") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "max-age=3600"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Style.sheet)))
        }
        router.get("questions/:file") { _, context in
            let file = try context.parameters.require("file")
            guard file.hasSuffix(".json") else { throw HubServerError.questionUnknown }
            let question = try hub.question(named: String(file.dropLast(5)))
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: CirceJSON.write(question.definition))))
        }
        router.get("journal/checkpoint") { _, _ in
            let note = try await pool.offload { try hub.journal.reader.checkpointNote() }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: note)))
        }
        for language in Language.allCases { addPages(in: language, to: router.group("\(language.rawValue)")) }
    }

    private func addPages(in language: Language, to group: RouterGroup<PortalContext>) {
        group.get("/") { _, _ in
            Response(page: try await pool.offload { try home() }.layout, language: language)
        }
        group.get("catalogue") { _, _ in
            let datasets = try await pool.offload { try hub.catalogue.datasets() }
            return Response(page: CataloguePage(datasets: datasets).layout, language: language)
        }
        group.get("catalogue/:release") { _, context in
            let name = try context.parameters.require("release")
            let dataset = try await pool.offload { try hub.catalogue.dataset(release: name) }
            return Response(page: DatasetPage(dataset: dataset).layout, language: language)
        }
        group.get("questions") { _, _ in
            let questions = try await pool.offload { try hub.questions.questions() }
            return Response(
                page: QuestionsPage(questions: questions).layout, language: language)
        }
        group.get("questions/:name") { _, context in
            let name = try context.parameters.require("name")
            let page = try await pool.offload { try question(named: name) }
            return Response(page: page.layout, language: language)
        }
        group.get("journal") { _, _ in
            Response(page: try await pool.offload { try journal() }.layout, language: language)
        }
    }

    // MARK: - Models

    private func home() throws -> HomePage {
        guard let latest = try hub.catalogue.datasets().first else { return HomePage(summary: nil) }
        return HomePage(
            summary: HomePage.Summary(
                release: latest.release, persons: latest.persons, sources: latest.sources.map(\.title)))
    }

    private func question(named name: String) throws -> QuestionPage {
        let question = try hub.question(named: name)
        return QuestionPage(question: question, answer: try hub.answers.answer(question))
    }

    private func journal() throws -> JournalPage {
        let reader = hub.journal.reader
        let note = String(decoding: try reader.checkpointNote(), as: UTF8.self)
        let acts = try reader.latest(50).sorted { $0.sequence > $1.sequence }
            .map {
                JournalPage.Act(
                    sequence: $0.sequence, time: Surroundings.timestamp($0.entry.time),
                    action: $0.entry.action.rawValue, outcome: $0.entry.outcome)
            }
        return JournalPage(size: try reader.size(), acts: acts, checkpoint: note)
    }

    /// English only when the browser prefers it to French.
    static func language(asked header: String?) -> Language {
        let wanted = (header ?? "").lowercased().split(separator: ",").map { $0.prefix { $0 != ";" } }
        for language in wanted {
            if language.trimmingCharacters(in: .whitespaces).hasPrefix("fr") { return .french }
            if language.trimmingCharacters(in: .whitespaces).hasPrefix("en") { return .english }
        }
        return .french
    }
}
