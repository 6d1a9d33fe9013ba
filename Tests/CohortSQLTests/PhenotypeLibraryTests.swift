import CohortEngine
import CohortTestSupport
import Foundation
import HubTestSupport
import SQLBackends
import Testing

/// The definitions of OHDSI's PhenotypeLibrary on a database made to touch every boundary.
@Suite(.enabled(if: SharedData.has("ohdsi/fuzz_cdm_3000.zip")))
struct PhenotypeLibraryTests {
    private struct Outcome {
        var accepted = 0
        var equal = 0
        var problems: [String] = []
    }

    @Test func givesTheExpectedRowsOnASample() throws {
        let library = try ZipArchive(SharedData.url("ohdsi/phenotype_library_dev.zip"))
        var generator = SeededGenerator(seed: 7)
        let sample = library.names.filter { $0.hasSuffix(".json") }.sorted().shuffled(using: &generator).prefix(12)
        let outcome = try run(Array(sample), of: library)
        #expect(outcome.problems == [])
        #expect(outcome.equal == sample.count)
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["HUB_TEST_LONG"] == "1"))
    func givesTheExpectedRowsOnTheWholeLibrary() throws {
        let library = try ZipArchive(SharedData.url("ohdsi/phenotype_library_dev.zip"))
        let names = library.names.filter { $0.hasSuffix(".json") }.sorted()
        let outcome = try run(names, of: library)
        print("PhenotypeLibrary: \(names.count) definitions, \(outcome.accepted) accepted, \(outcome.equal) equal")
        #expect(outcome.problems == [])
        #expect(outcome.equal == names.count)
    }

    private func run(_ names: [String], of library: ZipArchive) throws -> Outcome {
        let model = try TestModel(zip: "ohdsi/fuzz_cdm_3000.zip")
        let expected = try LibraryExpectations.rows()
        let statistics = try expectedStatistics()
        var outcome = Outcome()
        for name in names {
            let identifier = LibraryExpectations.identifier(name)
            do {
                let definition = try CirceJSON.read(library.data(name))
                outcome.accepted += 1
                var rows: [String] = []
                let figures = try model.runner.rows(definition) { rows.append("\($0),\($1),\($2)") }
                let hasEqualRows = rows.sorted() == (expected[identifier] ?? []).sorted()
                let hasEqualMasks = statistics[identifier].map { $0 == masks(figures.attrition) } ?? true
                if hasEqualRows, hasEqualMasks {
                    outcome.equal += 1
                } else {
                    outcome.problems.append("\(identifier): rows \(hasEqualRows), masks \(hasEqualMasks)")
                }
            } catch {
                outcome.problems.append("\(identifier): \(error)")
            }
        }
        return outcome
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
