package import HealthModel

/// Who matches a definition, in the data of one release. All evaluators give the same rows and figures.
package protocol CohortEvaluator {
    /// Exact figures: for the operator and for disclosure control, never for a page.
    func figures(_ definition: CohortDefinition, reading: CohortReading) throws -> CohortFigures

    /// Gives each membership (subject, first day, last day), ordered by these three, and the figures with it.
    func rows(
        _ definition: CohortDefinition, reading: CohortReading, _ body: (Int64, Day, Day) throws -> Void
    ) throws -> CohortFigures

    /// Persons of the data, in a cohort or not.
    func personCount() throws -> Int
}
