package import CohortEngine
import Foundation
import HealthModel
import HubTestSupport
import Testing

/// The PhenotypeLibrary's definitions with the rows and masks that Circe gives on the fuzz database.
package struct ExpectedLibrary {
    private let library: ZipArchive
    /// `subject,start,end` of each cohort, by its number.
    package private(set) var rows: [String: [String]] = [:]
    private let masks: [String: [[Int]]]
    package let names: [String]

    package init() throws {
        library = try ZipArchive(SharedData.url("ohdsi/phenotype_library_dev.zip"))
        names = library.names.filter { $0.hasSuffix(".json") }.sorted()
        let archive = try ZipArchive(SharedData.url("ohdsi/fuzz_cdm_3000_expected_dev.zip"))
        let text = String(decoding: try archive.data("expected_cohort_rows.csv"), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let parts = line.split(separator: ",", maxSplits: 1)
            rows[String(parts[0]), default: []].append(String(parts[1]))
        }
        let statistics = try Data(contentsOf: SharedData.url("ohdsi/expected_inclusion_stats_dev.json"))
        let json = try #require(try JSONSerialization.jsonObject(with: statistics) as? [String: [String: Any]])
        masks = json.compactMapValues { $0["mask_counts"] as? [[Int]] }.mapValues(ExpectedLibrary.sorted)
    }

    /// The number of a cohort in the name of its file.
    package static func identifier(_ name: String) -> String {
        name.split(separator: "/").last.map { String($0.dropLast(5)) } ?? name
    }

    /// What an evaluator gets wrong; nil when its rows are those expected and in order, and its figures too.
    package func problem(with name: String, on evaluator: any CohortEvaluator) throws -> String? {
        let identifier = ExpectedLibrary.identifier(name)
        let definition = try CirceJSON.read(library.data(name))
        var found: [(subject: Int64, start: Day, end: Day)] = []
        let figures = try evaluator.rows(definition, reading: .strict) { found.append(($0, $1, $2)) }
        let hasOrder = zip(found, found.dropFirst()).allSatisfy { $0 <= $1 }
        let hasRows =
            found.map { "\($0.subject),\($0.start),\($0.end)" }.sorted() == (rows[identifier] ?? []).sorted()
        let hasFigures = figures.rowCount == found.count && figures.personCount == Set(found.map(\.subject)).count
        let events = figures.attrition.eventMasks.map { [0, $0.key, $0.value] }
        let persons = figures.attrition.personMasks.map { [1, $0.key, $0.value] }
        let hasMasks = masks[identifier].map { $0 == ExpectedLibrary.sorted(events + persons) } ?? true
        return hasRows && hasMasks && hasOrder && hasFigures
            ? nil : "\(identifier): rows \(hasRows), masks \(hasMasks), order \(hasOrder), figures \(hasFigures)"
    }

    private static func sorted(_ counts: [[Int]]) -> [[Int]] { counts.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) } }
}
