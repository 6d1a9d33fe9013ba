import CohortEngine
import HealthModel
import SQLBackends
import Testing

/// A way to answer definitions over the OMOP tables of a schema. To hold another evaluator to the others: a line in
/// `all`.
struct EvaluatorFactory: Sendable, CustomTestStringConvertible {
    let name: String
    var testDescription: String { name }
    let make: @Sendable (DuckDBConnection, String) throws -> any CohortEvaluator

    /// The first is what the others must answer.
    static let all = [
        EvaluatorFactory(name: "reference") { connection, schema in
            ReferenceEvaluator(try CDMSampleReader(connection: connection, schema: schema).sample())
        },
        EvaluatorFactory(name: "SQL") { CohortRunner(connection: $0, schema: $1) },
        EvaluatorFactory(name: "index", make: IndexedModel.evaluator),
    ]
}

/// What an evaluator says to a definition: rows and figures, or the code of a named refusal.
struct EvaluatorAnswer: Equatable, CustomStringConvertible {
    private var rows: [String] = []
    private var figures: CohortFigures?
    private var refusal: String?

    init(_ evaluator: any CohortEvaluator, _ definition: CohortDefinition, _ reading: CohortReading) throws {
        do {
            figures = try evaluator.rows(definition, reading: reading) { rows.append("\($0) \($1) \($2)") }
        } catch let error as CohortError {
            refusal = error.code
        }
    }

    var isEmpty: Bool { rows.isEmpty }
    var hasQualifiedEvents: Bool { figures.map { !$0.attrition.eventMasks.isEmpty } ?? false }

    var description: String {
        if let refusal { return "refused: \(refusal)" }
        guard let figures else { return "nothing" }
        return """
            persons \(figures.personCount), rows \(figures.rowCount): \(rows.joined(separator: "; "))
              event masks \(figures.attrition.eventMasks.sorted { $0.key < $1.key }), person masks \
            \(figures.attrition.personMasks.sorted { $0.key < $1.key }), after rules \
            \(figures.attrition.personsAfterRules)
            """
    }
}
