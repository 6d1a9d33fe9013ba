package import HealthModel
package import SQLBackends

/// Computes the profile of a release that is attached to a connection under a schema name.
package struct ProfileQueries {
    package let connection: DuckDBConnection
    package let schema: String

    package init(connection: DuckDBConnection, schema: String) {
        self.connection = connection
        self.schema = schema
    }

    /// Reads every table once; tables without rows are left out but `person`.
    package func profile(release: String, progress: ProgressObserver? = nil) throws -> ReleaseProfile {
        var tables: [ReleaseProfile.Table] = []
        for (done, table) in OMOPVersion54.tables.enumerated() {
            progress?(
                ProgressStep(
                    Phrase(fr: "description du jeu de données", en: "describing the dataset"), done: done,
                    total: OMOPVersion54.tables.count))
            if let profile = try profile(of: table) { tables.append(profile) }
        }
        let persons = tables.first { $0.name == "person" }?.rows ?? 0
        let span = try observedSpan(personCount: persons)
        return ReleaseProfile(
            release: release, persons: persons, firstDay: span.first?.description, lastDay: span.last?.description,
            tables: tables, ages: try ages(at: span.last))
    }

    /// First and last observed day. The very first is one person's: one in a hundred, and never fewer than ten, are left
    /// beyond each edge.
    private func observedSpan(personCount: Int) throws -> (first: Day?, last: Day?) {
        let period = name("observation_period")
        let edge = max(10, personCount / 100)
        func day(_ column: String, _ order: String) throws -> Day? {
            let sql = "SELECT \(column) FROM \(period) ORDER BY \(column) \(order) LIMIT 1 OFFSET \(edge)"
            return try connection.query(sql, label: "observed span").rows().first?[0].day
        }
        return (
            try day("observation_period_start_date", "ASC"), try day("observation_period_end_date", "DESC")
        )
    }

    private func profile(of table: OMOPTable) throws -> ReleaseProfile.Table? {
        let hasPerson = table.fields.contains { $0.name == "person_id" } && table.name != "person"
        let counts = table.fields.map { "count(\(SQLLiteral.identifier($0.name)))" }.joined(separator: ", ")
        let persons = hasPerson ? "count(DISTINCT person_id)" : "NULL"
        let row =
            try
            connection.query(
                "SELECT count(*), \(persons), \(counts) FROM \(name(table.name))", label: "profile of \(table.name)"
            )
            .rows()[0]
        let rows = Int(row[0].int64 ?? 0)
        guard rows > 0 || table.name == "person" else { return nil }
        let variables = table.fields.enumerated()
            .map { offset, field in
                ReleaseProfile.Variable(
                    name: field.name, type: field.duckDBType, isRequired: field.isRequired,
                    filledRows: Int(row[offset + 2].int64 ?? 0))
            }
        return ReleaseProfile.Table(
            name: table.name, rows: rows, persons: row[1].int64.map(Int.init), variables: variables,
            personsByYear: try hasPerson ? personsByYear(of: table) : [:])
    }

    private func personsByYear(of table: OMOPTable) throws -> [Int: Int] {
        guard let date = table.fields.first(where: { $0.kind == .date && $0.name != "verbatim_end_date" }) else {
            return [:]
        }
        let rows =
            try connection.query(
                """
                SELECT year(\(SQLLiteral.identifier(date.name))) AS y, count(DISTINCT person_id)
                FROM \(name(table.name))
                WHERE \(SQLLiteral.identifier(date.name)) IS NOT NULL
                GROUP BY y
                """, label: "persons by year of \(table.name)"
            )
            .rows()
        var years: [Int: Int] = [:]
        for row in rows { years[Int(row[0].int64 ?? 0)] = Int(row[1].int64 ?? 0) }
        return years
    }

    private func ages(at day: Day?) throws -> [ReleaseProfile.AgeBand] {
        guard let day else { return [] }
        let rows =
            try connection.query(
                """
                SELECT least(95, greatest(0, (? - p.year_of_birth) // 5 * 5)) AS band,
                    count(*) FILTER (p.gender_concept_id = 8507), count(*) FILTER (p.gender_concept_id = 8532)
                FROM \(name("person")) p
                LEFT JOIN \(name("death")) d ON d.person_id = p.person_id
                WHERE d.person_id IS NULL OR d.death_date > ?
                GROUP BY band
                """, [DuckDBValue(day.year), .day(day)], label: "age pyramid"
            )
            .rows()
        var bands: [Int: ReleaseProfile.AgeBand] = [:]
        for row in rows {
            let from = Int(row[0].int64 ?? 0)
            bands[from] = ReleaseProfile.AgeBand(
                fromYears: from, men: Int(row[1].int64 ?? 0), women: Int(row[2].int64 ?? 0))
        }
        return stride(from: 0, through: 95, by: 5)
            .map {
                bands[$0] ?? ReleaseProfile.AgeBand(fromYears: $0, men: 0, women: 0)
            }
    }

    private func name(_ table: String) -> String { SQLLiteral.identifier(schema, table) }
}
