import CohortEngine
import CohortTestSupport
import Foundation
import HealthModel
import HubTestSupport
import Testing

/// The checker cases of circe-be: what its checks remark on, ours remark on; what they pass, ours pass.
@Suite(.enabled(if: SharedData.has("ohdsi/circe_be_test_resources_json.zip")))
struct CheckerResourceTests {
    /// The codes of the remarks; a case without entry event gets one, as our reader demands it.
    private func codes(_ name: String) throws -> Set<String> {
        let archive = try ZipArchive(SharedData.url("ohdsi/circe_be_test_resources_json.zip"))
        let path = try #require(archive.names.first { $0.hasSuffix("checkers/\(name).json") })
        var json = try #require(JSONSerialization.jsonObject(with: archive.data(path)) as? [String: Any])
        var entry = json["PrimaryCriteria"] as? [String: Any] ?? ["ObservationWindow": [String: Any]()]
        if (entry["CriteriaList"] as? [Any] ?? []).isEmpty { entry["CriteriaList"] = [["Death": [String: Any]()]] }
        json["PrimaryCriteria"] = entry
        let definition = try CirceJSON.read(JSONSerialization.data(withJSONObject: json))
        return Set(definition.check().sorted.map(\.code))
    }

    @Test(arguments: [
        ("contradictionsCriteriaCheckIncorrect", "cohort.contradiction"),
        ("deathTimeWindowCheckIncorrect", "cohort.death-before"),
        ("timePatternCheckIncorrect", "cohort.time-pattern"),
        ("eventsProgressionCheckIncorrect", "cohort.limit-progression"),
        ("emptyDemographicCheckIncorrect", "cohort.demographic-empty"),
        ("unusedConceptSet", "cohort.set-unused"), ("conceptSetCriteriaCheckIncorrect", "cohort.no-set"),
        ("noExitCriteriaCheckEarliestEvent", "cohort.no-exit"), ("drugDomainCheckIncorrect", "cohort.drug-exit"),
    ])
    func remarksOnWhatCirceRemarksOn(_ name: String, _ code: String) throws {
        #expect(try codes(name).contains(code))
    }

    @Test(arguments: [
        ("contradictionsCriteriaCheckCorrect", "cohort.contradiction"),
        ("deathTimeWindowCheckCorrect", "cohort.death-before"), ("timePatternCheckCorrect", "cohort.time-pattern"),
        ("eventsProgressionCheckCorrect", "cohort.limit-progression"),
        ("conceptSetCriteriaCheckCorrect", "cohort.no-set"), ("noExitCriteriaCheck", "cohort.no-exit"),
        ("drugDomainCheckCorrect", "cohort.drug-exit"), ("duplicatesConceptSetCheckCorrect", "cohort.set-duplicate"),
        ("duplicatesCriteriaCheckCorrect", "cohort.criterion-twice"),
    ])
    func passesWhatCircePasses(_ name: String, _ code: String) throws {
        #expect(try !codes(name).contains(code))
    }

    /// What Circe remarks on and our reader does not read: its SQL would fail or mean nothing.
    @Test(arguments: [
        ("emptyInclusionRules", CohortError.missing(path: "$.InclusionRules[0].expression")),
        ("drugEraCheckIncorrect", .missing(path: "$.InclusionRules[0].expression.CriteriaList[0].StartWindow.Start")),
        (
            "duplicatesConceptSetCheckIncorrect",
            .badValue(path: "$.ConceptSets[1].id", allowed: "an identifier used once")
        ),
    ])
    func refusesWhatCannotBeRun(_ name: String, _ expected: CohortError) {
        #expect(throws: expected) { try codes(name) }
    }
}
