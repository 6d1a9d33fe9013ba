import HealthModel
import SQLBackends

/// The entries of one or two groups as temporary tables of a connection: one row a person and group.
///
/// `entry` holds, for each group (0 the cohort, 1 whom it is held against): the person, the days of entry and of
/// leaving, the observed span around the entry cut to a year on each side, and the person's age and sex then. Who is
/// not in PERSON is left out. An entry outside every observation period is observed on its own day only.
struct EntryTable {
    private static let rowsName = "hub_characterised_row"
    static let name = "hub_characterised_entry"

    let connection: DuckDBConnection
    let schema: String

    /// Takes the rows of the groups. Rows are held in memory until the evaluator is done: a connection does one thing
    /// at a time, and the evaluator's rows may be streaming from it.
    func fill(_ cohort: CohortMemberships, against peer: CharacterisationPeer) throws {
        try remove()
        try run(
            "make",
            "CREATE TEMPORARY TABLE \(Self.rowsName) (part UTINYINT, person_id BIGINT, start DATE, leaving DATE)")
        try append(cohort, part: 0)
        switch peer {
        case .nobody: break
        case .cohort(let memberships): try append(memberships, part: 1)
        case .everyoneElse: try appendEveryoneElse()
        }
        try run("entries", entries)
    }

    /// Drops the tables.
    func remove() throws(DuckDBError) {
        for table in [Self.rowsName, Self.name] { try run("clean", "DROP TABLE IF EXISTS \(table)") }
    }

    private func append(_ memberships: CohortMemberships, part: Int) throws {
        var firsts: [(person: Int64, start: Day, end: Day)] = []
        try memberships.rows { person, start, end in
            // Evaluators give a person's rows together, the earliest first; others are sorted out in SQL.
            if let last = firsts.last, last.person == person, last.start <= start { return }
            firsts.append((person, start, end))
        }
        let appender = try connection.appender(table: Self.rowsName)
        for row in firsts {
            try appender.append(part)
            try appender.append(row.person)
            try appender.append(row.start)
            try appender.append(row.end)
            try appender.endRow()
        }
        try appender.close()
    }

    /// A person's place among the cohort's days of entry comes from the person number by a multiplication modulo a
    /// prime, which spreads neighbours evenly: the same days at every computation, without chance.
    private func appendEveryoneElse() throws {
        try run(
            "everyone else",
            """
            INSERT INTO \(Self.rowsName)
            WITH firsts AS (SELECT person_id, min(start) AS entry FROM \(Self.rowsName) GROUP BY person_id),
            calendar AS (SELECT list(entry ORDER BY entry) AS days FROM firsts),
            dated AS (
              SELECT p.person_id,
                c.days[1 + (abs(p.person_id) % 1000003 * 618034 % 1000003) * len(c.days) // 1000003] AS entry
              FROM \(data("person")) p, calendar c
              WHERE p.person_id NOT IN (SELECT person_id FROM firsts)
            )
            SELECT 1, d.person_id, d.entry, max(o.observation_period_end_date)
            FROM dated d
            JOIN \(data("observation_period")) o ON o.person_id = d.person_id
              AND d.entry BETWEEN o.observation_period_start_date AND o.observation_period_end_date
            GROUP BY d.person_id, d.entry
            """)
    }

    private var entries: String {
        """
        CREATE TEMPORARY TABLE \(Self.name) AS
        WITH firsts AS (
          SELECT part, person_id, min(start) AS entry, arg_min(leaving, start) AS leaving
          FROM \(Self.rowsName) GROUP BY part, person_id
        ),
        observed AS (
          SELECT f.part, f.person_id, min(o.observation_period_start_date) AS first_day,
            max(o.observation_period_end_date) AS last_day
          FROM firsts f
          JOIN \(data("observation_period")) o ON o.person_id = f.person_id
            AND f.entry BETWEEN o.observation_period_start_date AND o.observation_period_end_date
          GROUP BY f.part, f.person_id
        )
        SELECT f.part, f.person_id, f.entry, f.leaving, coalesce(o.last_day, f.entry) AS last_day,
          greatest(coalesce(o.first_day, f.entry), f.entry - 365) AS window_start,
          least(coalesce(o.last_day, f.entry), f.entry + 365) AS window_end,
          greatest(0, year(f.entry) - p.year_of_birth) AS age,
          CASE p.gender_concept_id WHEN 8507 THEN 1 WHEN 8532 THEN 2 ELSE 0 END AS sex
        FROM firsts f
        JOIN \(data("person")) p ON p.person_id = f.person_id
        LEFT JOIN observed o ON o.part = f.part AND o.person_id = f.person_id
        """
    }

    private func data(_ table: String) -> String { SQLLiteral.table(table, schema: schema) }

    private func run(_ label: String, _ sql: String) throws(DuckDBError) {
        try connection.execute(
            sql, label: "characterise, \(label)", deadlineSeconds: CharacterisationSettings.deadlineSeconds)
    }
}

extension SQLLiteral {
    /// A table of a schema that may be written `catalog.schema`.
    static func table(_ table: String, schema: String) -> String {
        (schema.split(separator: ".") + [table[...]]).map { identifier($0) }.joined(separator: ".")
    }
}
