import Foundation
import HealthModel
import HubTestSupport
import QualitySheets
import RecordLinkage
import Testing

@Suite struct QualitySheetTests {
    private let options = QualitySheetOptions(referenceYear: 2026, made: "2026-11-22")

    /// Two files of 300 persons who share 200.
    private func linked() throws -> LinkedFiles {
        let people = FrenchRecords.people(400)
        let configuration = FrenchRecords.configuration
        let table = FrenchRecords.table(Array(people[..<300]), Array(people[100...]))
        return LinkedFiles(
            result: try LinkageEngine(configuration).run(table), configuration: configuration)
    }

    @Test func countsWhatBecameOfTheRecords() throws {
        let sheet = try linked().qualitySheet(options)
        #expect(sheet.files.map(\.recordCount.value) == [300, 300])
        #expect(sheet.linkCount.value == 200)
        for outcome in sheet.outcomes {
            #expect(outcome.linked.value == 200)
            #expect(outcome.unlinked.value == 100)
        }
        #expect(sheet.groups.first { $0.size == 1 }?.count.value == 200)
        #expect(sheet.groups.first { $0.size == 2 }?.count.value == 200)
        #expect(sheet.calibration.isEmpty)
    }

    @Test func comparesLinkedWithUnlinked() throws {
        let sheet = try linked().qualitySheet(options)
        let sex = try #require(sheet.characteristics.first { $0.name == "sex" && $0.file == "A" })
        let linkedCount = sex.categories.compactMap(\.linked.value).reduce(0, +)
        #expect(linkedCount == 200)
        for category in sex.categories {
            guard let left = category.linkedShare, let right = category.unlinkedShare else { continue }
            let difference = try #require(category.standardisedDifference)
            #expect(left == right || (difference > 0) == (left > right))
        }
        #expect(Set(sheet.characteristics.map(\.name)) == ["age", "sex", "birthplace", "number"])
    }

