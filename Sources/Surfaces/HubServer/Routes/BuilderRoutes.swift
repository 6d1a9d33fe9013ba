import CohortEngine
import Feasibility
import Foundation
import HTTPTypes
import HealthModel
import Hummingbird
import Portal

/// The page on which people compose a cohort. Nothing is kept between requests: the form holds all.
///
/// | method | path | permission | effect |
/// |---|---|---|---|
/// | GET | `/{language}/cohorts/new?from=` | all | the builder, empty or opened on a ready-made question |
/// | POST | `/{language}/cohorts/new` | all | does what a button asks for; counts, unless a script will |
/// | POST | `/{language}/cohorts/results` | all | the part that refreshes; counts; journalled when it is computed |
/// | POST | `/{language}/cohorts/import` | all | opens a Circe definition, pasted or as a file |
/// | POST | `/{language}/cohorts/definition.json` | all | the definition as a file |
/// | GET | `/builder.js` | all | the builder's script |
struct BuilderRoutes: Sendable {
    let desk: CohortDesk

    func add(to router: Router<PortalContext>) {
        router.get("builder.js") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/javascript; charset=utf-8", .cacheControl: "max-age=3600"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: BuilderScript.source)))
        }
        for language in Language.allCases { addPages(in: language, to: router.group("\(language.rawValue)/cohorts")) }
    }

    private func addPages(in language: Language, to group: RouterGroup<PortalContext>) {
        group.get("new") { request, _ in
            let name = request.uri.queryParameters["from"].map(String.init)
            let page = try await desk.pool.offload { try opened(from: name) }
            return answer(page, language)
        }
        group.post("new") { request, context in
            let fields = try await fields(of: request)
            let work = BuilderSession(desk: desk, language: language, fields: fields)
            let isLive = fields["live"] == "1"
            let rate = isLive ? desk.composeRate : desk.countRate
            return try await rate.admit(context.client(of: request)) {
                answer(try await desk.pool.offload { try work.page(counts: !isLive) }, language)
            }
        }
        group.post("results") { request, context in
            try await desk.countRate.admit(context.client(of: request)) {
                let work = BuilderSession(desk: desk, language: language, fields: try await fields(of: request))
                return Response(html: try await desk.pool.offload { try work.results() }, language: language)
            }
        }
        group.post("import") { request, context in
            try await desk.composeRate.admit(context.client(of: request)) {
                let definition = try await importedDefinition(request)
                var page = BuilderPage(draft: BuilderDraft(definition))
                page.notices = [.imported(definition)]
                return answer(page, language)
            }
        }
        group.post("definition.json") { request, context in
            try await desk.composeRate.admit(context.client(of: request)) {
                let work = BuilderSession(desk: desk, language: language, fields: try await fields(of: request))
                return try work.download()
            }
        }
    }

    private func opened(from name: String?) throws -> BuilderPage {
        guard let name else { return BuilderPage(draft: .empty) }
        guard let question = try desk.questions.questions().first(where: { $0.name == name }) else {
            throw HubServerError.questionUnknown
        }
        return BuilderPage(draft: BuilderDraft(question.definition))
    }

    private func fields(of request: Request) async throws -> [String: String] {
        try FormBody.fields(try await CohortDesk.body(of: request, upTo: CohortDesk.formBytesMax))
    }

    private func importedDefinition(_ request: Request) async throws -> CohortDefinition {
        let body = try await CohortDesk.body(of: request, upTo: CohortDesk.definitionBytesMax)
        let parts = try FormBody.parts(body, contentType: request.headers[.contentType] ?? "")
        let file = parts["file"] ?? Data()
        return try CirceJSON.read(file.isEmpty ? parts["definition"] ?? Data() : file)
    }

    /// The page may be kept by the browser that made it: going back then shows it as it was.
    private func answer(_ page: BuilderPage, _ language: Language) -> Response {
        var response = Response(page: page.layout, language: language)
        response.headers[.cacheControl] = "private, no-cache"
        response.headers[.contentSecurityPolicy] = SecurityHeaders<PortalContext>.policyWithScript
        return response
    }
}

extension Phrase {
    fileprivate static func imported(_ definition: CohortDefinition) -> Phrase {
        let name = definition.title ?? ""
        return Phrase(
            fr:
                "Définition ouverte\(name.isEmpty ? "" : " : \(name)"). Ce que cette page ne modifie pas est gardé tel quel "
                + "et dit en mots.",
            en:
                "Definition opened\(name.isEmpty ? "" : ": \(name)"). What this page does not edit is kept as it is and told "
                + "in words.")
    }
}
