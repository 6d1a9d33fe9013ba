import Foundation
import HealthModel
import HubTestSupport
import RecordLinkage
import Testing

@Suite struct LinkFilesTests {
    private let header = "Identifiant;Nom_Naissance;PRENOM;sexe;Date_Naissance;code_postal\n"

    private func rows(_ people: [[String: String]], _ prefix: String) -> String {
        people.enumerated()
            .map { place, person in
                let fields = ["nom_naissance", "prenom", "sexe", "date_naissance", "code_postal"]
                return prefix + "\(place);" + fields.map { person[$0] ?? "" }.joined(separator: ";")
            }
            .joined(separator: "\n") + "\n"
    }

    private var configuration: LinkageConfiguration { FrenchRecords.configuration }

    @Test func linksTwoFilesByTheirHeadersAndWritesThePairs() throws {
        let folder = try TemporaryFolder()
        let people = FrenchRecords.people(100)
        let a = try folder.write("a.csv", header + rows(people, "A"))
        let b = try folder.write("b.csv", header + rows(people.reversed(), "B"))
        let linked = try LinkFiles(configuration: configuration).run(a, b)
        let out = folder.url.appending(path: "pairs.csv")
        try linked.writePairs(to: out)
        let lines = try String(contentsOf: out, encoding: .utf8).split(separator: "\n")
        #expect(lines.first == "id_a,id_b,score")
        #expect(lines.count == 101)
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("A") && $0.contains(",B") })
        #expect(linked.report.linkCount == 100)
        #expect(linked.report.recordCounts == ["A": 100, "B": 100])
    }

    @Test func findsTheDuplicatesOfOneFile() throws {
        let folder = try TemporaryFolder()
        let people = FrenchRecords.people(60)
        let file = try folder.write("a.csv", header + rows(people + people.prefix(10), "A"))
        let linked = try LinkFiles(configuration: configuration).run(file)
        #expect(Set(linked.links.map { $0.b - $0.a }) == [60])
        #expect(linked.links.count == 10)
        let out = folder.url.appending(path: "clusters.csv")
        try linked.writeClusters(linked.clusters(), to: out)
        let text = try String(contentsOf: out, encoding: .utf8)
        #expect(text.contains("A,A65,A5\n"))
        #expect(text.contains("A,A59,A59\n"))
    }

    @Test func linksThreeFilesOneRecordOfEach() throws {
        let folder = try TemporaryFolder()
        let people = FrenchRecords.people(40)
        let files = try ["a", "b", "c"].map { try folder.write("\($0).csv", header + rows(people, $0)) }
        let linked = try LinkFiles(configuration: configuration).run(files: files)
        #expect(linked.links.count == 120)
        #expect(linked.identifierGroups(linked.clusters()).contains(["A/a7", "B/b7", "C/c7"]))
        #expect {
            try LinkFiles().run(files: [URL](repeating: files[0], count: LinkFiles.fileCountMax + 1))
        } throws: { ($0 as? LinkageError)?.code == "linkage.too-many-files" }
    }

    @Test func refusesAFileWithoutIdentifier() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("a.csv", "nom_naissance,prenom\nDUPONT,Marie\n")
        #expect(throws: LinkageError.identifierMissing(file: "a.csv")) { try LinkFiles().run(file) }
    }

    @Test func refusesFilesWithNothingToCompare() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("a.csv", "id,colour\n1,red\n")
        #expect(throws: LinkageError.nothingToCompare) { try LinkFiles().run(file, file) }
    }

    @Test func saysThatAFileCannotBeRead() {
        #expect { try LinkFiles().run(URL(filePath: "absent.csv")) } throws: {
            ($0 as? LinkageError)?.code == "linkage.file"
        }
    }

    @Test func linksTraitsBehindTheMatcherSeam() {
        let people = FrenchRecords.people(80)
        let traits = people.map { person in
            Nominative(
                IdentityTraits(
                    birthName: person["nom_naissance"] ?? "", givenNames: person["prenom"] ?? "",
                    birthDate: person["date_naissance"] ?? "", sex: Sex(rawValue: person["sexe"] ?? "") ?? .unknown,
                    birthPlace: person["commune_naissance"] ?? "", postalCode: person["code_postal"] ?? ""))
        }
        let pairs = FellegiSunterMatcher(configuration: configuration).pairs(a: traits, b: Array(traits.reversed()))
        #expect(pairs.count == 80)
        #expect(pairs.allSatisfy { $0.a + $0.b == 79 && $0.rule == .fellegiSunter })
    }

    // MARK: - Configuration

    @Test func readsBackTheConfigurationThatItWrote() throws {
        var configuration = LinkageConfiguration.french
        configuration.communeSuccessors = ["01033": "01234"]
        #expect(try LinkageConfiguration(json: configuration.json()) == configuration)
    }

    @Test(arguments: [
        ("", "JSON"), (#"{"columns":[]}"#, "comparisons"),
        (
            #"{"columns":[],"comparisons":[{"name":"x","kind":"telepathy","column":"x"}],"blocking":[]}"#,
            "comparisons.[0].kind"
        ),
    ])
    func saysWhereAConfigurationIsWrong(json: String, place: String) {
        #expect(throws: LinkageError.configurationMalformed(reason: place)) {
            try LinkageConfiguration(json: Array(json.utf8))
        }
    }

    @Test func everyErrorHasWordsAndItsOwnCode() {
        let errors: [LinkageError] = [
            .columnMissing(comparison: "x", column: "y"), .nothingToCompare, .identifierMissing(file: "f"),
            .tooManyFiles(count: 2, countMax: 1), .tooManyRecords(count: 2, countMax: 1),
            .tooManyPairs(estimate: 2, countMax: 1),
            .configurationMalformed(reason: "x"), .recordUnknown,
            .personsMalformed(file: "f", line: 1), .file(code: "c", reason: Phrase(fr: "é", en: "e")),
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(errors.allSatisfy { !$0.message.fr.isEmpty && !$0.message.en.isEmpty })
    }
}

