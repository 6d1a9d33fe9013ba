import CohortEngine
import Feasibility
import Foundation
import HealthModel
import SQLBackends
import Synchronization

/// How a definition is counted for the portal and the HTTP API.
///
/// Whoever provides it journals every computation and lets disclosure control decide what may be told; `release` is
/// nil for the newest one.
struct CohortCounting: Sendable {
    let count:
        @Sendable (_ definition: CohortDefinition, _ release: String?, _ reading: CohortReading) throws ->
            EligibilityAnswer
}

extension CohortCounting {
    /// Counts on the patient index of the release, or with SQL where there is none. Equal questions on one release have
    /// one answer: it is kept.
    static func live(_ hub: Hub) -> CohortCounting {
        let answers = AnswerCache()
        return CohortCounting(
            count: { definition, name, reading in
                let release = try hub.opening.release(named: name)
                let key = AnswerCache.Key(
                    release: release.name, definition: [UInt8](CirceJSON.write(definition)), reading: reading)
                if let known = answers.answer(key) { return known }
                let answer = try hub.feasibility.count(
                    definition, reading: reading, release: release.name,
                    evaluator: try hub.evaluators.evaluator(on: release))
                answers.keep(answer, key)
                return answer
            })
    }
}

/// Answers by release and definition, bounded; when it is full it starts again.
final class AnswerCache: Sendable {
    struct Key: Hashable {
        let release: String
        let definition: [UInt8]
        let reading: CohortReading
    }

    static let answerCountMax = 500

    private let answers = Mutex<[Key: EligibilityAnswer]>([:])

    func answer(_ key: Key) -> EligibilityAnswer? { answers.withLock { $0[key] } }

    func keep(_ answer: EligibilityAnswer, _ key: Key) {
        answers.withLock { known in
            if known.count >= AnswerCache.answerCountMax { known.removeAll() }
            known[key] = answer
        }
    }
}
