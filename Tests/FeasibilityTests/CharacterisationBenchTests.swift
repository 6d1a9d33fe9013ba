import CohortEngine
import DisclosureControl
import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Testing

@testable import Feasibility

/// 10,000 persons and a million events, against figures that a plain program without SQL computed from the same CSV
/// files: the first type 2 diabetes after a year of observation (Q2), held against everybody else.
@Suite(
    .enabled(
        if: SharedData.has("ohdsi/bench/bench_10k_csv.zip") && SharedData.has("ohdsi/bench/Q2.json")
            && FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip")))
struct CharacterisationBenchTests {
    private func hospital() throws -> CharacterisationHospital {
        let hospital = try CharacterisationHospital(personCount: 0)
        try hospital.connection.execute("DELETE FROM omop.concept; DELETE FROM omop.concept_ancestor")
        let folder = try TemporaryFolder()
        let unzip = Process()
        unzip.executableURL = URL(filePath: "/usr/bin/unzip")
        unzip.arguments = ["-q", SharedData.url("ohdsi/bench/bench_10k_csv.zip").path, "-d", folder.url.path]
        try unzip.run()
        unzip.waitUntilExit()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) where file.hasSuffix(".csv") {
            try hospital.connection.execute(
                """
                INSERT INTO omop.\(file.dropLast(4)) BY NAME
                SELECT * FROM read_csv('\(folder.url.appending(path: file).path)', header = true, all_varchar = true)
                """)
        }
        return hospital
    }

    @Test func figuresAreThoseOfAProgramWithoutSQL() throws {
        let connection = try hospital().connection
        let definition = try CirceJSON.read(Data(contentsOf: SharedData.url("ohdsi/bench/Q2.json")))
        let cohort = CohortMemberships(title: Phrase(fr: "Q2", en: "Q2"), definitionDigest: "q2") {
            _ = try CohortRunner(connection: connection, schema: "omop").rows(definition, $0)
        }
        let queries = CharacterisationQueries(
            connection: connection, schema: "omop", settings: CharacterisationSettings(countsGroups: true),
            thresholdPersons: 11)
        let exact = try queries.characterisation(of: cohort, against: .everyoneElse)
        checkPersons(exact)
        checkRecords(exact)
        checkValues(exact)
        let answer = try CharacterisationRelease(
            disclosure: Disclosure(), settings: CharacterisationSettings(), exact: exact
        )
        .answer(release: "bench", cohort: cohort, peer: .everyoneElse)
        guard case .granted(let released) = answer else {
            Issue.record("refused")
            return
        }
        // 56.0 ± 17.4 against 42.6 ± 25.9: 13.4 / √((17.4² + 25.9²) / 2).
        #expect(released.quantities[0].difference == .about(0.61))
        #expect(released.areas == nil)
        #expect(released.groups.map(\.persons.value.number) == [295, 5755])
        let before = released.sections.first { $0.domain == .measurement && $0.window == .before }
        #expect(before?.frequent.map(\.conceptID).contains(3_004_410) == true)
        #expect(before?.different.first?.conceptID == 3_004_410)
    }

    private func checkPersons(_ exact: ExactCharacterisation) {
        #expect(exact.universe == 10_000)
        #expect(exact.groups.map(\.persons) == [295, 5_755])
        func count(_ sex: Int) -> [Int] {
            exact.groups.map { $0.ages.values.reduce(0) { $0 + ($1[sex] ?? 0) } }
        }
        #expect(count(1) == [138, 2_871])
        #expect(count(2) == [157, 2_884])
        #expect(exact.groups[0].ages[10]?.values.reduce(0, +) == 34)
        #expect(exact.groups[1].ages[18]?.values.reduce(0, +) == 25)
        #expect(exact.groups.map { $0.years[2014] } == [34, 641])
        #expect(exact.groups[1].observed == [.before: 5_753, .atEntry: 5_755, .after: 5_753])
        check(exact.groups[0].quantities[.age], 295, 56, 17.408_067_564, [43, 55, 70])
        check(
            exact.groups[0].quantities[.followUp], 295, 2_530.061_016_949, 1_399.956_788_572, [1_456.5, 2_529, 3_624])
        check(
            exact.groups[1].quantities[.followUp], 5_755, 2_261.578_627_281, 1_253.336_575_974, [1_295.5, 2_262, 3_156])
    }

    private func checkRecords(_ exact: ExactCharacterisation) {
        func persons(_ concept: Int, _ window: CharacterisedWindow, isGroup: Bool = false) -> [Int]? {
            exact.items.first { $0.concept.id == concept && $0.window == window && $0.isGroup == isGroup }?.persons
        }
        #expect(persons(40_000_000, .before) == [13, 375])
        #expect(persons(201_826, .atEntry) == [168, 0])
        #expect(persons(201_826, .after) == [56, 78])
        #expect(persons(15_030_002, .before) == [17, 18])
        #expect(persons(41_000_000, .atEntry) == [20, 3])
        #expect(persons(41_000_000, .after) == [31, 732])
        #expect(persons(3_004_249, .before) == [115, 2_746])
        #expect(persons(3_004_249, .after) == [135, 2_729])
        #expect(persons(4_008_576, .before, isGroup: true) == [0, 105])
        #expect(persons(4_008_576, .atEntry, isGroup: true) == [295, 0])
        #expect(persons(4_008_576, .after, isGroup: true) == [91, 113])
        let told = [CharacterisedDomain.condition, .drug, .measurement, .procedure]
            .map { domain in exact.items.count { $0.domain == domain && !$0.isGroup } }
        #expect(told == [174, 484, 516, 0])
    }

    private func checkValues(_ exact: ExactCharacterisation) {
        func values(_ concept: Int, _ window: CharacterisedWindow) -> [NumberSummary?] {
            exact.values.first { $0.concept.id == concept && $0.window == window }?.summaries ?? []
        }
        check(values(3_004_410, .before)[0], 133, 7.967_857_143, 1.687_684_752, [6.5, 8.2, 9.2])
        check(values(3_004_410, .before)[1], 357, 6.521_045_752, 1.706_814_524, [5.3, 5.8, 7.4])
        check(values(3_004_249, .after)[0], 135, 134.9, 21.236_333_036, [115, 138, 150.916_666_667])
        check(values(3_004_249, .after)[1], 2_729, 133.047_813_607, 19.114_553_327, [119, 133, 148])
        check(values(3_004_410, .after)[0], 132, 8.114_520_202, 1.722_896_753, [6.7, 8.15, 9.5])
        // Two persons of the others were measured on their day: too few to be read.
        #expect(values(3_004_410, .atEntry)[1] == nil)
    }

    private func check(
        _ found: NumberSummary?, _ persons: Int, _ mean: Double, _ deviation: Double, _ quartiles: [Double]
    ) {
        #expect(found?.persons == persons)
        let numbers =
            found.map { [$0.mean, $0.standardDeviation, $0.lowerQuartile, $0.median, $0.upperQuartile] } ?? []
        for (number, expected) in zip(numbers, [mean, deviation] + quartiles) {
            #expect(abs(number - expected) < 1e-8 * max(1, expected))
        }
    }
}
