import CohortEngine
import Foundation
import HubTestSupport
import PatientIndex
import Testing

/// The cohort generation cases of OHDSI's own circe-be, as data.
@Suite(.enabled(if: SharedData.has("ohdsi/circe_be_golden.json")))
struct EvaluationGoldenTests {
    @Test func givesTheRowsThatCirceExpects() throws {
        let json = try JSONSerialization.jsonObject(
            with: Data(contentsOf: SharedData.url("ohdsi/circe_be_golden.json")))
        let cases = try #require(json as? [[String: Any]])
        var runCount = 0
        for entry in cases {
            let name = try #require(entry["name"] as? String)
            let model = try EvaluationModel()
            let tables = try #require(entry["tables"] as? [String: [[String: Any]]])
            for (table, rows) in tables {
                for row in rows { try model.insert(table, row) }
            }
            let evaluator = try model.evaluator()
            let expected = try #require(entry["expected"] as? [[Any]])
            for cohort in try #require(entry["cohorts"] as? [[String: Any]]) {
                let identifier = try #require(cohort["cohort_definition_id"] as? Int)
                let expression = try JSONSerialization.data(withJSONObject: try #require(cohort["expression"]))
                let rows = try evaluator.lines(CirceJSON.read(expression))
                let wanted = expected.filter { $0[0] as? Int == identifier }.map { "\($0[1]),\($0[2]),\($0[3])" }
                #expect(rows.sorted() == wanted.sorted(), "\(name) \(identifier)")
                runCount += 1
            }
        }
        #expect(runCount == 35)
    }
}
