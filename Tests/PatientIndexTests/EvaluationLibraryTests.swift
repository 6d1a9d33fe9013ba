import CohortEngine
import CohortTestSupport
import Foundation
import HealthModel
import HubTestSupport
import PatientIndex
import Testing

/// The definitions of OHDSI's PhenotypeLibrary on data made to touch every boundary.
@Suite(.enabled(if: SharedData.has("ohdsi/fuzz_cdm_3000.zip")))
struct EvaluationLibraryTests {
    /// Small shards, so that several are put together.
    @Test func givesTheExpectedRowsAndMasksOnTheWholeLibrary() throws {
        let evaluator = try EvaluationModel(zip: "ohdsi/fuzz_cdm_3000.zip")
            .evaluator(shardPersonCount: 1_000)
        let library = try ZipArchive(SharedData.url("ohdsi/phenotype_library_dev.zip"))
        let expected = try expectedRows()
        let statistics = try expectedStatistics()
        var problems: [String] = []
        var equal = 0
        for name in library.names.filter({ $0.hasSuffix(".json") }).sorted() {
            let identifier = name.split(separator: "/").last.map { String($0.dropLast(5)) } ?? name
            do {
                var rows: [(Int64, Day, Day)] = []
                let figures = try evaluator.rows(CirceJSON.read(library.data(name)), reading: .strict) {
                    rows.append(($0, $1, $2))
                }
                let isOrdered = zip(rows, rows.dropFirst()).allSatisfy { $0 <= $1 }
                let hasEqualRows =
                    rows.map { "\($0.0),\($0.1),\($0.2)" }.sorted() == (expected[identifier] ?? []).sorted()
                let hasEqualMasks = statistics[identifier].map { $0 == masks(figures.attrition) } ?? true
                let hasFigures =
                    figures.rowCount == rows.count && figures.personCount == Set(rows.map(\.0)).count
                if hasEqualRows, hasEqualMasks, isOrdered, hasFigures {
                    equal += 1
                } else {
                    problems.append(
                        "\(identifier): rows \(hasEqualRows), masks \(hasEqualMasks), order \(isOrdered), figures \(hasFigures)"
                    )
                }
            } catch {
                problems.append("\(identifier): \(error)")
            }
        }
        #expect(problems == [])
        #expect(equal == 567)
    }

    private func expectedRows() throws -> [String: [String]] {
        let archive = try ZipArchive(SharedData.url("ohdsi/fuzz_cdm_3000_expected_dev.zip"))
        let text = String(decoding: try archive.data("expected_cohort_rows.csv"), as: UTF8.self)
        var rows: [String: [String]] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let parts = line.split(separator: ",", maxSplits: 1)
            rows[String(parts[0]), default: []].append(String(parts[1]))
        }
        return rows
    }

    /// [[mode, mask, count]], sorted.
    private func expectedStatistics() throws -> [String: [[Int]]] {
        let data = try Data(contentsOf: SharedData.url("ohdsi/expected_inclusion_stats_dev.json"))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])
        return json.compactMapValues { $0["mask_counts"] as? [[Int]] }
            .mapValues { $0.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) } }
    }

    private func masks(_ attrition: Attrition) -> [[Int]] {
        let events = attrition.eventMasks.map { [0, $0.key, $0.value] }
        let persons = attrition.personMasks.map { [1, $0.key, $0.value] }
        return (events + persons).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    }
}
