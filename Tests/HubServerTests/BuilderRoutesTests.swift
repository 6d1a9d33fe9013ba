import CohortEngine
import Foundation
import HTTPTypes
import HealthModel
import HubTestSupport
import Hummingbird
import Portal
import Testing

@testable import HubServer

@Suite struct BuilderRoutesTests {
    private let folder: TemporaryFolder
    private let client: RouterClient<RouterResponder<PortalContext>>

    init() throws {
        folder = try TemporaryFolder()
        client = try CohortBench(folder: folder).client
    }

    /// Presses a button of a page, as a browser without script does.
    private func press(
        _ action: String, on page: String, _ changes: [String: String] = [:], language: Language = .english
    ) async throws -> String {
        var fields = PageFields(page).fields.merging(changes) { _, new in new }
        fields["action"] = action
        let answer = try await client.post(Links.builder.path(language), form: fields)
        #expect(answer.status == .ok)
        return answer.body
    }

    private func definition(_ page: String) throws -> CohortDefinition {
        try CirceJSON.read(Data((PageFields(page).fields["base"] ?? "").utf8))
    }

    private static func imported(_ json: String) -> String {
        [
            "--x", "Content-Disposition: form-data; name=\"file\"; filename=\"\"", "", "", "--x",
            "Content-Disposition: form-data; name=\"definition\"", "", json, "--x--", "",
        ]
        .joined(separator: "\r\n")
    }

    private func open(_ json: String) async throws -> RouterClient<RouterResponder<PortalContext>>.Answer {
        try await client.send(
            .post, "/en/cohorts/import", headers: [.contentType: "multipart/form-data; boundary=x"],
            body: Self.imported(json))
    }

