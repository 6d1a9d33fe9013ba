import CohortEngine
import Foundation
import HTTPTypes
import HealthModel
import Hummingbird
import Portal

/// Cohorts and concepts for programs: JSON in, JSON out, errors with code, place and words in both languages.
///
/// | method | path | permission | effect |
/// |---|---|---|---|
/// | POST | `/api/cohorts/count?release=&reading=` | all | counts a Circe definition; journalled when it is computed |
/// | POST | `/api/cohorts/check` | all | what is probably not meant |
/// | POST | `/api/cohorts/describe` | all | the definition in words |
/// | GET | `/api/concepts?q=&domain=&limit=` | all | concepts by name, code or number |
struct CohortAPIRoutes: Sendable {
    let desk: CohortDesk

    func add(to router: Router<PortalContext>) {
        let group = router.group("api")
        group.post("cohorts/count") { request, context in
            try await desk.countRate.admit(context.client(of: request)) { try await count(request) }
        }
        group.post("cohorts/check") { request, context in
            try await desk.composeRate.admit(context.client(of: request)) {
                let definition = try await definition(in: request)
                return Response(json: DefinitionBody(warnings: WarningBody.list(definition)))
            }
        }
        group.post("cohorts/describe") { request, context in
            try await desk.composeRate.admit(context.client(of: request)) {
                let definition = try await definition(in: request)
                return Response(json: DefinitionBody(words: PartBody.list(definition)))
            }
        }
        group.get("concepts") { request, context in
            try await desk.searchRate.admit(context.client(of: request)) { try await concepts(request) }
        }
    }

    private func count(_ request: Request) async throws -> Response {
        let definition = try await definition(in: request)
        let release = request.uri.queryParameters["release"].map(String.init)
        var reading = CohortReading.strict
        if let wanted = request.uri.queryParameters["reading"] {
            guard let known = CohortReading(rawValue: String(wanted)) else { throw RequestRefusal.unknownReading }
            reading = known
        }
        let answer = try await desk.pool.offload { [desk, reading] in
            try desk.counting.count(definition, release, reading)
        }
        return Response(json: CountBody(answer, definition))
    }

    /// The body as a definition. Only JSON that says so is read: other sites cannot send that without being asked.
    private func definition(in request: Request) async throws -> CohortDefinition {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        guard type == "application/json" else { throw RequestRefusal.notJSON }
        let body = try await CohortDesk.body(of: request, upTo: CohortDesk.definitionBytesMax)
        return try CirceJSON.read(body)
    }

    private func concepts(_ request: Request) async throws -> Response {
        let query = String(request.uri.queryParameters["q"] ?? "")
        let domain = request.uri.queryParameters["domain"].map(String.init)
        let limit = request.uri.queryParameters["limit"].map { Int($0) ?? 0 } ?? 20
        guard (1...ConceptSearch.queryCharacterCountMax).contains(query.count), limit > 0 else {
            throw RequestRefusal.unreadableQuery(maximumCharacters: ConceptSearch.queryCharacterCountMax)
        }
        let rows = try await desk.pool.offload { [desk] in
            try desk.concepts.find(query, domain?.isEmpty == true ? nil : domain, min(limit, ConceptSearch.rowCountMax))
        }
        return Response(json: ConceptsBody(rows))
    }
}
