import CohortEngine
import CohortTestSupport
import Foundation
import HubTestSupport
import SQLBackends
import Testing

/// The strict reading beside duckcdm 0.4.7, a port of Circe, on definitions made of its oddities: the same rows, or a
/// refusal where Circe's SQL does not run. Rows were taken once from it; long lists are kept by count and both ends.
@Suite(.enabled(if: SharedData.has("ohdsi/fuzz_cdm_3000.zip")))
struct ReadingOracleTests {
    private static let keptCount = 20

    @Test func strictGivesTheRowsOfCirceOrRefuses() throws {
        let place = Snapshot.folder.appending(path: "readings/circe.json")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: place))
        let cases = try #require(json as? [String: [String: Any]])
        let model = try TestModel(zip: "ohdsi/fuzz_cdm_3000.zip")
        var refused: [String] = []
        for (name, entry) in cases.sorted(by: { $0.key < $1.key }) {
            let expression = try JSONSerialization.data(withJSONObject: try #require(entry["expression"]))
            let definition = try CirceJSON.read(expression)
            #expect(throws: Never.self, "\(name)") { try model.runner.figures(definition, reading: .fixed) }
            if entry["error"] != nil {
                #expect(throws: CohortError.self, "\(name)") { try model.runner.figures(definition, reading: .strict) }
                refused.append(name)
                continue
            }
            // As texts, as the rows were kept.
            let rows = try model.rows(definition).sorted()
            #expect(rows.count == entry["rowCount"] as? Int, "\(name)")
            let shown =
                rows.count <= 2 * Self.keptCount ? rows : rows.prefix(Self.keptCount) + rows.suffix(Self.keptCount)
            #expect(Array(shown) == entry["rows"] as? [String], "\(name)")
        }
        #expect(refused == ["abnormalAlone", "distinctEpisode", "distinctNested", "distinctPayer"])
    }

    @Test func theReadingsGiveOtherRowsWhereTheySayTheyDo() throws {
        let place = Snapshot.folder.appending(path: "readings/circe.json")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: place))
        let cases = try #require(json as? [String: [String: Any]])
        let model = try TestModel(zip: "ohdsi/fuzz_cdm_3000.zip")
        for (name, entry) in cases {
            let expression = try JSONSerialization.data(withJSONObject: try #require(entry["expression"]))
            let definition = try CirceJSON.read(expression)
            guard definition.refusals(.strict).isEmpty else { continue }
            var strict: [String] = []
            var fixed: [String] = []
            _ = try model.runner.rows(definition, reading: .strict) { strict.append("\($0),\($1),\($2)") }
            _ = try model.runner.rows(definition, reading: .fixed) { fixed.append("\($0),\($1),\($2)") }
            let differ = definition.readingDifferences.contains { $0.kind == .otherAnswer }
            // Too few visit details stand in the data for their ages to matter.
            if name != "visitDetailAge" { #expect((strict != fixed) == differ, "\(name)") }
        }
    }
}
