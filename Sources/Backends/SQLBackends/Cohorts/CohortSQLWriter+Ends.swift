import CohortEngine
import HealthModel

extension CohortSQLWriter {
    /// The end of each included event: the earliest candidate that is not before its start.
    func writeEnds() {
        var candidates: [String] = []
        let included = temporary("included")
        switch definition.endStrategy {
        case .offset(let days, let date):
            let moved = dialect.adding(date == .start ? "start_date" : "end_date", days: days)
            // Not least(): it skips an unknown end, and Circe drops the event then.
            candidates.append(
                """
                SELECT event_id, person_id, CASE WHEN \(moved) > op_end_date THEN op_end_date ELSE \(moved) END AS end_date
                FROM \(included)
                """)
        case .continuousExposure(let exposure):
            candidates.append("SELECT event_id, person_id, op_end_date AS end_date FROM \(included)")
            candidates.append(exposureEnds(exposure))
        case nil: candidates.append("SELECT event_id, person_id, op_end_date AS end_date FROM \(included)")
        }
        candidates += definition.censoring.map { criterion in
            """
            SELECT I.event_id, I.person_id, min(C.start_date) AS end_date
            FROM \(included) I
            JOIN (\(events(criterion))) C ON C.person_id = I.person_id
              AND C.start_date >= I.start_date AND C.start_date <= I.op_end_date
            GROUP BY I.event_id, I.person_id
            """
        }
        emitTable(
            "spans", "cohort ends",
            """
            SELECT I.person_id, I.start_date, min(N.end_date) AS end_date
            FROM \(included) I
            JOIN (
            \(candidates.joined(separator: "\nUNION ALL\n"))
            ) N ON N.event_id = I.event_id AND N.person_id = I.person_id AND N.end_date >= I.start_date
            GROUP BY I.person_id, I.event_id, I.start_date
            """)
    }

    /// Where the continuous exposure that contains the start of each included event ends.
    private func exposureEnds(_ exposure: ContinuousExposure) -> String {
        let source = CriterionType.drugExposure.source
        let end =
            exposure.daysSupply.map { day(.adding(source.start, days: $0), of: "d") } ?? day(source.end, of: "d")
        // An exposure whose standard and source concepts are both in the set counts twice, which changes nothing.
        let exposures = ["drug_concept_id", "drug_source_concept_id"]
            .map { column in
                """
                SELECT d.person_id, \(day(source.start, of: "d")) AS start_date,
                  \(dialect.adding(end, days: exposure.gapDays + exposure.offsetDays)) AS end_date
                FROM \(data("drug_exposure")) d
                WHERE \(isIn("d.\(column)", set: exposure.drugSetID))
                  AND d.person_id IN (SELECT person_id FROM \(temporary("included")))
                """
            }
        return """
            SELECT I.event_id, I.person_id, R.end_date
            FROM \(temporary("included")) I
            JOIN (\(merged(exposures.joined(separator: "\nUNION ALL\n"), padDays: exposure.gapDays))) R
              ON R.person_id = I.person_id AND I.start_date BETWEEN R.start_date AND R.end_date
            """
    }

    /// Joins the spans of a person that overlap or touch on the same day; takes the pad off again at the end.
    private func merged(_ spans: String, padDays: Int) -> String {
        """
        SELECT person_id, min(start_date) AS start_date, \(dialect.adding("max(end_date)", days: -padDays)) AS end_date
        FROM (
          SELECT *, sum(is_start) OVER (
            PARTITION BY person_id ORDER BY start_date, is_start DESC ROWS UNBOUNDED PRECEDING) AS span
          FROM (
            SELECT person_id, start_date, end_date,
              CASE WHEN max(end_date) OVER (
                PARTITION BY person_id ORDER BY start_date, end_date DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
              ) >= start_date THEN 0 ELSE 1 END AS is_start
            FROM (\(spans))\(dialect.derived)
          )\(dialect.derived)
        )\(dialect.derived) GROUP BY person_id, span
        """
    }

    /// Memberships: spans joined over the pad, cut to the censor window.
    func writeMemberships() {
        let pad = definition.eraPadDays
        let padded =
            "SELECT person_id, start_date, \(dialect.adding("end_date", days: pad)) AS end_date FROM \(temporary("spans"))"
        var start = "start_date"
        var end = "end_date"
        if let day = definition.censorWindow?.start { start = "greatest(start_date, \(literal(day)))" }
        if let day = definition.censorWindow?.end { end = "least(end_date, \(literal(day)))" }
        let filter = definition.censorWindow == nil ? "" : "\nWHERE cohort_start_date <= cohort_end_date"
        emitTable(
            "members", "cohort memberships",
            """
            SELECT * FROM (
              SELECT CAST(person_id AS BIGINT) AS subject_id, \(start) AS cohort_start_date, \(end) AS cohort_end_date
              FROM (\(merged(padded, padDays: pad)))\(dialect.derived)
            )\(dialect.derived)\(filter)
            """)
    }

    var rows: CohortStatement {
        reading(
            "cohort rows",
            "SELECT subject_id, cohort_start_date, cohort_end_date FROM \(temporary("members")) ORDER BY 1, 2, 3")
    }

    var totals: CohortStatement {
        reading("cohort totals", "SELECT count(DISTINCT subject_id), count(*) FROM \(temporary("members"))")
    }
}
