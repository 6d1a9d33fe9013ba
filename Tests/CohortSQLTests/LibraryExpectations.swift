import CohortTestSupport
import Foundation
import HubTestSupport

/// What the oracle gave for the definitions of the PhenotypeLibrary on the fuzz database.
enum LibraryExpectations {
    /// The number of a cohort in the name of its file.
    static func identifier(_ name: String) -> String {
        name.split(separator: "/").last.map { String($0.dropLast(5)) } ?? name
    }

    /// `subject,start,end` by cohort.
    static func rows() throws -> [String: [String]] {
        let archive = try ZipArchive(SharedData.url("ohdsi/fuzz_cdm_3000_expected_dev.zip"))
        let text = String(decoding: try archive.data("expected_cohort_rows.csv"), as: UTF8.self)
        var rows: [String: [String]] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let parts = line.split(separator: ",", maxSplits: 1)
            rows[String(parts[0]), default: []].append(String(parts[1]))
        }
        return rows
    }
}
