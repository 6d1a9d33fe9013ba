import DisclosureControl
import Foundation
import HealthModel
import SQLBackends
import Synchronization
import Testing

@testable import Feasibility

@Suite struct CharacterisationTests {
    private let service = CharacterisationService(digest: { _ in "d" }, record: { _, _ in })

    private func memberships(
        _ persons: some Sequence<Int>, on day: String = "2023-01-01"
    ) -> CohortMemberships {
        CohortMemberships(
            title: Phrase(fr: "Essai", en: "Trial"), definitionDigest: "d",
            rows: CharacterisationHospital.rows(persons, on: day))
    }

    private func granted(
        _ hospital: CharacterisationHospital, _ persons: some Sequence<Int>,
        against peer: CharacterisationPeer = .nobody,
        _ settings: CharacterisationSettings = CharacterisationSettings()
    ) throws -> CohortCharacterisation {
        let answer = try service.characterise(
            memberships(persons), against: peer, release: "r1", connection: hospital.connection, settings: settings)
        guard case .granted(let characterisation) = answer else { throw Refused() }
        return characterisation
    }

    private func exact(
        _ hospital: CharacterisationHospital, _ cohort: CohortMemberships, against peer: CharacterisationPeer = .nobody,
        countsGroups: Bool = false
    ) throws -> ExactCharacterisation {
        try CharacterisationQueries(
            connection: hospital.connection, schema: "omop",
            settings: CharacterisationSettings(countsGroups: countsGroups), thresholdPersons: 11
        )
        .characterisation(of: cohort, against: peer)
    }

    private struct Refused: Error {}

    private func persons(
        _ exact: ExactCharacterisation, _ concept: Int, _ window: CharacterisedWindow, isGroup: Bool = false
    ) -> [Int]? {
        exact.items.first { $0.concept.id == concept && $0.window == window && $0.isGroup == isGroup }?.persons
    }

    // MARK: - Persons

    @Test func describesWhoEnters() throws {
        let exact = try exact(try CharacterisationHospital(), memberships(1...120))
        let group = exact.groups[0]
        #expect(exact.universe == 240)
        #expect(group.persons == 120)
        // Three times each year of birth from 1940 to 1979: ages 44 to 83 in 2023.
        #expect(group.ages[8] == [1: 3, 2: 0].filter { $0.value > 0 })
        #expect(group.ages[9] == [1: 6, 2: 9])
        #expect(group.ages[16]?.values.reduce(0, +) == 12)
        #expect(group.years == [2023: 120])
        #expect(group.areas == ["Rhône": 120])
        let age = try #require(group.quantities[.age])
        #expect(age.persons == 120 && age.mean == 63.5 && age.median == 63.5)
        #expect(age.lowerQuartile == 53.75 && age.upperQuartile == 73.25)
        // Variance of 0...39 three times over: 3 × 40 × (40² − 1) / 12 / 119.
        #expect(abs(age.standardDeviation - (3.0 * 40 * 1599 / 12 / 119).squareRoot()) < 1e-9)
        #expect(group.quantities[.followUp]?.mean == 730)
        #expect(group.quantities[.timeInCohort]?.median == 364)
        #expect(group.observed == [.before: 120, .atEntry: 120, .after: 120])
    }

    @Test func theFirstRowOfAPersonIsTheEntryInWhateverOrderRowsCome() throws {
        let rows: CohortMemberships.Rows = { body in
            for (start, end) in [
                ("2023-06-01", "2023-07-01"), ("2022-06-01", "2022-06-11"), ("2024-01-01", "2024-02-01"),
            ] {
                for person in 1...60 { try body(Int64(person), Day(iso: start)!, Day(iso: end)!) }
            }
        }
        let exact = try exact(
            try CharacterisationHospital(),
            CohortMemberships(title: Phrase(fr: "a", en: "a"), definitionDigest: "d", rows: rows))
        #expect(exact.groups[0].persons == 60)
        #expect(exact.groups[0].years == [2022: 60])
        #expect(exact.groups[0].quantities[.timeInCohort]?.mean == 10)
    }

    @Test func aSubjectOutsidePersonIsLeftOut() throws {
        let exact = try exact(try CharacterisationHospital(), memberships(200...300))
        #expect(exact.groups[0].persons == 41)
    }

    // MARK: - Records

