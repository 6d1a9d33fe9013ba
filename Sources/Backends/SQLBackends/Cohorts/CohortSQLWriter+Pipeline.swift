import CohortEngine

extension CohortSQLWriter {
    private static let eventColumns =
        "event_id, person_id, start_date, end_date, op_start_date, op_end_date, visit_occurrence_id"

    /// Events of the primary criteria, observed long enough; numbered by person, then limited.
    func writePrimaryEvents() {
        let primary = definition.primary
        let criteria = primary.criteria.enumerated()
            .map { position, criterion in
                "SELECT \(position) AS criterion, * FROM (\(events(criterion)))\(dialect.derived)"
            }
        let order = primary.limit == .last ? "DESC" : "ASC"
        emitTable(
            "primary", "cohort primary events",
            """
            SELECT ordinal AS event_id, person_id, start_date, end_date, op_start_date, op_end_date, visit_occurrence_id
            FROM (
              SELECT E.*, O.observation_period_start_date AS op_start_date,
                O.observation_period_end_date AS op_end_date,
                row_number() OVER (
                  PARTITION BY E.person_id
                  ORDER BY E.sort_date \(order), E.event_id, E.criterion, O.observation_period_start_date
                ) AS ordinal
              FROM (
            \(criteria.joined(separator: "\nUNION ALL\n"))
              ) E
              JOIN \(data("observation_period")) O ON O.person_id = E.person_id
                AND E.start_date >= O.observation_period_start_date AND E.start_date <= O.observation_period_end_date
              WHERE \(dialect.adding("O.observation_period_start_date", days: primary.priorDays)) <= E.start_date
                AND \(dialect.adding("E.start_date", days: primary.postDays)) <= O.observation_period_end_date
            )\(dialect.derived)\(primary.limit == .all ? "" : "\nWHERE ordinal = 1")
            """)
    }

    /// Primary events that satisfy the additional criteria, limited only if there are such criteria.
    func writeQualifiedEvents() {
        var source = "SELECT * FROM \(temporary("primary"))"
        var limit = EventLimit.all
        if let additional = definition.additional {
            limit = definition.qualifiedLimit
            if !additional.isEmpty {
                let passing = group(additional, around: IndexEvents(relation: temporary("primary"), isUnique: true))
                source = """
                    SELECT P.* FROM \(temporary("primary")) P
                    JOIN (\(passing)) G ON G.person_id = P.person_id AND G.event_id = P.event_id
                    """
            }
        }
        emitTable("qualified", "cohort qualified events", limited(source, limit, columns: CohortSQLWriter.eventColumns))
    }

    /// Keeps the first or last event of each person; ties go to the lower event number.
    private func limited(_ source: String, _ limit: EventLimit, columns: String) -> String {
        guard limit != .all else { return "SELECT \(columns) FROM (\(source))\(dialect.derived)" }
        return dialect.firstRows(
            columns, of: "(\(source))",
            over: "PARTITION BY person_id ORDER BY start_date \(limit == .last ? "DESC" : "ASC"), event_id")
    }

    /// Which rules each qualified event satisfies, as a mask: bit 0 is the first rule.
    func writeRules() {
        emitTable("passed", "cohort rules", columns: "person_id BIGINT, event_id BIGINT, rule_bit BIGINT")
        let index = IndexEvents(relation: temporary("qualified"), isUnique: true)
        for (position, rule) in definition.rules.enumerated() {
            let bit = 1 << position
            emit(
                "cohort rule \(position + 1)",
                """
                INSERT INTO \(temporary("passed"))
                SELECT person_id, event_id, \(bit) FROM (\(group(rule.group, around: index)))\(dialect.derived)
                """)
        }
        emitTable(
            "masks", "cohort masks",
            """
            SELECT Q.*, COALESCE(M.mask, 0) AS mask
            FROM \(temporary("qualified")) Q
            LEFT JOIN (
              SELECT person_id, event_id, CAST(sum(rule_bit) AS BIGINT) AS mask
              FROM \(temporary("passed")) GROUP BY person_id, event_id
            ) M ON M.person_id = Q.person_id AND M.event_id = Q.event_id
            """)
    }

    /// Every rule's bit set.
    private var fullMask: Int {
        definition.rules.count == CohortLimits.ruleCountMax ? Int.max : (1 << definition.rules.count) - 1
    }

    func writeIncludedEvents() {
        let source = "SELECT * FROM \(temporary("masks")) WHERE mask = \(fullMask)"
        emitTable(
            "included", "cohort included events",
            limited(source, definition.expressionLimit, columns: CohortSQLWriter.eventColumns))
    }

    // MARK: - Figures

    /// The best event of a person satisfies the most rules, then the earliest rule, then comes first.
    var masks: CohortStatement {
        let table = temporary("masks")
        let ones = dialect.bitCount("mask")
        let order = "\(ones) DESC, CASE WHEN mask = 0 THEN 0 ELSE \(dialect.bitCount("(mask & -mask) - 1")) END,"
        let best =
            dialect.firstRows(
                "mask", of: table, over: "PARTITION BY person_id\n  ORDER BY \(order)\n    start_date, event_id"
            )
            .split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        return reading(
            "cohort masks",
            """
            SELECT false AS best_event, mask, count(*) AS how_many FROM \(table) GROUP BY mask
            UNION ALL
            SELECT true, mask, count(*) FROM (
            \(best)
            )\(dialect.derived) GROUP BY mask
            ORDER BY 1, 2
            """)
    }

    var prefixes: CohortStatement {
        reading(
            "cohort attrition",
            """
            SELECT prefix, count(*) AS how_many FROM (
              SELECT person_id, max(
                CASE WHEN mask = \(fullMask) THEN \(definition.rules.count) ELSE \(dialect.bitCount("mask & ~(mask + 1)")) END
              ) AS prefix
              FROM \(temporary("masks")) GROUP BY person_id
            )\(dialect.derived) GROUP BY prefix ORDER BY prefix
            """)
    }
}
