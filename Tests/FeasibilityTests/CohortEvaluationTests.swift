import CohortEngine
import Feasibility
import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Testing

struct CohortEvaluationTests {
    @Test func writesTheRowsOfSeveralDefinitionsAndReportsTheOnesThatFail() throws {
        let hospital = try SmallHospital(personCount: 9)
        let folder = try TemporaryFolder()
        let files = [
            try folder.write("12-metformin.json", SmallHospital.definition),
            try folder.write("13.json", "{\"PrimaryCriteria\": {\"Surprise\": 1}}"),
            folder.url.appending(path: "14.json"),
            try folder.write(
                "7.json", SmallHospital.definition.replacingOccurrences(of: "\"Count\": 1", with: "\"Count\": 2")),
        ]
        let output = folder.url.appending(path: "rows.csv")
        let evaluation = CohortEvaluation(evaluator: CohortRunner(connection: hospital.connection, schema: "omop")) {
            _, _ in
        }
        let report = try evaluation.run(files, to: output)
        #expect(
            try String(contentsOf: output, encoding: .utf8) == """
                cohort_definition_id,subject_id,cohort_start_date,cohort_end_date
                12,3,2024-06-01,2025-12-31
                12,6,2024-06-01,2025-12-31
                12,9,2024-06-01,2025-12-31

                """)
        #expect(report.outcomes.map(\.number) == [12, 7])
        #expect(report.outcomes.map(\.figures.personCount) == [3, 0])
        #expect(report.failures.map(\.file) == ["13.json", "14.json"])
        #expect(report.failures.map(\.error.code) == ["cohort.missing", "feasibility.unreadable"])
        let mode = try FileManager.default.attributesOfItem(atPath: output.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func refusesFilesWithoutNumberOrWithTheSame() throws {
        let hospital = try SmallHospital(personCount: 3)
        let folder = try TemporaryFolder()
        let output = folder.url.appending(path: "rows.csv")
        let evaluation = CohortEvaluation(evaluator: CohortRunner(connection: hospital.connection, schema: "omop")) {
            _, _ in
        }
        #expect(throws: FeasibilityError.fileWithoutNumber(file: "trial.json")) {
            try evaluation.run([folder.url.appending(path: "trial.json")], to: output)
        }
        #expect(throws: FeasibilityError.numberTwice(number: 1, file: "01-b.json")) {
            try evaluation.run(["1.json", "01-b.json"].map { folder.url.appending(path: $0) }, to: output)
        }
        #expect(!FileManager.default.fileExists(atPath: output.path))
    }

    @Test func saysThatItCannotWrite() throws {
        let hospital = try SmallHospital(personCount: 3)
        let folder = try TemporaryFolder()
        let evaluation = CohortEvaluation(evaluator: CohortRunner(connection: hospital.connection, schema: "omop")) {
            _, _ in
        }
        #expect(throws: FeasibilityError.unwritable(file: "rows.csv")) {
            try evaluation.run([], to: folder.url.appending(path: "absent/rows.csv"))
        }
    }
}
