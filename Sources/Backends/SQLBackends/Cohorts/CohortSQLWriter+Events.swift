import CohortEngine

extension CohortSQLWriter {
    /// The events of a criterion: person_id, event_id, start_date, end_date, visit_occurrence_id, sort_date, and
    /// `counted` when a column is to be counted.
    func events(_ criterion: Criterion, counting column: EventColumn? = nil) -> String {
        let query = criterion.eventQuery(reading)
        let plain = events(query, counted: column.flatMap { criterion.type.operand(of: $0) })
        guard let nested = query.nested else { return plain }
        return restricted(plain, by: nested)
    }

    private func events(_ query: EventQuery, counted: Operand?) -> String {
        let row = "C"
        let start = query.told.start.map(literal) ?? "\(row).start_date"
        let end = query.told.end.map(literal) ?? "\(row).end_date"
        let visit = query.visit.map { "CAST(\(row).\(dialect.identifier($0)) AS BIGINT)" } ?? "CAST(NULL AS BIGINT)"
        var columns = [
            "\(row).person_id", "\(row).\(dialect.identifier(query.identifier)) AS event_id",
            "\(start) AS start_date", "\(end) AS end_date", "\(visit) AS visit_occurrence_id",
            "\(row).start_date AS sort_date",
        ]
        switch counted {
        case nil: break
        case .startDay: columns.append("\(start) AS counted")
        case .endDay: columns.append("\(end) AS counted")
        case .durationDays: columns.append("\(dialect.days(from: start, to: end)) AS counted")
        case .some(let operand): columns.append("\(value(operand, of: row)) AS counted")
        }
        var conditions = query.predicates.map { condition($0, of: row) }
        if query.isFirst { conditions.append("\(row).first_ordinal = 1") }
        if query.keepsOrder { conditions.append("\(row).end_date >= \(row).start_date") }
        return """
            SELECT \(columns.joined(separator: ", "))
            FROM (\(rows(query))) \(row)\(joins(for: query.predicates, of: row))\(clause("WHERE", conditions))
            """
    }

    /// The rows of the table that are in the concept sets, with their two days.
    private func rows(_ query: EventQuery) -> String {
        let row = "t"
        var columns = [
            "\(row).*", "\(day(query.start, of: row)) AS start_date", "\(day(query.end, of: row)) AS end_date",
        ]
        if query.isFirst {
            columns.append(
                "row_number() OVER (PARTITION BY \(row).person_id ORDER BY \(day(query.orderedBy, of: row)), "
                    + "\(row).\(dialect.identifier(query.identifier))) AS first_ordinal")
        }
        let conditions = query.membership.map {
            isIn("\(row).\(dialect.identifier($0.column))", set: $0.conceptSetID)
        }
        return
            "SELECT \(columns.joined(separator: ", ")) FROM \(data(query.table)) \(row)\(clause("WHERE", conditions))"
    }

    /// The events for which a group holds, each taken as index event in the observation period that contains it.
    private func restricted(_ events: String, by group: CriteriaGroup) -> String {
        let candidates = freshName("candidates")
        let index = freshName("observed")
        let passing = self.group(group, around: IndexEvents(relation: index, isUnique: false))
        return """
            WITH \(candidates) AS \(dialect.materialized)(
            \(events)
            ), \(index) AS \(dialect.materialized)(
              SELECT Q.person_id, Q.event_id, Q.start_date, Q.end_date, Q.visit_occurrence_id,
                O.observation_period_start_date AS op_start_date, O.observation_period_end_date AS op_end_date
              FROM \(candidates) Q
              JOIN \(data("observation_period")) O ON O.person_id = Q.person_id
                AND O.observation_period_start_date <= Q.start_date AND O.observation_period_end_date >= Q.start_date
            )
            SELECT Q.* FROM \(candidates) Q
            JOIN (\(passing)) G ON G.person_id = Q.person_id AND G.event_id = Q.event_id
            """
    }

    func clause(_ word: String, _ conditions: [String]) -> String {
        conditions.isEmpty ? "" : "\n\(word) \(conditions.joined(separator: "\n  AND "))"
    }
}

/// A table or query of index events: person_id, event_id, start_date, end_date, op_start_date, op_end_date,
/// visit_occurrence_id.
struct IndexEvents {
    let relation: String
    /// Whether (person, event) stands once only; overlapping observation periods may repeat a nested event.
    let isUnique: Bool
}
