import CohortEngine
package import Feasibility
import HealthModel
import Synchronization

/// Answers to the ready-made questions on the newest release, each computed once.
package final class AnswerBook: Sendable {
    private struct Key: Hashable {
        let release: String
        let definition: [UInt8]
    }

    private let open: @Sendable () throws -> (release: String, evaluator: any CohortEvaluator)
    private let feasibility: FeasibilityService
    private let answers = Mutex<[Key: EligibilityAnswer]>([:])
    private let newest: @Sendable () throws -> String

    /// Answers kept at most; then all are computed again.
    private static let answerCountMax = 1_000

    init(
        feasibility: FeasibilityService,
        newest: @escaping @Sendable () throws -> String,
        open: @escaping @Sendable () throws -> (release: String, evaluator: any CohortEvaluator)
    ) {
        self.feasibility = feasibility
        self.newest = newest
        self.open = open
    }

    package func answer(_ question: EligibilityQuestion) throws -> EligibilityAnswer {
        let definition = [UInt8](CirceJSON.write(question.definition))
        let wanted = Key(release: try newest(), definition: definition)
        if let known = answers.withLock({ $0[wanted] }) { return known }
        let (release, evaluator) = try open()
        // A release may have come or gone meanwhile: the answer is kept under the one that was counted.
        let key = Key(release: release, definition: definition)
        let answer = try feasibility.count(question.definition, release: release, evaluator: evaluator)
        answers.withLock { book in
            if book.count >= AnswerBook.answerCountMax { book.removeAll() }
            book[key] = answer
        }
        return answer
    }
}
