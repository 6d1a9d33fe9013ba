import Foundation
import HealthModel
import HubTestSupport
import Hummingbird
import Intake
import NIOCore
import Portal
import QualitySheets
import SQLBackends
import Testing

@testable import HubServer

@Suite struct LinkageRoutesTests {
    private let folder: TemporaryFolder
    private let hub: Hub
    private let client: RouterClient<RouterResponder<PortalContext>>

    /// A hub with one release of two deliveries, of which one came with a sheet.
    init() throws {
        folder = try TemporaryFolder()
        hub = try Hub(home: HubHome(folder: folder.url), memoryLimitBytes: 400_000_000, codeVersion: "test")
        client = RouterClient(responder: PortalServer(hub: hub).router().buildResponder())
        var sheet = QualitySheet(made: "2026-11-22", countMin: 11, countStep: 5)
        sheet.delivery = QualitySheet.Delivery(
            source: "hospital-stays", delivery: "d1",
            groups: [.init(reason: "first-seen", end: .new, count: 123)], countMin: 11, countStep: 5, evidence: .init())
        let builder = try hub.lake.stage("r1", surroundings: .live)
        try builder.add(document: try sheet.json(), folder: "linkage", name: "hospital-stays-d1.json")
        _ = try builder.publish(
            sequence: 1, codeVersion: "test",
            sources: [
                .init(source: "hospital-stays", deliveries: [.init(delivery: "d1", digest: "aa")]),
                .init(source: "national-claims", deliveries: [.init(delivery: "d0", digest: "bb")]),
            ], surroundings: .live)
        try hub.store.commit(
            ReleaseRecord(name: "r1", sequence: 1, state: .published, created: "2026-11-22", origin: "intake"),
            deliveries: [])
    }

    @Test(arguments: Language.allCases) func aReleaseTellsHowItWasLinked(language: Language) async throws {
        let answer = try await client.get(Links.linkage(release: "r1").path(language))
        #expect(answer.status == .ok && answer.body.contains(">125<"))
        #expect(answer.body.contains(language == .french ? "Sans fiche" : "No sheet"))
        let link = Links.linkageSheet(release: "r1", source: "hospital-stays", delivery: "d1")
        #expect(answer.body.contains(link.path(language)))
        let sheet = try await client.get(link.path(language))
        #expect(sheet.status == .ok && sheet.body.contains(">125<"))
    }

    @Test func theSheetIsThereAsJSON() async throws {
        let link = Links.linkageFile(release: "r1", source: "hospital-stays", delivery: "d1")
        let answer = try await client.get(link.path(.english))
        #expect(answer.headers[.contentType] == "application/json")
        #expect(try QualitySheet(json: Data(answer.body.utf8)).delivery?.new.value == 125)
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        for path in [
            "/fr/catalogue/r9/linkage", "/en/catalogue/r1/linkage/national-claims/d0",
            "/en/catalogue/r1/linkage/hospital-stays/d9", "/linkage/r1/hospital-stays/d9.json",
            "/linkage/r1/hospital-stays/d1", "/linkage/r1/..%2F..%2Fmanifest/x.json",
        ] {
            let answer = try await client.get(path)
            #expect(answer.status.code >= 400 && answer.status.code < 500, "\(path) \(answer.status)")
        }
    }

    /// Nobody is shown a sheet that is not the published one.
    @Test func aChangedSheetIsNotShown() async throws {
        let release = try hub.release(named: "r1")
        try Data("{}".utf8).write(to: release.folder.appending(path: "linkage/hospital-stays-d1.json"))
        let answer = try await client.get(Links.linkage(release: "r1").path(.english))
        #expect(answer.status.code >= 500 && !answer.body.contains(">125<"))
    }

    /// What is made of a release takes its sheets along.
    @Test func sheetsAreCopiedWhole() throws {
        let out = folder.url.appending(path: "extract/linkage")
        let sheets = try LinkageSheets(of: hub.release(named: "r1"))
        #expect(try sheets.copy(into: out) == ["hospital-stays-d1.json"])
        let copied = try Data(contentsOf: out.appending(path: "hospital-stays-d1.json"))
        #expect(try QualitySheet(json: copied) == sheets.sheet(source: "hospital-stays", delivery: "d1"))
        #expect(sheets.sheets.map(\.delivery) == ["d1", "d0"] && sheets.sheets[1].sheet == nil)
    }
}