/// Files with a known truth, read where they lie.
@Suite struct LinkageQualityTests {
    private func truth(
        _ pairs: some Sequence<LinkedFiles.Link>, _ table: RecordTable, _ isTrue: (String, String) -> Bool
    )
        -> Int
    {
        pairs.count { isTrue(table.identifier($0.a), table.identifier($0.b)) }
    }

    @Test(.enabled(if: SharedData.has("linkage/synthetic_fr/fr20k/a.csv.gz")))
    func linksFrenchIdentitiesBetterThanAnyRuleAndKnowsItsErrors() throws {
        let folder = SharedData.url("linkage/synthetic_fr/fr20k")
        var configuration = LinkageConfiguration.french
        configuration.samplePairCount = 300_000
        let linked = try LinkFiles(configuration: configuration)
            .run(folder.appending(path: "a.csv.gz"), folder.appending(path: "b.csv.gz"))
        let known = try TruthFile.pairs(folder.appending(path: "truth.csv.gz"))
        let right = truth(linked.links, linked.result.table) { known.contains("\($0),\($1)") }
        let precision = Double(right) / Double(linked.links.count)
        let recall = Double(right) / Double(known.count)
        #expect(2 * precision * recall / (precision + recall) >= 0.995)
        #expect(precision >= 0.998)
        let errors = try #require(linked.report.expectedErrors.first)
        #expect(abs(errors.falseLinkCount - Double(linked.links.count - right)) < 25)
        #expect(try #require(linked.result.model.calibration).pairCount > 1000)
        #expect(linked.result.model.convergence.hasConverged)
        // Each band of weights: what is promised and what is found, within chance.
        for band in [Float(0)..<4, 4..<7, 7..<10, 10..<40] {
            let links = linked.links.filter { band.contains($0.weight) }
            guard links.count > 30 else { continue }
            let found =
                Double(truth(links, linked.result.table) { known.contains("\($0),\($1)") }) / Double(links.count)
            let promised = links.reduce(0) { $0 + ScoredPairs.probability($1.weight) } / Double(links.count)
            let chance = (promised * (1 - promised) / Double(links.count)).squareRoot()
            #expect(abs(found - promised) <= 0.02 + 3 * chance)
        }
    }

    @Test(.enabled(if: SharedData.has("linkage/febrl/dataset4a.csv")))
    func linksFebrlFour() throws {
        let configuration = LinkageConfiguration.febrl
        let linked = try LinkFiles(configuration: configuration)
            .run(SharedData.url("linkage/febrl/dataset4a.csv"), SharedData.url("linkage/febrl/dataset4b.csv"))
        func person(_ identifier: String) -> Substring { identifier.split(separator: "-")[1] }
        let right = truth(linked.links, linked.result.table) { person($0) == person($1) }
        #expect(linked.links.count - right <= 1)
        #expect(right >= 4998)
    }
}

extension LinkageConfiguration {
    /// The columns of FEBRL, written as a user would.
    fileprivate static var febrl: LinkageConfiguration {
        var configuration = LinkageConfiguration(
            columns: [
                LinkageColumn("id", .identifier, headers: ["rec_id"]), LinkageColumn("given_name", .name),
                LinkageColumn("surname", .name), LinkageColumn("street_number", .code),
                LinkageColumn("address_1", .name), LinkageColumn("suburb", .name), LinkageColumn("postcode", .code),
                LinkageColumn("state", .code), LinkageColumn("date_of_birth", .date),
                LinkageColumn("soc_sec_id", .code),
            ],
            comparisons: [
                ComparisonSpecification("surname", .text, column: "surname", with: ["other": "given_name"]),
                ComparisonSpecification("given name", .text, column: "given_name", with: ["other": "surname"]),
                ComparisonSpecification("birth date", .date, column: "date_of_birth"),
                ComparisonSpecification("social security", .code, column: "soc_sec_id"),
                ComparisonSpecification("street number", .code, column: "street_number"),
                ComparisonSpecification("address", .text, column: "address_1"),
                ComparisonSpecification("postcode", .code, column: "postcode"),
            ],
            blocking: [
                ["given_name", "surname"], ["date_of_birth"], ["soc_sec_id"], ["address_1", "state"],
                ["address_1", "street_number"], ["postcode"],
            ]
            .map { columns in
                BlockingRule(columns.joined(separator: " "), columns.map { BlockingPart([$0], .whole) })
            } + [
                BlockingRule("any order", [BlockingPart(["given_name", "surname"], .whole, isUnordered: true)]),
                BlockingRule("sounds", [BlockingPart(["given_name"], .sound), BlockingPart(["surname"], .sound)]),
                BlockingRule("suburb", [BlockingPart(["suburb"], .whole), BlockingPart(["given_name"], .sound)]),
            ])
        configuration.weightMin = -10
        configuration.samplePairCount = 500_000
        return configuration
    }
}