    @Test func aCohortIsComposedWithoutScript() async throws {
        var page = try await client.get("/en/cohorts/new").body
        page = try await press("set.add", on: page)
        #expect(
            page.contains(
                "id=\"sets.0.name\" name=\"sets.0.name\" type=\"text\" autocomplete=\"off\" value=\"\" autofocus"))
        // The return key in the search field presses the first button; it searches all the same.
        page = try await press("refresh", on: page, ["sets.0.query": "diabète type 2"])
        #expect(page.contains("concept.add:0:201826"))
        page = try await press("concept.add:0:201826", on: page, ["entry.0.set": "0"])
        #expect(page.contains("value=\"Type 2 diabetes mellitus\""))
        page = try await press("set.add", on: page, ["entry.0.set": "0"])
        page = try await press("concept.add:1:1503297", on: page)
        page = try await press("rule.add", on: page)
        page = try await press(
            "refresh", on: page,
            [
                "rules.0.name": "Metformin", "rules.0.criteria.0.kind": "DrugExposure", "rules.0.criteria.0.set": "1",
                "rules.0.criteria.0.from.days": "180",
            ])
        #expect(page.contains("<strong>65</strong>"))
        #expect(page.contains("nearly the whole population"))
        let composed = try definition(page)
        #expect(composed.rules.map(\.name) == ["Metformin"])
        #expect(composed.primary.criteria[0].conceptSetID == 0)
        #expect(composed.rules[0].group.criteria[0].startWindow.start == .days(-180, isBefore: true))
    }

    @Test func undoGoesBackChangeAfterChange() async throws {
        var page = try await client.get("/en/cohorts/new").body
        #expect(!page.contains("value=\"undo\""))
        let first = try definition(page)
        page = try await press("rule.add", on: page)
        let second = try definition(page)
        page = try await press("refresh", on: page, ["prior": "365"])
        page = try await press("undo", on: page)
        #expect(try definition(page) == second)
        page = try await press("undo", on: page)
        #expect(try definition(page) == first)
        #expect(!page.contains("value=\"undo\""))
    }

    @Test func theWayBackHasALimit() async throws {
        var page = try await client.get("/en/cohorts/new").body
        for days in 1...(BuilderSession.pastCountMax + 3) {
            page = try await press("refresh", on: page, ["prior": "\(days)", "live": "1"])
        }
        let past = PageFields(page).fields.keys.filter { $0.hasPrefix("past.") }
        #expect(past.count == BuilderSession.pastCountMax)
    }

    @Test(arguments: Language.allCases) func theRefreshedPartHasCountErrorsAndDefinition(language: Language)
        async throws
    {
        let page = try await open(CohortBench.definition()).body
        let fields = PageFields(page).fields.merging(["prior": "soon", "title": "T"]) { _, new in new }
        let answer = try await client.post(Links.builderResults.path(language), form: fields)
        #expect(answer.status == .ok)
        #expect(answer.body.contains("<strong>65</strong>"))
        #expect(answer.body.contains("href=\"#prior\""))
        #expect(answer.body.contains("id=\"current\" value=\"{&quot;Title&quot;:&quot;T&quot;"))
        #expect(!answer.body.contains("<html"))
    }

    @Test func aScriptGetsThePageWithoutACountAndAsksForItNext() async throws {
        let page = try await open(CohortBench.definition()).body
        let answer = try await press("rule.add", on: page, ["live": "1"])
        #expect(answer.contains("data-pending"))
        #expect(!answer.contains("<strong>65</strong>"))
    }

    @Test func namesFromADefinitionAreNeverMarkup() async throws {
        let page = try await open(CohortBench.definition(ruleName: "<script>alert('x')</script>\\\" onfocus=\\\"x"))
            .body
        let counted = try await press("refresh", on: page, ["sets.0.query": "<img src=x>"])
        let refreshed = try await client.post("/en/cohorts/results", form: PageFields(page).fields)
        for markup in [page, counted, refreshed.body] {
            #expect(!markup.contains("<script>alert"))
            #expect(!markup.contains("<img"))
            #expect(!markup.contains("\" onfocus=\"x"))
            #expect(markup.contains("&lt;script&gt;alert"))
        }
    }

    @Test func theDefinitionIsAFileThatIsOpenedAgainUnchanged() async throws {
        let page = try await open(CohortBench.definition()).body
        let file = try await client.post("/en/cohorts/definition.json", form: PageFields(page).fields)
        #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
        let read = try CirceJSON.read(Data(file.body.utf8))
        #expect(read == (try CirceJSON.read(Data(CohortBench.definition().utf8))))
        #expect(try definition(try await open(file.body).body) == read)
    }

    @Test func aFileThatIsNoDefinitionIsRefusedWithItsPlace() async throws {
        let answer = try await open("{\"PrimaryCriteria\": 3}")
        #expect(answer.status == .badRequest)
        #expect(answer.body.contains("$.PrimaryCriteria"))
    }

    @Test func aReadyMadeQuestionOpensInTheBuilder() async throws {
        let list = try await client.get("/fr/questions").body
        #expect(list.contains("/fr/cohorts/new?from=01-type-2-diabetes-trial"))
        let page = try await client.get("/fr/cohorts/new?from=01-type-2-diabetes-trial").body
        #expect(try definition(page).rules.isEmpty == false)
        #expect(try await client.get("/fr/cohorts/new?from=..%2F..").status == .notFound)
    }

    @Test func onlyTheBuilderMayRunItsOwnScript() async throws {
        let page = try await client.get("/fr/cohorts/new")
        let policy = try #require(page.headers[.contentSecurityPolicy])
        #expect(policy.contains("script-src 'self'") && policy.contains("connect-src 'self'"))
        #expect(!policy.contains("unsafe"))
        #expect(page.body.contains("<script src=\"/builder.js?v="))
        #expect(page.body.components(separatedBy: "<script").count == 2)
        #expect(!page.body.contains(" style=\"") && !page.body.contains(" onclick"))
        let script = try await client.get("/builder.js")
        #expect(script.headers[.contentType]?.hasPrefix("text/javascript") == true)
        #expect(try #require(script.headers[.contentSecurityPolicy]).contains("script-src") == false)
    }

    @Test func damagedFormsAreRefused() async throws {
        for body in ["base=%7B", "base=%", "base=[]"] {
            let answer = try await client.send(.post, "/en/cohorts/new", headers: [:], body: body)
            #expect(answer.status == .badRequest, "\(body)")
        }
        let long = "a=" + String(repeating: "x", count: CohortDesk.formBytesMax)
        #expect(try await client.send(.post, "/en/cohorts/new", headers: [:], body: long).status == .contentTooLarge)
    }
}
