import CohortEngine
import Foundation
import SQLBackends

/// All evaluators over one database.
struct AgreementBench {
    private let evaluators: [(name: String, evaluator: any CohortEvaluator)]

    init(connection: DuckDBConnection, schema: String) throws {
        evaluators = try EvaluatorFactory.all.map { ($0.name, try $0.make(connection, schema)) }
    }

    /// What each evaluator says.
    func answers(
        _ definition: CohortDefinition, _ reading: CohortReading
    ) throws -> [(name: String, answer: EvaluatorAnswer)] {
        try evaluators.map { ($0.name, try EvaluatorAnswer($0.evaluator, definition, reading)) }
    }

    /// What all say; nil when some evaluator answers otherwise than the first, or fails.
    func agreement(_ definition: CohortDefinition, _ reading: CohortReading) -> EvaluatorAnswer? {
        guard let answers = try? answers(definition, reading), let first = answers.first?.answer else { return nil }
        return answers.allSatisfy { $0.answer == first } ? first : nil
    }
}

/// What a run of many definitions found.
struct AgreementTally {
    private(set) var definitionCount = 0
    /// Definitions with qualified events, and with memberships.
    private(set) var answerCount = 0
    private var memberCount = 0
    private(set) var problems: [String] = []

    var summary: String {
        """
        Agreement: \(definitionCount) definitions, \(answerCount) with qualified events, \(memberCount) with members, \
        \(problems.count) disagreements
        """
    }

    mutating func add(_ definition: CohortDefinition, on bench: AgreementBench, place: String) {
        definitionCount += 1
        let readings: [CohortReading] = definition.readingDifferences.isEmpty ? [.strict] : [.strict, .fixed]
        for reading in readings {
            guard let answer = bench.agreement(definition, reading) else {
                let small = DefinitionShrinker(bench: bench, reading: reading).shrink(definition)
                problems.append(report(small, on: bench, reading, place: place))
                print(problems[problems.count - 1])
                return
            }
            guard reading == readings.last else { continue }
            if answer.hasQualifiedEvents { answerCount += 1 }
            if !answer.isEmpty { memberCount += 1 }
        }
    }

    private func report(
        _ definition: CohortDefinition, on bench: AgreementBench, _ reading: CohortReading, place: String
    ) -> String {
        let said: String
        do {
            said = try bench.answers(definition, reading).map { "\($0.name): \($0.answer)" }.joined(separator: "\n")
        } catch {
            said = "fails: \(error)"
        }
        let json = String(decoding: CirceJSON.write(definition), as: UTF8.self)
        return "\(place), \(reading.rawValue)\n\(json)\n\(said)"
    }
}
