import CohortEngine
import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Synchronization
import Testing

struct FeasibilityServiceTests {
    private struct JournalDown: Error {}

    /// The actions that were recorded.
    private final class Trace: Sendable {
        let actions = Mutex<[String]>([])
        func record(_ action: String, _ objects: [String: String]) {
            actions.withLock {
                $0.append(([action] + objects.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }).joined(separator: " "))
            }
        }
    }

    private func definition() throws -> CohortDefinition {
        try CirceJSON.read(Data(SmallHospital.definition.utf8))
    }

    @Test func answersWithRoundedPersonsAndSteps() throws {
        let hospital = try SmallHospital(personCount: 201)
        let trace = Trace()
        let service = FeasibilityService(digest: { "\($0.count)" }, record: { trace.record($0, $1) })
        let answer = try service.count(definition(), release: "7", connection: hospital.connection)
        #expect(answer.release == "7")
        #expect(answer.definitionDigest == "\(CirceJSON.write(try definition()).count)")
        // 67 persons: rounded to 65. The entry event is everybody's, which may not be told.
        #expect(answer.persons.value == .exactlyRounded(65))
        #expect(answer.steps.value.map(\.persons.number) == [nil, 65, 65])
        #expect(answer.steps.value.map(\.label.en) == ["Entry event", "Metformin", "In the cohort"])
        #expect(answer.keptOutByOneRule.map(\.value.number) == [135])
    }

    @Test func withholdsAnAnswerOfFewerThanElevenPersons() throws {
        let hospital = try SmallHospital(personCount: 30)
        let service = FeasibilityService(digest: { _ in "d" }, record: { _, _ in })
        let answer = try service.count(definition(), release: "7", connection: hospital.connection)
        guard case .withheld(let reason) = answer.persons.value else {
            Issue.record("told")
            return
        }
        #expect(reason.fr.contains("moins de 11"))
        #expect(reason.en.contains("fewer than 11"))
    }

    @Test func journalsTheQuestionBeforeAndItsEndAfter() throws {
        let hospital = try SmallHospital(personCount: 60)
        let trace = Trace()
        let service = FeasibilityService(digest: { _ in "abc" }, record: { trace.record($0, $1) })
        _ = try service.count(definition(), release: "7", connection: hospital.connection)
        #expect(
            trace.actions.withLock { $0 } == [
                "feasibility.count definition=abc reading=strict release=7",
                "feasibility.answered definition=abc reading=strict release=7",
            ])
    }

    @Test func computesNothingWhenTheJournalRefuses() throws {
        let hospital = try SmallHospital(personCount: 60)
        let service = FeasibilityService(digest: { _ in "abc" }, record: { _, _ in throw JournalDown() })
        // A schema that does not exist would fail otherwise: the journal comes first.
        #expect(throws: JournalDown.self) {
            try service.count(definition(), release: "7", connection: hospital.connection, schema: "absent")
        }
    }

    @Test func journalsAFailure() throws {
        let hospital = try SmallHospital(personCount: 60)
        let trace = Trace()
        let service = FeasibilityService(digest: { _ in "abc" }, record: { trace.record($0, $1) })
        #expect(throws: DuckDBError.self) {
            try service.count(definition(), release: "7", connection: hospital.connection, schema: "absent")
        }
        #expect(trace.actions.withLock { $0.last } == "feasibility.failed definition=abc reading=strict release=7")
    }
}
