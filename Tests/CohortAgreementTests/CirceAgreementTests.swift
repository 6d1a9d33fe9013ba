import CohortEngine
import CohortTestSupport
import Foundation
import HubTestSupport
import SQLBackends
import Testing

/// Circe's own answers, on every evaluator but SQL, which has its own tests of them.
@Suite(.enabled(if: SharedData.has("ohdsi/fuzz_cdm_3000.zip")))
struct CirceAgreementTests {
    private static let factories = EvaluatorFactory.all.filter { $0.name != "SQL" }
    private static let isLong = ProcessInfo.processInfo.environment["HUB_TEST_LONG"] == "1"

    /// All of the library when HUB_TEST_LONG=1, a sample of it otherwise.
    @Test func givesTheExpectedRowsAndMasksOfTheLibrary() throws {
        let library = try ExpectedLibrary()
        var generator = SeededGenerator(seed: 11)
        let names =
            CirceAgreementTests.isLong
            ? library.names : Array(library.names.shuffled(using: &generator).prefix(30))
        let model = try TestModel(zip: "ohdsi/fuzz_cdm_3000.zip")
        for factory in CirceAgreementTests.factories {
            let evaluator = try factory.make(model.connection, TestModel.schema)
            let clock = ContinuousClock()
            var problems: [String] = []
            let duration = try clock.measure {
                problems = try names.compactMap { try library.problem(with: $0, on: evaluator) }
            }
            print("PhenotypeLibrary on \(factory.name): \(names.count) definitions in \(duration)")
            #expect(problems == [], "\(factory.name)")
        }
    }

    @Test func givesTheRowsOfCircesOwnTests() throws {
        let json = try JSONSerialization.jsonObject(
            with: Data(contentsOf: SharedData.url("ohdsi/circe_be_golden.json")))
        var runCount = 0
        for entry in try #require(json as? [[String: Any]]) {
            let model = try TestModel()
            let tables = try #require(entry["tables"] as? [String: [[String: Any]]])
            for (table, rows) in tables {
                for row in rows { try model.insert(table, row) }
            }
            let expected = try #require(entry["expected"] as? [[Any]])
            for cohort in try #require(entry["cohorts"] as? [[String: Any]]) {
                let identifier = try #require(cohort["cohort_definition_id"] as? Int)
                let expression = try #require(cohort["expression"])
                let definition = try CirceJSON.read(JSONSerialization.data(withJSONObject: expression))
                let wanted = expected.filter { $0[0] as? Int == identifier }.map { "\($0[1]),\($0[2]),\($0[3])" }
                for factory in CirceAgreementTests.factories {
                    var rows: [String] = []
                    _ = try factory.make(model.connection, TestModel.schema)
                        .rows(definition, reading: .strict) { rows.append("\($0),\($1),\($2)") }
                    #expect(rows.sorted() == wanted.sorted(), "\(factory.name) \(identifier)")
                }
                runCount += 1
            }
        }
        #expect(runCount == 35)
    }
}
