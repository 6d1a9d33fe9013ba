import CohortEngine
import CohortTestSupport
import Foundation
import HubTestSupport
import SQLBackends
import Testing

/// Circe's own answers, on every evaluator.
@Suite(.enabled(if: SharedData.has("ohdsi/fuzz_cdm_3000.zip")))
struct CirceAgreementTests {
    private static let isLong = ProcessInfo.processInfo.environment["HUB_TEST_LONG"] == "1"
    /// Definitions of the library in a short run; the index takes all of them.
    private static let sampleCounts = ["reference": 30, "SQL": 12]

    @Test(arguments: EvaluatorFactory.all)
    func givesTheExpectedRowsAndMasksOfTheLibrary(factory: EvaluatorFactory) throws {
        let library = try ExpectedLibrary()
        #expect(library.names.count == 567)
        var generator = SeededGenerator(seed: 11)
        let count = CirceAgreementTests.isLong ? nil : CirceAgreementTests.sampleCounts[factory.name]
        let names = library.names.shuffled(using: &generator).prefix(count ?? library.names.count)
        let model = try TestModel(zip: "ohdsi/fuzz_cdm_3000.zip")
        let evaluator = try factory.make(model.connection, TestModel.schema)
        #expect(try names.compactMap { try library.problem(with: $0, on: evaluator) } == [])
    }

    @Test(arguments: EvaluatorFactory.all)
    func countsSixTrialQuestions(factory: EvaluatorFactory) throws {
        let model = try TestModel(zip: "ohdsi/bench/bench_10k_csv.zip")
        let evaluator = try factory.make(model.connection, TestModel.schema)
        for (question, persons) in ["Q1": 12, "Q2": 295, "Q3": 77, "Q4": 6, "Q5": 2, "Q6": 830] {
            let data = try Data(contentsOf: SharedData.url("ohdsi/bench/\(question).json"))
            #expect(try evaluator.figures(CirceJSON.read(data), reading: .strict).personCount == persons, "\(question)")
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
                for factory in EvaluatorFactory.all {
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
