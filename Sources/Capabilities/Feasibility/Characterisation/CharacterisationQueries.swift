import DisclosureControl
import HealthModel
import SQLBackends

/// Computes the exact figures of the groups whose entries are in `EntryTable`.
struct CharacterisationQueries {
    let connection: DuckDBConnection
    let schema: String
    let settings: CharacterisationSettings
    /// Concepts with fewer persons in every group are never told, so they are not read either.
    let thresholdPersons: Int

    func characterisation(of cohort: CohortMemberships, against peer: CharacterisationPeer) throws
        -> ExactCharacterisation
    {
        let entries = EntryTable(connection: connection, schema: schema)
        defer {
            // What stays behind goes with the connection; the answer stands.
            try? entries.remove()
        }
        try entries.fill(cohort, against: peer)
        var exact = ExactCharacterisation()
        exact.universe = Int(try rows("SELECT count(*) FROM \(data("person"))", "universe").first?[0].int64 ?? 0)
        exact.overlap = try overlap()
        exact.groups = [ExactCharacterisation.Group()]
        if peer.title != nil { exact.groups.append(ExactCharacterisation.Group()) }
        try readPersons(into: &exact)
        // A refusal needs no more: nothing is read in vain, and nothing is there to slip out.
        guard exact.groups.allSatisfy({ $0.persons >= thresholdPersons }) else { return exact }
        try readQuantities(into: &exact)
        try readAreas(into: &exact)
        for domain in CharacterisedDomain.allCases { try readItems(of: domain, into: &exact) }
        try readValues(into: &exact)
        return exact
    }

    // MARK: - Persons

    private func overlap() throws -> (firstOnly: Int, secondOnly: Int, both: Int) {
        let row = try rows(
            """
            SELECT count(*) FILTER (first AND NOT second), count(*) FILTER (second AND NOT first),
              count(*) FILTER (first AND second)
            FROM (
              SELECT person_id, bool_or(part = 0) AS first, bool_or(part = 1) AS second
              FROM \(EntryTable.name) GROUP BY person_id
            )
            """, "overlap")[0]
        return (whole(row[0]), whole(row[1]), whole(row[2]))
    }

    private func readPersons(into exact: inout ExactCharacterisation) throws {
        let ages = try rows(
            """
            SELECT part, least(19, age // 5) AS band, sex, count(*) FROM \(EntryTable.name) GROUP BY ALL
            """, "ages")
        for row in ages {
            exact.groups[whole(row[0])].persons += whole(row[3])
            exact.groups[whole(row[0])].ages[whole(row[1]), default: [:]][whole(row[2])] = whole(row[3])
        }
        let years = try rows(
            "SELECT part, year(entry) AS entered, count(*) FROM \(EntryTable.name) GROUP BY ALL", "years")
        for row in years { exact.groups[whole(row[0])].years[whole(row[1])] = whole(row[2]) }
        let observed = try rows(
            """
            SELECT part, count(*) FILTER (window_start < entry), count(*), count(*) FILTER (window_end > entry)
            FROM \(EntryTable.name) GROUP BY part
            """, "observed")
        for row in observed {
            exact.groups[whole(row[0])].observed = [
                .before: whole(row[1]), .atEntry: whole(row[2]), .after: whole(row[3]),
            ]
        }
    }

    private func readQuantities(into exact: inout ExactCharacterisation) throws {
        for (quantity, expression) in [
            (CharacterisedQuantity.age, "age"), (.followUp, "last_day - entry"), (.timeInCohort, "leaving - entry"),
        ] {
            let summaries = try rows(
                """
                SELECT part, \(Self.summary(of: "quantity"))
                FROM (SELECT part, (\(expression))::DOUBLE AS quantity FROM \(EntryTable.name)) GROUP BY part
                """, quantity.rawValue)
            for row in summaries { exact.groups[whole(row[0])].quantities[quantity] = Self.summary(row, from: 1) }
        }
    }

    private func readAreas(into exact: inout ExactCharacterisation) throws {
        for level in AreaLevel.allCases {
            let areas = try rows(
                """
                SELECT e.part, coalesce(l.area, '') AS area, count(*) AS persons
                FROM \(EntryTable.name) e
                JOIN \(data("person")) p ON p.person_id = e.person_id
                LEFT JOIN (SELECT location_id, \(level.expression) AS area FROM \(data("location"))) l
                  ON l.location_id = p.location_id
                GROUP BY e.part, area
                """, "areas")
            guard areas.contains(where: { $0[1].text != "" }) else { continue }
            exact.areaLevel = level
            for row in areas { exact.groups[whole(row[0])].areas[row[1].text ?? ""] = whole(row[2]) }
            return
        }
    }

    // MARK: - Reading

    func data(_ table: String) -> String { SQLLiteral.table(table, schema: schema) }

    func rows(_ sql: String, _ label: String) throws -> [[DuckDBValue]] {
        try connection
            .query(sql, label: "characterise, \(label)", deadlineSeconds: CharacterisationSettings.deadlineSeconds)
            .rows()
    }

    func whole(_ value: DuckDBValue) -> Int { value.int64.map(Int.init) ?? 0 }

    /// The columns of a `NumberSummary`, in its order.
    static func summary(of column: String) -> String {
        """
        count(\(column)), avg(\(column)), coalesce(stddev_samp(\(column)), 0),
          quantile_cont(\(column), 0.25), quantile_cont(\(column), 0.5), quantile_cont(\(column), 0.75),
          coalesce(list_extract(max(abs(\(column)), 2), 1), 0), coalesce(list_extract(max(abs(\(column)), 2), 2), 0),
          coalesce(sum(abs(\(column))), 0)
        """
    }

    static func summary(_ row: [DuckDBValue], from column: Int) -> NumberSummary {
        func number(_ place: Int) -> Double { row[column + place].double ?? 0 }
        return NumberSummary(
            persons: row[column].int64.map(Int.init) ?? 0, mean: number(1), standardDeviation: number(2),
            lowerQuartile: number(3), median: number(4), upperQuartile: number(5), largest: number(6),
            secondLargest: number(7), absoluteSum: number(8))
    }
}