    @Test func countsPersonsOnceInEachWindow() throws {
        let hospital = try CharacterisationHospital()
        // Twice before for the first 30, on the day for the first 20, after for the first 15, out of reach for all.
        try hospital.insertCondition(316866, "2022-06-01", where: "person_id <= 30")
        try hospital.insertCondition(316866, "2022-12-31", where: "person_id <= 30")
        try hospital.insertCondition(316866, "2023-01-01", where: "person_id <= 20")
        try hospital.insertCondition(316866, "2024-01-01", where: "person_id <= 15")
        try hospital.insertCondition(316866, "2021-12-31", where: "true")
        try hospital.insertCondition(316866, "2024-01-02", where: "true")
        try hospital.insertCondition(0, "2023-01-01", where: "true")
        let exact = try exact(hospital, memberships(1...120))
        // Persons 10, 20 and 30 were not observed yet in June, but were in December.
        #expect(persons(exact, 316866, .before) == [30])
        #expect(persons(exact, 316866, .atEntry) == [20])
        #expect(persons(exact, 316866, .after) == [15])
        #expect(exact.items.allSatisfy { $0.concept.id != 0 })
        #expect(exact.items.first?.concept.name == Phrase(fr: "Hypertension artérielle", en: "Hypertension"))
    }

    @Test func recordsOutsideTheObservationPeriodDoNotCount() throws {
        let hospital = try CharacterisationHospital()
        try hospital.insertCondition(316866, "2022-06-01", where: "person_id <= 30")
        #expect(persons(try exact(hospital, memberships(1...120)), 316866, .before) == [27])
    }

    @Test func aDayOfEntryOutsideEveryObservationPeriodStandsAlone() throws {
        let hospital = try CharacterisationHospital()
        try hospital.insertCondition(316866, "2019-06-01", where: "true")
        try hospital.insertCondition(316866, "2019-07-01", where: "true")
        let exact = try exact(hospital, memberships(1...120, on: "2019-06-01"))
        #expect(persons(exact, 316866, .atEntry) == [120])
        #expect(persons(exact, 316866, .after) == nil)
        #expect(exact.groups[0].observed == [.before: 0, .atEntry: 120, .after: 0])
    }

    @Test func putsConceptsUnderTheirAncestorsWhenAsked() throws {
        let hospital = try CharacterisationHospital()
        try hospital.insertCondition(201826, "2022-12-31", where: "person_id <= 40")
        try hospital.insertCondition(4008576, "2022-12-30", where: "person_id BETWEEN 31 AND 50")
        try hospital.insertCondition(316866, "2022-12-30", where: "person_id <= 60")
        let exact = try exact(hospital, memberships(1...120), countsGroups: true)
        #expect(persons(exact, 4008576, .before) == [20])
        #expect(persons(exact, 4008576, .before, isGroup: true) == [50])
        // What has no descendant but itself is no group.
        #expect(persons(exact, 316866, .before, isGroup: true) == nil)
    }

    @Test func takesTheValueNearestToTheEntry() throws {
        let hospital = try CharacterisationHospital()
        try hospital.insertValue("2022-11-01", "99", where: "true")
        try hospital.insertValue("2022-12-31", "person_id % 7", where: "person_id <= 70")
        try hospital.insertValue("2022-12-31", "person_id % 7 + 2", where: "person_id <= 70")
        try hospital.insertValue("2023-02-01", "person_id", where: "person_id <= 21")
        try hospital.insertValue("2023-03-01", "99", where: "person_id <= 21")
        try hospital.insertValue("2023-01-01", "'nan'::DOUBLE", where: "true")
        let exact = try exact(hospital, memberships(1...70))
        let before = try #require(exact.values.first { $0.window == .before }?.summaries[0])
        // The mean of the two values of the last day: 1 to 7, ten times each.
        #expect(before.persons == 70 && before.mean == 4 && before.median == 4)
        let after = try #require(exact.values.first { $0.window == .after }?.summaries[0])
        #expect(after.persons == 21 && after.mean == 11 && after.largest == 21 && after.absoluteSum == 231)
        #expect(exact.values.first?.unit.en == "percent")
        #expect(!exact.values.contains { $0.window == .atEntry })
    }

    // MARK: - Two groups

