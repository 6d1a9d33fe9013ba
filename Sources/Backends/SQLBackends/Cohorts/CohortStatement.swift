/// One SQL statement of a cohort's evaluation, with the texts it binds.
package struct CohortStatement: Sendable, Hashable {
    /// Names the step in errors and progress; holds no value.
    package let label: String
    package let sql: String
    package let bindings: [DuckDBValue]
}

/// A cohort definition as SQL: run `setup` in order, read `rows` and the figures, then run `cleanup`.
///
/// Everything is kept in temporary tables of the connection; the data are only read.
package struct CohortScript: Sendable, Hashable {
    package let setup: [CohortStatement]
    /// subject_id, cohort_start_date, cohort_end_date; ordered.
    package let rows: CohortStatement
    /// One row: persons, memberships.
    package let totals: CohortStatement
    /// best_event (false: every qualified event; true: the best event of each person), mask, how many.
    package let masks: CohortStatement
    /// Rules that the person's best run satisfies from the first on, without a gap; how many persons.
    package let prefixes: CohortStatement
    package let cleanup: [CohortStatement]
}
