package import CohortEngine
package import DisclosureControl
package import Foundation
import HealthModel
package import SQLBackends

/// Answers eligibility questions: counts, lets disclosure control decide what may be told, and leaves a trace.
package struct FeasibilityService: Sendable {
    /// Writes an action with its objects to the journal, durably, before it returns; throwing stops the action.
    package typealias Recorder = @Sendable (_ action: String, _ objects: [String: String]) throws -> Void

    /// Seconds that one statement may take.
    package static let deadlineSeconds = 120.0

    private let disclosure: Disclosure
    private let digest: @Sendable (Data) -> String
    private let record: Recorder

    /// `digest` gives the SHA-256 of bytes in hexadecimal.
    package init(
        policy: DisclosurePolicy = .national, digest: @escaping @Sendable (Data) -> String,
        record: @escaping Recorder
    ) {
        disclosure = Disclosure(policy: policy)
        self.digest = digest
        self.record = record
    }

    /// Counts with an evaluator over the data of a release.
    ///
    /// The question is in the journal before it is computed, and that it was answered, or failed, after; exact figures
    /// are in neither.
    package func count(
        _ definition: CohortDefinition, reading: CohortReading = .strict, release: String,
        evaluator: any CohortEvaluator
    ) throws -> EligibilityAnswer {
        let definitionDigest = digest(CirceJSON.write(definition))
        let objects = ["release": release, "definition": definitionDigest, "reading": reading.rawValue]
        try record("feasibility.count", objects)
        do {
            let figures = try evaluator.figures(definition, reading: reading)
            let answer = try answer(definition, figures, of: evaluator.personCount())
            try record("feasibility.answered", objects)
            return EligibilityAnswer(
                release: release, definitionDigest: definitionDigest, reading: reading, persons: answer.persons,
                steps: answer.steps, keptOutByOneRule: answer.keptOut)
        } catch {
            // The failure itself is what the caller must see; a journal that fails too says so on its own.
            try? record("feasibility.failed", objects)
            throw error
        }
    }

    /// Counts with SQL over the OMOP views of a release that is attached to the connection under `schema`.
    package func count(
        _ definition: CohortDefinition, release: String, connection: DuckDBConnection, schema: String = "omop"
    ) throws -> EligibilityAnswer {
        try count(
            definition, release: release,
            evaluator: CohortRunner(
                connection: connection, schema: schema, deadlineSeconds: FeasibilityService.deadlineSeconds))
    }

    private func answer(
        _ definition: CohortDefinition, _ figures: CohortFigures, of universe: Int
    ) throws -> (
        persons: Releasable<ReleasableCount>, steps: Releasable<[ReleasableStep]>,
        keptOut: [Releasable<ReleasableCount>]
    ) {
        let steps = try disclosure.attrition(FeasibilityService.steps(definition, figures), of: universe)
        guard let persons = steps.lastPersons else { preconditionFailure("An attrition has an entry and an end.") }
        let keptOut = try definition.rules.indices.map {
            try disclosure.count(figures.attrition.personCount(failingOnly: $0))
        }
        return (persons, steps, keptOut)
    }

    private static func steps(
        _ definition: CohortDefinition, _ figures: CohortFigures
    ) -> [(label: Phrase, persons: Int)] {
        let rules = definition.rules.enumerated()
            .map { position, rule in
                rule.name.isEmpty
                    ? Phrase(fr: "Règle \(position + 1)", en: "Rule \(position + 1)")
                    : Phrase(fr: rule.name, en: rule.name)
            }
        let entry = Phrase(fr: "Événement d’entrée", en: "Entry event")
        let cohort = Phrase(fr: "Dans la cohorte", en: "In the cohort")
        return zip([entry] + rules, figures.attrition.personsAfterRules).map { (label: $0, persons: $1) }
            + [(label: cohort, persons: figures.personCount)]
    }
}
