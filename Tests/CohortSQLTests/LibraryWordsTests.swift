import CohortEngine
import CohortTestSupport
import Foundation
import HealthModel
import HubTestSupport
import Testing

/// The plain words of real definitions, read by people before they are kept.
struct LibraryWordsTests {
    private static let questions = ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6"]
    private static let cohorts = ["17", "223", "892", "1407"]

    @Test(.enabled(if: SharedData.has("ohdsi/bench/Q1.json")), arguments: questions)
    func tellsATrialQuestion(_ name: String) throws {
        let definition = try CirceJSON.read(Data(contentsOf: SharedData.url("ohdsi/bench/\(name).json")))
        for language in Language.allCases {
            try Snapshot.expect(definition.description().text(language), "words/\(name).\(language.rawValue).txt")
        }
    }

    @Test(.enabled(if: SharedData.has("ohdsi/phenotype_library_dev.zip")))
    func tellsDefinitionsOfTheLibrary() throws {
        let library = try ZipArchive(SharedData.url("ohdsi/phenotype_library_dev.zip"))
        var toldCount = 0
        for name in library.names.filter({ $0.hasSuffix(".json") }).sorted() {
            let identifier = ExpectedLibrary.identifier(name)
            guard LibraryWordsTests.cohorts.contains(identifier) else { continue }
            let definition = try CirceJSON.read(library.data(name))
            for language in Language.allCases {
                try Snapshot.expect(
                    definition.description().text(language), "words/\(identifier).\(language.rawValue).txt")
            }
            toldCount += 1
        }
        #expect(toldCount > 0)
    }

    @Test func tellsEveryForm() throws {
        for (name, definition) in try EveryForm.definitions() {
            for language in Language.allCases {
                try Snapshot.expect(definition.description().text(language), "words/\(name).\(language.rawValue).txt")
            }
        }
    }

    /// What circe-be prints for people is told here too: every concept set, rule name and text of its print cases.
    @Test(.enabled(if: SharedData.has("ohdsi/circe_be_test_resources_json.zip")))
    func tellsAllThatThePrintCasesOfCirceHold() throws {
        let archive = try ZipArchive(SharedData.url("ohdsi/circe_be_test_resources_json.zip"))
        var toldCount = 0
        for name in archive.names.filter({ $0.contains("printfriendly/") && $0.hasSuffix(".json") }).sorted() {
            guard let definition = try? CirceJSON.read(archive.data(name)) else { continue }
            let text = definition.description().text(.english)
            for set in definition.conceptSets {
                #expect(text.contains(set.name), "\(name)")
                for item in set.items { #expect(text.contains("\(item.concept.identifier)"), "\(name)") }
            }
            for rule in definition.rules { #expect(text.contains(rule.name), "\(name)") }
            toldCount += 1
        }
        #expect(toldCount >= 20)
    }
}
