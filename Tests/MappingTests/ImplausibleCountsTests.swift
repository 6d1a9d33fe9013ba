import HealthModel
import HubTestSupport
import QualitySheets
import SQLBackends
import Testing

@testable import Intake

/// Persons of two sources, fifteen for each way to contradict oneself, and as many just inside each limit.
@Suite struct ImplausibleCountsTests {
    private let folder: TemporaryFolder
    private let connection: DuckDBConnection
    private let builder: ReleaseBuilder

    init() throws {
        folder = try TemporaryFolder()
        connection = try DuckDBDatabase(settings: DuckDBSettings(threadCount: 1)).connect()
        builder = try Lake(folder: folder.url).stage("r1", surroundings: .live)
        for statement in PersonAssembly.preparation { try connection.execute(statement) }
        try person("claims", 0..<300, sex: 8507, year: 1980, month: 6)
        try person("stays", 0..<15, sex: 8532)
        try person("stays", 15..<30, year: 1982)
        // One year apart is what an age instead of a date makes.
        try person("stays", 30..<45, year: 1981)
        try person("stays", 45..<60, year: 1980, month: 7)
        // Another month of another year says nothing more.
        try person("stays", 60..<75, year: 1981, month: 7)
        try person("stays", 75..<300)
        // Only one source knows them.
        try person("stays", 300..<400, sex: 8532)
        try connection.execute(PersonAssembly.publishedPerson)
    }

    private func person(_ source: String, _ numbers: Range<Int>, sex: Int = 0, year: Int? = nil, month: Int? = nil)
        throws
    {
        func text(_ number: Int?) -> String { number.map { String($0) } ?? "NULL" }
        try connection.execute(
            """
            INSERT INTO assembly.person BY NAME
            SELECT '\(source)' AS source, 0 AS source_rank, true AS is_national, i AS person_id,
                \(sex) AS gender_concept_id, \(text(year)) AS year_of_birth, \(text(month)) AS month_of_birth, 'd' AS delivery
            FROM range(\(numbers.lowerBound), \(numbers.upperBound)) t(i)
            """)
    }

    private func death(_ source: String, _ numbers: Range<Int>, _ day: String) throws {
        try connection.execute(
            """
            INSERT INTO assembly.death BY NAME
            SELECT '\(source)' AS source, 0 AS source_rank, true AS is_national, i AS person_id,
                DATE '\(day)' AS death_date, 0 AS death_type_concept_id, 'd' AS delivery
            FROM range(\(numbers.lowerBound), \(numbers.upperBound)) t(i)
            """)
    }

    private func visits(_ source: String, _ days: [(numbers: Range<Int>, day: String)]) throws {
        let rows = days.map { numbers, day in
            "SELECT i, DATE '\(day)' AS day FROM range(\(numbers.lowerBound), \(numbers.upperBound)) t(i)"
        }
        let mapped = OMOPSelect.mapped(
            "visit_occurrence",
            [
                "visit_occurrence_id": "i", "person_id": "i", "visit_concept_id": "9201", "visit_start_date": "day",
                "visit_end_date": "day", "visit_type_concept_id": "32812",
            ], delivery: "'d'", from: "(\(rows.joined(separator: " UNION ALL ")))")
        try builder.write(
            table: "visit_occurrence", select: mapped.select, source: source, connection: connection)
    }

    private func births(_ source: String, _ codes: [(numbers: Range<Int>, code: String)]) throws {
        let rows = codes.map { numbers, code in
            "SELECT i, '\(code)' AS code FROM range(\(numbers.lowerBound), \(numbers.upperBound)) t(i)"
        }
        let mapped = OMOPSelect.mapped(
            "condition_occurrence",
            [
                "condition_occurrence_id": "i", "person_id": "i", "condition_concept_id": "0",
                "condition_start_date": "DATE '2020-01-01'", "condition_type_concept_id": "32812",
                "condition_source_value": "code",
            ], delivery: "'d'", from: "(\(rows.joined(separator: " UNION ALL ")))")
        try builder.write(
            table: "condition_occurrence", select: mapped.select, source: source, connection: connection)
    }

    private func found(_ sources: [String] = ["claims", "stays"]) throws -> [ImplausibleLinks.Pair] {
        try ImplausibleCounts(sources: sources, builder: builder).count(on: connection).pairs
    }

    private func count(_ rule: ImplausibleRule, in pair: ImplausibleLinks.Pair?) -> SheetCount? {
        pair?.findings.first { $0.rule == rule.rawValue }?.personCount
    }

    @Test func countsWhatSourcesSayOfTheSamePerson() throws {
        let pair = try #require(try found().first)
        #expect(pair.a == "claims" && pair.b == "stays" && pair.personCount.value == 300)
        #expect(count(.otherSex, in: pair)?.value == 15)
        #expect(count(.otherBirthYear, in: pair)?.value == 15)
        #expect(count(.otherBirthMonth, in: pair)?.value == 15)
    }

    @Test func countsCareAfterDeathAndDeathsFarApart() throws {
        try death("claims", 100..<160, "2021-01-01")
        // Thirty days are delays of writing.
        try death("stays", 100..<115, "2021-01-31")
        try death("stays", 115..<130, "2021-02-01")
        try visits("stays", [(130..<145, "2021-01-31"), (145..<160, "2021-02-01"), (200..<220, "2025-01-01")])
        let pair = try found().first
        #expect(count(.otherDeath, in: pair)?.value == 15)
        #expect(count(.careAfterDeath, in: pair)?.value == 15)
    }

    @Test func countsCareBeforeBirthAndChildbirthsOfMen() throws {
        try visits("stays", [(100..<115, "1978-12-31"), (115..<130, "1979-01-01")])
        try births("stays", [(130..<145, "O800"), (145..<160, "O820"), (160..<180, "O85"), (0..<15, "Z370")])
        let pair = try found().first
        #expect(count(.careBeforeBirth, in: pair)?.value == 15)
        #expect(count(.childbirthOfMan, in: pair)?.value == 30)
    }

    @Test func withholdsFewAndRoundsTheOthers() throws {
        try births("stays", [(130..<140, "O800")])
        try visits("stays", [(100..<112, "1970-01-01")])
        let pair = try found().first
        #expect(count(.childbirthOfMan, in: pair) == SheetCount(10, countMin: 11))
        #expect(count(.careBeforeBirth, in: pair)?.value == 15)
    }

    @Test func leavesOutRulesThatNobodyKnowsEnoughFor() throws {
        let rules = try #require(try found().first).findings.map(\.rule)
        #expect(rules == ["other-sex", "other-birth-year", "other-birth-month"])
        #expect(try found(["claims"]).count == 1)
    }

    @Test func explainsEveryRuleInBothLanguages() {
        for rule in ImplausibleRule.allCases {
            #expect(rule.title.fr != rule.title.en && rule.explanation.fr != rule.explanation.en)
        }
    }
}
