import Foundation
import HTTPTypes
import HealthModel
import HubTestSupport
import Hummingbird
import Testing

@testable import HubServer

@Suite struct CohortAPITests {
    private let folder: TemporaryFolder
    private let client: RouterClient<RouterResponder<PortalContext>>

    init() throws {
        folder = try TemporaryFolder()
        client = try CohortBench(folder: folder).client
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func error(_ answer: RouterClient<RouterResponder<PortalContext>>.Answer) throws -> [String: Any] {
        try #require(try object(answer.body)["error"] as? [String: Any])
    }

    @Test func countsWithStepsWarningsAndWords() async throws {
        let answer = try await client.post("/api/cohorts/count", json: CohortBench.definition())
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json")
        let body = try object(answer.body)
        #expect(body["release"] as? String == "test")
        #expect((body["definition"] as? String)?.hasPrefix("digest-of-") == true)
        #expect(body["reading"] as? String == "strict")
        #expect((body["persons"] as? [String: Any])?["rounded"] as? Int == 65)
        let steps = try #require(body["steps"] as? [[String: Any]])
        #expect(steps.count == 3)
        // The entry event is everybody's, which may not be told.
        let first = try #require(steps[0]["persons"] as? [String: Any])
        #expect(first["rounded"] == nil)
        #expect(((first["withheld"] as? [String: Any])?["en"] as? String)?.contains("nearly the whole") == true)
        let alone = try #require((body["keptOutByOneRule"] as? [[String: Any]])?.first)
        #expect(alone["rule"] as? String == "Metformin")
        let warnings = try #require(body["warnings"] as? [[String: Any]])
        #expect(warnings.contains { $0["code"] as? String == "cohort.set-unused" })
        #expect((body["words"] as? [[String: Any]])?.isEmpty == false)
    }

    @Test func theReadingIsChosenAndToldInTheAnswer() async throws {
        let answer = try await client.post("/api/cohorts/count?reading=fixed", json: CohortBench.definition())
        #expect(answer.status == .ok)
        #expect(try object(answer.body)["reading"] as? String == "fixed")
    }

    @Test func withholdsFewerThanElevenPersons() async throws {
        let small = try TemporaryFolder()
        let answer = try await CohortBench(folder: small, personCount: 30).client
            .post("/api/cohorts/count", json: CohortBench.definition())
        let persons = try #require(try object(answer.body)["persons"] as? [String: Any])
        #expect(persons["rounded"] == nil)
        #expect(((persons["withheld"] as? [String: Any])?["fr"] as? String)?.contains("moins de 11") == true)
    }

    @Test func errorsNameTheirPlaceInTheDefinition() async throws {
        let wrong = CohortBench.definition().replacing("\"Type\": \"ALL\"", with: "\"Type\": \"NEARLY\"")
        let answer = try await client.post("/api/cohorts/count", json: wrong)
        #expect(answer.status == .badRequest)
        let facts = try error(answer)
        #expect(facts["code"] as? String == "cohort.bad-value")
        #expect(facts["path"] as? String == "$.InclusionRules[0].expression.Type")
        #expect((facts["message"] as? [String: Any])?["fr"] is String)
    }

    @Test func refusalsHaveACodeAndAStatus() async throws {
        let definition = CohortBench.definition()
        let cases: [(path: String, json: String, headers: HTTPFields, code: String, status: HTTPResponse.Status)] = [
            ("/api/cohorts/count", definition, [.contentType: "text/plain"], "request.not-json", .unsupportedMediaType),
            ("/api/cohorts/count", definition, [:], "request.not-json", .unsupportedMediaType),
            (
                "/api/cohorts/count?reading=loose", definition, [.contentType: "application/json"],
                "request.unknown-reading", .badRequest
            ),
            (
                "/api/cohorts/count?release=none", definition, [.contentType: "application/json"],
                "lake.release-unknown", .notFound
            ),
            (
                "/api/cohorts/check", "{", [.contentType: "application/json; charset=utf-8"], "cohort.not-json",
                .badRequest
            ),
            ("/api/cohorts/nothing", "{}", [.contentType: "application/json"], "request.not-found", .notFound),
        ]
        for entry in cases {
            let answer = try await client.post(entry.path, json: entry.json, headers: entry.headers)
            #expect(answer.status == entry.status, "\(entry.path)")
            #expect(try error(answer)["code"] as? String == entry.code)
        }
    }

    @Test func aBodyBeyondTheLimitIsRefusedAndOneAtTheLimitIsRead() async throws {
        let blanks = String(repeating: " ", count: CohortDesk.definitionBytesMax)
        let answer = try await client.post("/api/cohorts/check", json: blanks + "{}")
        #expect(answer.status == .contentTooLarge)
        #expect(try error(answer)["code"] as? String == "request.body-too-large")
        let definition = CohortBench.definition()
        let padded = blanks.dropLast(definition.utf8.count) + definition
        #expect(try await client.post("/api/cohorts/check", json: String(padded)).status == .ok)
    }

    @Test func anotherSiteMayNotAsk() async throws {
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        for site in ["cross-site", "same-site"] {
            let answer = try await client.post(
                "/api/cohorts/count", json: CohortBench.definition(),
                headers: [.contentType: "application/json", name: site])
            #expect(answer.status == .forbidden)
        }
        let answer = try await client.post(
            "/api/cohorts/check", json: CohortBench.definition(),
            headers: [.contentType: "application/json", name: "same-origin"])
        #expect(answer.status == .ok)
        // Nothing of the visitor could be borrowed: the portal gives no cookie and lets no other site read.
        #expect(answer.headers[.setCookie] == nil)
        #expect(answer.headers[.accessControlAllowOrigin] == nil)
    }

    @Test func describesAndChecksWithoutCounting() async throws {
        let described = try object(try await client.post("/api/cohorts/describe", json: CohortBench.definition()).body)
        #expect((described["words"] as? [[String: Any]])?.count == 4)
        #expect(described["persons"] == nil)
        let checked = try object(try await client.post("/api/cohorts/check", json: CohortBench.definition()).body)
        #expect((checked["warnings"] as? [[String: Any]])?.isEmpty == false)
        #expect(checked["words"] == nil)
    }

    @Test func findsConceptsByWordsAccentsCodeAndNumber() async throws {
        for (query, first) in [
            ("diabetes", 201_826), ("DIAB%C3%A8TE", 201_826), ("mellitus%201", 201_254), ("6809", 1_503_297),
            ("1503297", 1_503_297), ("100%25_!", 9), ("x%27x", 9),
        ] {
            let answer = try await client.get("/api/concepts?q=\(query)")
            let rows = try #require(try object(answer.body)["concepts"] as? [[String: Any]], "\(query) \(answer.body)")
            #expect(rows.first?["identifier"] as? Int == first, "\(query)")
        }
        let drugs = try object(try await client.get("/api/concepts?q=m&domain=Drug&limit=1").body)
        #expect((drugs["concepts"] as? [[String: Any]])?.count == 1)
    }

    @Test func personsOfAConceptGoThroughDisclosureControl() async throws {
        func persons(_ client: RouterClient<RouterResponder<PortalContext>>) async throws -> [String: Any] {
            let body = try object(try await client.get("/api/concepts?q=metformin").body)
            let row = try #require((body["concepts"] as? [[String: Any]])?.first)
            return try #require(row["persons"] as? [String: Any])
        }
        // Every third person: 67 of 201, then 10 of 30.
        #expect(try await persons(client)["rounded"] as? Int == 65)
        let small = try TemporaryFolder()
        let withheld = try await persons(CohortBench(folder: small, personCount: 30).client)
        #expect(withheld["rounded"] == nil)
        #expect(withheld["withheld"] != nil)
    }

    @Test func queriesBeyondTheLimitsAreRefused() async throws {
        let long = String(repeating: "a", count: ConceptSearch.queryCharacterCountMax + 1)
        for query in ["", long, "a&limit=0", "a&limit=x"] {
            #expect(try await client.get("/api/concepts?q=\(query)").status == .badRequest)
        }
    }

    @Test func aHubWithoutAReleaseSaysSoInJSON() async throws {
        let place = try TemporaryFolder()
        let hub = try Hub(home: HubHome(folder: place.url), memoryLimitBytes: 400_000_000, codeVersion: "test")
        let empty = RouterClient(responder: PortalServer(hub: hub).router().buildResponder())
        let answer = try await empty.post("/api/cohorts/count", json: CohortBench.definition())
        #expect(answer.status == .notFound)
        #expect(answer.body.contains("hub.no-release"))
    }
}
