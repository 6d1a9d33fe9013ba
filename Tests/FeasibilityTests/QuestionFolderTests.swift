import CohortEngine
import Feasibility
import Foundation
import HealthModel
import HubTestSupport
import Testing

struct QuestionFolderTests {
    private static let fixtures = QuestionFolder.builtIn.folder

    @Test func readsTheSixTrialQuestions() throws {
        let questions = try QuestionFolder(QuestionFolderTests.fixtures).questions()
        #expect(questions.count == 6)
        for question in questions {
            #expect(!question.title.fr.isEmpty && !question.title.en.isEmpty)
            #expect(!question.explanation.fr.isEmpty && !question.explanation.en.isEmpty)
            // Every set is used, every rule says something.
            #expect(question.definition.check().sorted.allSatisfy { $0.severity == .note })
        }
    }

    @Test func theSixQuestionsAreInCanonicalForm() throws {
        for question in try QuestionFolder(QuestionFolderTests.fixtures).questions() {
            let place = QuestionFolderTests.fixtures.appending(path: question.name + ".json")
            #expect(try Data(contentsOf: place) == CirceJSON.write(question.definition), "\(question.name)")
        }
    }

    @Test func everyRuleHasANameInBothLanguages() throws {
        for question in try QuestionFolder.builtIn.questions() {
            #expect(question.ruleTitles.count == question.definition.rules.count)
            #expect(question.ruleTitles.allSatisfy { !$0.fr.isEmpty && !$0.en.isEmpty && $0.fr != $0.en })
        }
    }

    /// The demo's questions ask what the benchmark's questions ask, a later date apart.
    @Test(.enabled(if: SharedData.has("ohdsi/bench/Q1.json")))
    func theSixQuestionsMeanWhatTheBenchmarksMean() throws {
        for (position, question) in try QuestionFolder(QuestionFolderTests.fixtures).questions().enumerated() {
            let bench = try CirceJSON.read(Data(contentsOf: SharedData.url("ohdsi/bench/Q\(position + 1).json")))
            #expect(question.definition.rules.map(\.group) == bench.rules.map(\.group))
            #expect(question.definition.primary.limit == bench.primary.limit)
            #expect(question.definition.endStrategy == bench.endStrategy)
            if position > 0 { #expect(question.definition.primary == bench.primary) }
        }
    }

    @Test func saysWhichFileIsMissingOrDamaged() throws {
        let folder = try TemporaryFolder()
        #expect(throws: FeasibilityError.questionsDamaged(file: "questions.json")) {
            try QuestionFolder(folder.url).questions()
        }
        func list(_ file: String) throws {
            try folder.write(
                "questions.json",
                "[{\"file\":\"\(file)\",\"titleFR\":\"a\",\"titleEN\":\"a\",\"explanationFR\":\"a\",\"explanationEN\":\"a\"}]"
            )
        }
        try list("absent.json")
        #expect(throws: FeasibilityError.unreadable(file: "absent.json")) { try QuestionFolder(folder.url).questions() }
        try list("../questions.json")
        #expect(throws: FeasibilityError.unreadable(file: "../questions.json")) {
            try QuestionFolder(folder.url).questions()
        }
    }

    @Test func givesEveryErrorItsOwnCodeAndWords() {
        let errors: [FeasibilityError] = [
            .questionsDamaged(file: "a"), .fileWithoutNumber(file: "a"), .numberTwice(number: 1, file: "a"),
            .tooManyFiles(maximum: 1), .unreadable(file: "a"), .unwritable(file: "a"),
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(errors.allSatisfy { !$0.message.fr.isEmpty && !$0.message.en.isEmpty })
    }
}
