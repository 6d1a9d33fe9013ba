import CohortEngine

extension CohortSQLWriter {
    /// The (person_id, event_id) of the index events for which the group holds, each once.
    func group(_ group: CriteriaGroup, around index: IndexEvents) -> String {
        guard !group.isEmpty else { return "SELECT DISTINCT person_id, event_id FROM \(index.relation)" }
        let members =
            group.criteria.map { criterion($0, around: index) }
            + group.demographics.map { demographic($0, around: index) }
            + group.groups.map { self.group($0, around: index) }
        let (test, acceptsNone) = test(group)
        if members.count == 1, !acceptsNone, test == "= 1" || test == "> 0" || test == ">= 1" { return members[0] }
        let union = members.enumerated()
            .map { "SELECT \($0) AS member, person_id, event_id FROM (\($1))\(dialect.derived)" }
        return """
            SELECT E.person_id, E.event_id
            FROM \(index.relation) E
            \(acceptsNone ? "LEFT" : "INNER") JOIN (
            \(union.joined(separator: "\nUNION ALL\n"))
            ) M ON M.person_id = E.person_id AND M.event_id = E.event_id
            GROUP BY E.person_id, E.event_id
            HAVING count(M.member) \(test)
            """
    }

    private func test(_ group: CriteriaGroup) -> (String, acceptsNone: Bool) {
        switch group.quantifier {
        case .all: ("= \(group.memberCount)", false)
        case .any: ("> 0", false)
        case .atLeast(let count): (">= \(count)", count == 0)
        case .atMost(let count): ("<= \(count)", true)
        }
    }

    private func demographic(_ demographic: DemographicCriterion, around index: IndexEvents) -> String {
        let predicates = demographic.predicates(reading)
        return """
            SELECT DISTINCT E.person_id, E.event_id
            FROM \(index.relation) E
            JOIN \(data("person")) person ON person.person_id = E.person_id\
            \(clause("WHERE", predicates.map { condition($0, of: "E") }))
            """
    }

    private func criterion(_ windowed: WindowedCriterion, around index: IndexEvents) -> String {
        let occurrence = windowed.occurrence
        let conditions = (["A.person_id = P.person_id"] + windowConditions(windowed)).joined(separator: " AND ")
        if index.isUnique, occurrence.distinct == nil {
            // Whether there is any: no need to count, and nothing to multiply out.
            let isNegated: Bool? =
                switch (occurrence.comparison, occurrence.count) {
                case (.atLeast, 1): false
                case (.exactly, 0), (.atMost, 0): true
                default: nil
                }
            if let isNegated {
                return dialect.existence(
                    of: events(windowed.criterion), for: index.relation, isNegated: isNegated, on: conditions)
            }
        }
        let counted = occurrence.distinct == nil ? "A.event_id AS counted" : "A.counted"
        let matches = """
            SELECT P.person_id, P.event_id, \(counted)
            FROM \(index.relation) P
            JOIN (\(events(windowed.criterion, counting: occurrence.distinct))) A ON \(conditions)
            """
        let count = occurrence.distinct == nil ? "count(M.counted)" : "count(DISTINCT M.counted)"
        let having = "HAVING \(count) \(occurrence.comparison.sql) \(occurrence.count)"
        guard occurrence.acceptsNone else {
            return "SELECT M.person_id, M.event_id FROM (\(matches)) M GROUP BY M.person_id, M.event_id \(having)"
        }
        return """
            SELECT E.person_id, E.event_id
            FROM \(index.relation) E
            LEFT JOIN (\(matches)) M ON M.person_id = E.person_id AND M.event_id = E.event_id
            GROUP BY E.person_id, E.event_id
            \(having)
            """
    }

    /// What the windows ask of event A around index event P.
    private func windowConditions(_ windowed: WindowedCriterion) -> [String] {
        let ignoresPeriod = windowed.ignoresObservationPeriod
        var conditions: [String] = []
        if !ignoresPeriod {
            conditions += ["A.start_date >= P.op_start_date", "A.start_date <= P.op_end_date"]
        }
        conditions += bounds(
            windowed.startWindow, usesEventEnd: windowed.startWindow.usesEventEnd ?? false, ignoresPeriod)
        if let window = windowed.endWindow {
            conditions += bounds(window, usesEventEnd: window.usesEventEnd ?? true, ignoresPeriod)
        }
        if windowed.restrictsToVisit { conditions.append("A.visit_occurrence_id = P.visit_occurrence_id") }
        return conditions
    }

    private func bounds(_ window: Window, usesEventEnd: Bool, _ ignoresPeriod: Bool) -> [String] {
        let tested = usesEventEnd ? "A.end_date" : "A.start_date"
        let origin = window.usesIndexEnd ? "P.end_date" : "P.start_date"
        func bound(_ endpoint: Window.Endpoint) -> String? {
            switch endpoint {
            case .days(let days, _): dialect.adding(origin, days: days)
            case .edgeBefore: ignoresPeriod ? nil : "P.op_start_date"
            case .edgeAfter: ignoresPeriod ? nil : "P.op_end_date"
            }
        }
        return [bound(window.start).map { "\(tested) >= \($0)" }, bound(window.end).map { "\(tested) <= \($0)" }]
            .compactMap { $0 }
    }
}

extension Occurrence.Comparison {
    fileprivate var sql: String {
        switch self {
        case .exactly: "="
        case .atMost: "<="
        case .atLeast: ">="
        }
    }
}
