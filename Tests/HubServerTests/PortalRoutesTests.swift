import Foundation
import HealthModel
import HubTestSupport
import Hummingbird
import NIOCore
import Portal
import Testing

@testable import HubServer

@Suite struct PortalRoutesTests {
    private let folder: TemporaryFolder
    private let client: RouterClient<RouterResponder<PortalContext>>

    init() throws {
        folder = try TemporaryFolder()
        let hub = try Hub(home: HubHome(folder: folder.url), memoryLimitBytes: 400_000_000, codeVersion: "test")
        client = RouterClient(responder: PortalServer(hub: hub).router().buildResponder())
    }

    @Test(arguments: Language.allCases) func pagesOfAnEmptyHubAnswerInBothLanguages(language: Language) async throws {
        for link in [Links.home, .catalogue, .questions, .builder, .journal] {
            let answer = try await client.get(link.path(language))
            #expect(answer.status == .ok, "\(link)")
            #expect(answer.body.contains("<html lang=\"\(language.rawValue)\">"))
            #expect(answer.body.components(separatedBy: "<h1").count == 2, "one h1 on \(link)")
        }
    }

    @Test func whatDoesNotExistIsAPageThatSaysSo() async throws {
        for path in ["/fr/catalogue/none", "/en/questions/none", "/fr/nowhere", "/questions/none.json"] {
            let answer = try await client.get(path)
            #expect(answer.status == .notFound, "\(path)")
            #expect(answer.body.contains("<h1>"))
        }
    }

    @Test func hostileNamesAreRefusedAndNeverEchoedAsMarkup() async throws {
        for path in [
            "/fr/catalogue/..%2F..%2Fetc%2Fpasswd", "/fr/catalogue/%3Cscript%3E", "/fr/questions/%27%22%3E%3Cb%3E",
            "/en/catalogue/%00",
        ] {
            let answer = try await client.get(path)
            #expect(answer.status.code >= 400 && answer.status.code < 500, "\(path) \(answer.status)")
            #expect(!answer.body.contains("<script>") && !answer.body.contains("\"><b>"))
        }
    }

    @Test func aQuestionWithoutAReleaseSaysWhatToDo() async throws {
        let answer = try await client.get("/en/questions/01-type-2-diabetes-trial")
        #expect(answer.status == .notFound)
        #expect(answer.body.contains("No release is published"))
    }

    @Test func theRootLeadsToTheLanguageThatTheBrowserPrefers() async throws {
        let french = try await client.get("/", headers: [.acceptLanguage: "fr-FR,en;q=0.5"])
        let english = try await client.get("/", headers: [.acceptLanguage: "en-GB,fr;q=0.5"])
        #expect(french.headers[.location] == "/fr/")
        #expect(english.headers[.location] == "/en/")
    }

    @Test func everyAnswerForbidsScriptsAndFrames() async throws {
        for path in ["/fr/", "/style.css", "/nowhere"] {
            let answer = try await client.get(path)
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            #expect(policy.contains("default-src 'none'"))
            #expect(policy.contains("frame-ancestors 'none'"))
            #expect(!answer.body.contains("<script"))
        }
    }
}