    @Test func everyoneElseEntersOnTheCohortsCalendar() throws {
        let hospital = try CharacterisationHospital()
        try hospital.insertCondition(316866, "2023-01-01", where: "person_id % 2 = 0")
        let cohort = CohortMemberships(title: Phrase(fr: "a", en: "a"), definitionDigest: "d") { body in
            for person in 1...50 { try body(Int64(person), Day(iso: "2023-01-01")!, Day(iso: "2023-12-31")!) }
            for person in 51...100 { try body(Int64(person), Day(iso: "2021-01-01")!, Day(iso: "2021-12-31")!) }
        }
        let exact = try exact(hospital, cohort, against: .everyoneElse)
        // The place of person n among the hundred days is 100 × (n × 618034 mod 1000003) / 1000003, the first fifty of
        // which are in 2021; who is not observed then is left out.
        let dated = (101...240).map { (person: $0, isLate: $0 * 618_034 % 1_000_003 * 100 / 1_000_003 >= 50) }
        let late = dated.filter(\.isLate)
        let early = dated.filter { !$0.isLate && $0.person % 10 != 0 }
        #expect(exact.groups[1].years == [2021: early.count, 2023: late.count])
        #expect(abs(early.count - late.count) < 20)
        #expect(exact.overlap == (100, late.count + early.count, 0))
        #expect(persons(exact, 316866, .atEntry) == [25, late.filter { $0.person % 2 == 0 }.count])
    }

    @Test func differencesAreOfReleasedFigures() throws {
        let hospital = try CharacterisationHospital()
        try hospital.insertCondition(316866, "2022-12-31", where: "person_id <= 67 OR person_id BETWEEN 121 AND 134")
        let result = try granted(hospital, 1...120, against: .cohort(memberships(121...235)))
        let section = try #require(result.sections.first { $0.domain == .condition && $0.window == .before })
        let row = try #require(section.frequent.first)
        #expect(row.label.en == "Hypertension")
        // 67 of 120 is told as 65 of 120; 14 of 115 as 15 of 115.
        #expect(row.shares.map(\.value.persons.number) == [65, 15])
        #expect(row.shares.map(\.value.percent) == [54.2, 13])
        #expect(row.difference == .about(0.97))
        #expect(section.different.map(\.conceptID) == [316866])
        #expect(result.sexes.map { $0.shares[0].value.persons.number } == [60, 60])
        #expect(result.areas?.rows.map(\.label.en) == ["Rhône", "Ain", "Elsewhere, or unknown"])
        #expect(result.areas?.rows.map { $0.shares[0].value.persons.number } == [120, 0, 0])
    }

