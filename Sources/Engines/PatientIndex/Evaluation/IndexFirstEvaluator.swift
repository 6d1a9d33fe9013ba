package import CohortEngine
package import HealthModel

/// The patient index, and another evaluator for the rare question that only the whole vocabulary can answer: a test "not
/// in this concept set" whose answer for an unknown value hangs on whether the set is empty.
package struct IndexFirstEvaluator: CohortEvaluator {
    private let index: IndexEvaluator
    private let otherwise: () throws -> any CohortEvaluator

    /// `otherwise` is asked for when it is needed.
    package init(_ index: IndexEvaluator, otherwise: @escaping () throws -> any CohortEvaluator) {
        self.index = index
        self.otherwise = otherwise
    }

    package func personCount() -> Int { index.personCount() }

    package func figures(_ definition: CohortDefinition, reading: CohortReading) throws -> CohortFigures {
        try answer { try $0.figures(definition, reading: reading) }
    }

    package func rows(
        _ definition: CohortDefinition, reading: CohortReading, _ body: (Int64, Day, Day) throws -> Void
    ) throws -> CohortFigures {
        // The index refuses before it gives a row.
        try answer { try $0.rows(definition, reading: reading, body) }
    }

    private func answer<Answer>(_ ask: (any CohortEvaluator) throws -> Answer) throws -> Answer {
        do {
            return try ask(index)
        } catch CohortEvaluationError.needsVocabulary {
            return try ask(try otherwise())
        }
    }
}
