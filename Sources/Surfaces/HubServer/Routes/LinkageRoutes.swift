import HTTPTypes
import HealthModel
import Hummingbird
import Intake
import Portal
import QualitySheets
import SQLBackends

/// How the records of a release were linked.
///
/// | method | path | permission | effect |
/// |---|---|---|---|
/// | GET | `/{language}/catalogue/{release}/linkage` | all | what became of the records of each delivery |
/// | GET | `/{language}/catalogue/{release}/linkage/{source}/{delivery}` | all | the quality sheet of one delivery |
/// | GET | `/linkage/{release}/{source}/{delivery}.json` | all | the same as JSON |
struct LinkageRoutes: Sendable {
    let hub: Hub
    let pool: WorkPool

    func add(to router: Router<PortalContext>) {
        router.get("linkage/:release/:source/:file") { _, context in
            let file = try context.parameters.require("file")
            guard file.hasSuffix(".json") else { throw HubServerError.sheetUnknown }
            let sheet = try await sheet(context, delivery: String(file.dropLast(5)))
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: try sheet.sheet.json())))
        }
        for language in Language.allCases {
            let group = router.group("\(language.rawValue)/catalogue/:release/linkage")
            group.get("/") { _, context in
                let name = try context.parameters.require("release")
                let page = try await pool.offload { try overview(of: name) }
                return Response(page: page.layout, language: language)
            }
            group.get(":source/:delivery") { _, context in
                let page = try await sheet(context, delivery: try context.parameters.require("delivery"))
                return Response(page: page.layout, language: language)
            }
        }
    }

    private func sheet(_ context: PortalContext, delivery: String) async throws -> LinkageSheetPage {
        let (release, source) = (
            try context.parameters.require("release"), try context.parameters.require("source")
        )
        return try await pool.offload {
            guard
                let sheet = try LinkageSheets(of: hub.release(named: release))
                    .sheet(source: source, delivery: delivery)
            else { throw HubServerError.sheetUnknown }
            return LinkageSheetPage(
                release: release, title: title(of: source), source: source, delivery: delivery, sheet: sheet)
        }
    }

    private func overview(of name: String) throws -> LinkagePage {
        let sheets = try LinkageSheets(of: hub.release(named: name))
        return LinkagePage(
            release: name,
            deliveries: sheets.sheets.map {
                LinkagePage.Delivery(
                    source: $0.source, title: title(of: $0.source), delivery: $0.delivery, sheet: $0.sheet)
            }, implausible: sheets.implausible)
    }

    private func title(of source: String) -> Phrase {
        SourceDescription.all.first { $0.name == source }?.title ?? Phrase(fr: source, en: source)
    }
}
