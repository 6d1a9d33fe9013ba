import CohortEngine
package import Feasibility
import HealthModel
import SQLBackends
import Synchronization

/// Descriptions of the ready-made questions' cohorts on the newest release, each computed once.
package final class CharacterisationBook: Sendable {
    /// Whom a cohort is held against, as it stands in an address.
    package static let everyoneElse = "everyone-else"
    /// Descriptions kept at most; then all are computed again.
    private static let answerCountMax = 200

    private struct Key: Hashable {
        let release: String
        let question: String
        let peer: String?
    }

    private let service: CharacterisationService
    private let opening: ReleaseOpening
    private let evaluators: EvaluatorShelf
    private let answers = Mutex<[Key: CharacterisationAnswer]>([:])

    init(service: CharacterisationService, opening: ReleaseOpening, evaluators: EvaluatorShelf) {
        self.service = service
        self.opening = opening
        self.evaluators = evaluators
    }

    /// `peer` is another question, or nil for nobody; `isAgainstEveryone` holds the cohort against everyone else.
    package func answer(
        _ question: EligibilityQuestion, against peer: EligibilityQuestion?, isAgainstEveryone: Bool = false
    ) throws -> CharacterisationAnswer {
        let release = try opening.release(named: nil)
        let peerName = isAgainstEveryone ? CharacterisationBook.everyoneElse : peer?.name
        let key = Key(release: release.name, question: question.name, peer: peerName)
        if let known = answers.withLock({ $0[key] }) { return known }
        let evaluator = try evaluators.evaluator(on: release)
        func group() -> CharacterisationPeer {
            if isAgainstEveryone { return .everyoneElse }
            guard let peer else { return .nobody }
            return .cohort(service.memberships(of: peer, evaluator: evaluator))
        }
        let answer = try service.characterise(
            service.memberships(of: question, evaluator: evaluator), against: group(), release: release.name,
            connection: try opening.connection(to: release))
        answers.withLock { book in
            if book.count >= CharacterisationBook.answerCountMax { book.removeAll() }
            book[key] = answer
        }
        return answer
    }
}