    @Test(arguments: Language.allCases)
    func showsNoValueOfAnyPerson(language: Language) throws {
        let folder = try TemporaryFolder()
        let sheet = try linked().qualitySheet(options)
        let page = folder.url.appending(path: "sheet.html")
        let json = folder.url.appending(path: "sheet.json")
        try sheet.write(to: page, language: language)
        try sheet.write(to: json, language: language)
        for file in [page, json] {
            let text = try String(contentsOf: file, encoding: .utf8)
            for person in FrenchRecords.people(400) {
                for value in [person["nom_naissance"], person["date_naissance"]] {
                    #expect(!text.contains(try #require(value)))
                }
            }
            #expect(!text.contains("A17"))
        }
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text.contains("<html lang=\"\(language.rawValue)\">"))
        #expect(text.contains(language == .french ? "Fiche de qualité" : "Linkage quality sheet"))
        #expect(text.contains("<svg"))
        #expect(text.components(separatedBy: "<table").count == text.components(separatedBy: "</table>").count)
    }

    @Test func readsItsOwnJSONAgain() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "sheet.json")
        let sheet = try linked().qualitySheet(options)
        try sheet.write(to: file, language: .english)
        let again = try JSONDecoder().decode(QualitySheet.self, from: try Data(contentsOf: file))
        #expect(again.linkCount.value == sheet.linkCount.value)
        #expect(again.comparisons.count == sheet.comparisons.count)
    }

    /// Twenty of the second file say another sex, twelve were born three years later, five in another month.
    @Test func countsLinksThatContradictThemselves() throws {
        let people = FrenchRecords.people(300)
        let other = people.enumerated()
            .map { place, person -> [String: String] in
                var person = person
                let date = person["date_naissance"] ?? ""
                switch place {
                case ..<20: person["sexe"] = person["sexe"] == "1" ? "2" : "1"
                case ..<32: person["date_naissance"] = String((Int(date.prefix(4)) ?? 0) + 3) + date.dropFirst(4)
                case ..<37:
                    let month = date.contains("-01-") ? "-02-" : "-01-"
                    person["date_naissance"] = date.prefix(4) + month + date.suffix(2)
                default: break
                }
                return person
            }
        let configuration = FrenchRecords.configuration
        let linked = LinkedFiles(
            result: try LinkageEngine(configuration).run(FrenchRecords.table(people, other)),
            configuration: configuration)
        let sheet = linked.qualitySheet(options)
        let pair = try #require(sheet.implausible?.pairs.first)
        let places = linked.links.map { ($0.a, $0.b - 300) }
        let sexes = places.count { $0 == $1 && $0 < 20 }
        let years = places.count { $0 == $1 && (20..<32).contains($0) }
        let months = places.count { $0 == $1 && (32..<37).contains($0) }
        #expect(sexes >= 11 && years >= 11 && months > 0)
        let counts = Dictionary(uniqueKeysWithValues: pair.findings.map { ($0.rule, $0.personCount) })
        #expect(counts["other-sex"]?.value == sexes)
        #expect(counts["other-birth-year"]?.value == years)
        #expect(counts["other-birth-month"] == SheetCount(months, countMin: 11))
        #expect(pair.findings.count == 3 && pair.personCount.value == linked.links.count)
        #expect(QualitySheetPage(sheet: sheet).html(.english).text.contains("Different sexes"))
    }

    @Test func describesTheDuplicatesOfOneFile() throws {
        let people = FrenchRecords.people(60)
        let table = FrenchRecords.table(people + people.prefix(20), isClean: false)
        let linked = LinkedFiles(
            result: try LinkageEngine(FrenchRecords.configuration).run(table),
            configuration: FrenchRecords.configuration)
        let sheet = linked.qualitySheet(options)
        #expect(!sheet.isBetweenFiles)
        #expect(sheet.groups.first { $0.size == 2 }?.count.value == 20)
        #expect(QualitySheetPage(sheet: sheet).html(.english).text.contains("Pairs of duplicates"))
    }

    @Test func describesEmptyFiles() throws {
        let table = FrenchRecords.table([], [])
        let linked = LinkedFiles(
            result: try LinkageEngine(FrenchRecords.configuration).run(table),
            configuration: FrenchRecords.configuration)
        let text = QualitySheetPage(sheet: linked.qualitySheet(options)).html(.french).text
        #expect(!text.contains("nan") && !text.contains("inf"))
    }

    // MARK: - Decoys

    @Test func linksNoDecoyWhenTraitsTellPeopleApart() throws {
        let linked = try linked()
        let before = linked.links
        let estimate = try linked.decoyEstimate(count: 500)
        #expect(estimate.decoyCount == 500)
        #expect(estimate.rows.allSatisfy { $0.linkedDecoyCount == 0 && $0.falseLinkCount == 0 })
        // None in 500 still leaves an upper bound.
        #expect(try #require(estimate.rows.first).high > 0)
        #expect(linked.links == before)
    }

    @Test func linksDecoysWhenTraitsTellLittle() throws {
        // A birth date of a few and names of a few: strangers agree all the time.
        let people = (0..<600)
            .map { place in
                [
                    "nom_naissance": "NOM\(place % 7)", "prenom": "PRENOM\(place % 5)",
                    "date_naissance": "19\(50 + place % 11)-01-02",
                ]
            }
        var configuration = FrenchRecords.configuration
        configuration.weightMin = -12
        let linked = LinkedFiles(
            result: try LinkageEngine(configuration).run(FrenchRecords.table(people, people)),
            configuration: configuration)
        let estimate = try linked.decoyEstimate(count: 300)
        #expect(try #require(estimate.rows.first).linkedDecoyCount > 0)
        #expect(estimate.rows.map(\.linkedDecoyCount) == estimate.rows.map(\.linkedDecoyCount).sorted(by: >))
    }

    @Test(arguments: [0, -1, 1_000_001])
    func refusesAnotherNumberOfDecoys(count: Int) throws {
        let linked = try linked()
        #expect { try linked.decoyEstimate(count: count) } throws: {
            ($0 as? LinkageError)?.code == "linkage.configuration-malformed"
        }
    }
}
