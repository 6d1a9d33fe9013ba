package import HealthModel

/// Looks at every row of a sample, person by person and event by event, step by step as the rules are written.
///
/// Slow and plain on purpose: it says what the other evaluators must answer, and why a person is in or out.
package struct ReferenceEvaluator: CohortEvaluator, Sendable {
    private let data: ReferenceData
    private let vocabulary: ReferenceVocabulary

    package init(_ sample: CDMSample) {
        data = ReferenceData(sample)
        vocabulary = ReferenceVocabulary(sample)
    }

    /// Exact figures: for the operator and for disclosure control, never for a page.
    package func figures(_ definition: CohortDefinition, reading: CohortReading) throws -> CohortFigures {
        try rows(definition, reading: reading) { _, _, _ in }
    }

    /// Gives each membership (subject, first day, last day), ordered by these three, and the figures with it.
    package func rows(
        _ definition: CohortDefinition, reading: CohortReading, _ body: (Int64, Day, Day) throws -> Void
    ) throws -> CohortFigures {
        let pipeline = try pipeline(definition, reading: reading)
        var count = ReferenceCount(ruleCount: definition.rules.count)
        for person in data.observedPersons {
            let outcome = pipeline.outcome(of: person)
            count.add(outcome)
            for membership in outcome.memberships { try body(person, membership.start, membership.end) }
        }
        return count.figures
    }

    /// Persons of the data, in a cohort or not.
    package func personCount() throws -> Int { data.sample.table("person").rowCount }

    /// The steps for one person after another; what the reading refuses is a named error.
    func pipeline(_ definition: CohortDefinition, reading: CohortReading) throws(CohortError) -> ReferencePipeline {
        try definition.admit(reading)
        let sets = ReferenceConceptSets(definition, vocabulary: vocabulary)
        return ReferencePipeline(definition, ReferenceContext(data: data, sets: sets, reading: reading))
    }

    var persons: [Int64] { data.observedPersons }

    func isObserved(_ person: Int64) -> Bool { !data.observationPeriods(of: person).isEmpty }
}
