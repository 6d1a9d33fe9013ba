import CohortEngine
import CohortTestSupport
import Foundation
import HubTestSupport
import SQLBackends
import Testing

@Suite(.enabled(if: SharedData.has("ohdsi/bench/bench_10k_csv.zip")))
struct TrialQuestionTests {
    @Test func countsSixTrialQuestionsAsTheReference() throws {
        let model = try TestModel(zip: "ohdsi/bench/bench_10k_csv.zip")
        let expected = ["Q1": 12, "Q2": 295, "Q3": 77, "Q4": 6, "Q5": 2, "Q6": 830]
        for (question, subjects) in expected.sorted(by: { $0.key < $1.key }) {
            let data = try Data(contentsOf: SharedData.url("ohdsi/bench/\(question).json"))
            let figures = try model.runner.figures(CirceJSON.read(data))
            #expect(figures.personCount == subjects, "\(question)")
        }
    }
}