    @Test func orderTellsNothingOfEqualReleasedCounts() throws {
        let hospital = try CharacterisationHospital()
        try hospital.insertCondition(201826, "2022-12-31", where: "person_id <= 33")
        try hospital.insertCondition(316866, "2022-12-31", where: "person_id <= 37")
        let section = try #require(
            try granted(hospital, 1...120).sections.first { $0.domain == .condition && $0.window == .before })
        #expect(section.frequent.map(\.conceptID) == [201826, 316866])
        #expect(section.frequent.map { $0.shares[0].value.persons.number } == [35, 35])
    }

    @Test func listsAsManyConceptsAsAsked() throws {
        let hospital = try CharacterisationHospital()
        try hospital.insertCondition(201826, "2022-12-31", where: "person_id <= 33")
        try hospital.insertCondition(316866, "2022-12-31", where: "person_id <= 80")
        let section = try #require(
            try granted(hospital, 1...120, CharacterisationSettings(itemCount: 1)).sections.first)
        #expect(section.frequent.map(\.conceptID) == [316866])
        #expect(section.leftOutCount == 1)
        #expect(CharacterisationSettings(itemCount: 0).itemCount == 1)
        #expect(CharacterisationSettings(itemCount: 10_000).itemCount == CharacterisationSettings.itemCountMax)
    }

    @Test func saysThatAReleaseHasNoPlaces() throws {
        let hospital = try CharacterisationHospital()
        try hospital.connection.execute("UPDATE omop.person SET location_id = NULL")
        #expect(try granted(hospital, 1...120).areas == nil)
    }

    @Test func aSmallPlaceIsNotNamed() throws {
        let result = try granted(try CharacterisationHospital(), 101...239)
        #expect(result.areas?.rows.map(\.label.en) == ["Ain", "Rhône", "Elsewhere, or unknown"])
        // The four of the Jura are hidden with the smallest other place.
        #expect(result.areas?.rows.map { $0.shares[0].value.persons.number } == [85, nil, nil])
    }

    // MARK: - Refusals

    @Test func aCohortBelowTheThresholdGivesNoTable() throws {
        let hospital = try CharacterisationHospital()
        let answer = try service.characterise(memberships(1...10), release: "r1", connection: hospital.connection)
        guard case .refused(let reason) = answer else { throw Refused() }
        #expect(reason.fr.contains("moins de 11") && reason.en.contains("fewer than 11"))
        _ = try granted(hospital, 1...11)
    }

    @Test func nearlyEverybodyGivesNoTable() throws {
        let hospital = try CharacterisationHospital()
        let answer = try service.characterise(memberships(1...230), release: "r1", connection: hospital.connection)
        guard case .refused = answer else { throw Refused() }
        _ = try granted(hospital, 1...229)
    }

    @Test func aComparatorBelowTheThresholdGivesNoTable() throws {
        let hospital = try CharacterisationHospital()
        let answer = try service.characterise(
            memberships(1...120), against: .cohort(memberships(121...130)), release: "r1",
            connection: hospital.connection)
        guard case .refused = answer else { throw Refused() }
    }

    @Test(arguments: [(1...125, true), (1...130, true), (1...131, false), (121...200, false)])
    func cohortsThatDifferByAFewPersonsAreNotCompared(other: ClosedRange<Int>, isRefused: Bool) throws {
        let answer = try service.characterise(
            memberships(1...120), against: .cohort(memberships(other)), release: "r1",
            connection: try CharacterisationHospital().connection)
        guard case .refused = answer else {
            #expect(!isRefused)
            return
        }
        #expect(isRefused)
    }

    // MARK: - Traces

    @Test func journalsBeforeAndAfterAndComputesNothingWhenTheJournalRefuses() throws {
        final class Trace: Sendable { let actions = Mutex<[String]>([]) }
        struct JournalDown: Error {}
        let trace = Trace()
        let hospital = try CharacterisationHospital()
        let service = CharacterisationService(digest: { _ in "d" }) { action, objects in
            trace.actions.withLock { $0.append("\(action) \(objects["against"] ?? "")") }
        }
        _ = try service.characterise(memberships(1...120), release: "r1", connection: hospital.connection)
        _ = try service.characterise(
            memberships(1...2), against: .everyoneElse, release: "r1", connection: hospital.connection)
        #expect(throws: DuckDBError.self) {
            try service.characterise(memberships(1...9), release: "r1", connection: hospital.connection, schema: "no")
        }
        #expect(
            trace.actions.withLock { $0 } == [
                "feasibility.characterise nobody", "feasibility.answered nobody",
                "feasibility.characterise everyone-else", "feasibility.refused everyone-else",
                "feasibility.characterise nobody", "feasibility.failed nobody",
            ])
        let silent = CharacterisationService(digest: { _ in "d" }) { _, _ in throw JournalDown() }
        #expect(throws: JournalDown.self) {
            try silent.characterise(memberships(1...9), release: "r1", connection: hospital.connection, schema: "no")
        }
    }

    @Test func leavesNoTableBehind() throws {
        let hospital = try CharacterisationHospital()
        _ = try granted(hospital, 1...120, against: .everyoneElse)
        let left = try hospital.connection.query(
            "SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name LIKE 'hub%'")
        #expect(try left.scalarInt64() == 0)
    }
}

@Suite struct AgeBandTests {
    private func group(_ men: [Int], _ women: [Int]) -> ExactCharacterisation.Group {
        var group = ExactCharacterisation.Group()
        for band in men.indices { group.ages[band] = [1: men[band], 2: women[band]] }
        group.persons = men.reduce(0, +) + women.reduce(0, +)
        return group
    }

    @Test(arguments: [(25, 20), (24, 10), (5, 10), (4, 5)])
    func widthFollowsTheSizeOfTheGroup(perCell: Int, bandCount: Int) {
        // Forty cells of five years each; below a thousand persons bands have ten years, below two hundred twenty.
        let cells = Array(repeating: perCell, count: 20)
        #expect(AgeBand.bands(of: [group(cells, cells)], Disclosure(policy: .lenient)).count == bandCount)
    }

    @Test func youngestAndOldestArePutTogetherUntilTheyAreEnough() {
        let men = [0, 0, 3, 9, 30] + Array(repeating: 40, count: 12) + [12, 4, 1]
        let women = [0, 1, 2, 5, 30] + Array(repeating: 40, count: 12) + [30, 6, 6]
        let bands = AgeBand.bands(of: [group(men, women)], Disclosure())
        #expect(bands.first?.label.en == "0–24" && bands.last?.label.en == "85+")
        #expect(bands.count == 14)
        // A sex that nobody, or hardly anybody, has does not count.
        let few = [5] + Array(repeating: 0, count: 19)
        #expect(AgeBand.bands(of: [group(men, few)], Disclosure()).first?.label.en == "0–19")
    }
}

extension DisclosurePolicy {
    /// The lowest threshold that is allowed.
    fileprivate static var lenient: DisclosurePolicy {
        (try? DisclosurePolicy(thresholdPersons: 5, roundingBase: 1)) ?? .national
    }
}
