import HealthModel
import SQLBackends

/// The crosswalk of one delivery as a DuckDB table, and the numbers that its persons take in the hub.
///
/// Pseudonyms stay in the register (`people/`): staged rows and releases know a person by number only.
struct CrosswalkTable {
    let connection: DuckDBConnection

    /// Records by outcome and reason.
    struct Count: Hashable {
        let outcome: LinkageOutcome
        let reason: LinkageReason
        let records: Int
    }

    /// Makes the empty tables `crosswalk_entry` and `person_register`.
    func create() throws {
        try connection.execute(
            """
            CREATE TEMP TABLE crosswalk_entry (token VARCHAR, outcome VARCHAR, reason VARCHAR, pseudonym VARCHAR);
            CREATE TEMP TABLE person_register (pseudonym VARCHAR, person_id BIGINT);
            """, label: "make the crosswalk")
    }

    /// Appends what the key holder answered.
    func fill(_ entries: (_ take: (Pseudonymised<CrosswalkEntry>) throws -> Void) throws -> Void) throws {
        let appender = try connection.appender(schema: nil, table: "crosswalk_entry")
        try entries { entry in
            let value = entry.value
            try appender.append(row: [
                .text(value.token.text), .text(value.outcome.rawValue), .text(value.reason.rawValue),
                DuckDBValue(value.pseudonym?.text),
            ])
        }
        try appender.close()
    }

    /// Reads the present register, gives new persons the next numbers, and makes `crosswalk (token, person_id)`.
    ///
    /// Numbers follow the order of pseudonyms, which is no order of anything about the persons. A token that was answered
    /// twice in two ways has no person: two records cannot share a name.
    func number(register: String?) throws -> (new: Int, total: Int) {
        if let register {
            try connection.execute(
                "INSERT INTO person_register SELECT pseudonym, person_id FROM read_parquet(\(SQLLiteral.text(register)))",
                label: "read the person register")
        }
        let known = try connection.query("SELECT count(*) FROM person_register", label: "count persons").scalarInt64()
        try connection.execute(
            """
            INSERT INTO person_register
            SELECT n.pseudonym,
                (SELECT coalesce(max(person_id), 0) FROM person_register)
                    + row_number() OVER (ORDER BY n.pseudonym)
            FROM (
                SELECT DISTINCT pseudonym FROM crosswalk_entry WHERE outcome = 'certain' AND pseudonym IS NOT NULL
            ) n
            ANTI JOIN person_register r ON r.pseudonym = n.pseudonym;
            CREATE TEMP TABLE crosswalk AS
            SELECT e.token::UUID AS token,
                CASE WHEN count(*) = count(r.person_id) AND min(r.person_id) = max(r.person_id)
                    THEN min(r.person_id) END AS person_id
            FROM crosswalk_entry e
            LEFT JOIN person_register r ON e.outcome = 'certain' AND r.pseudonym = e.pseudonym
            GROUP BY e.token;
            """, label: "number the persons")
        let total = try connection.query("SELECT count(*) FROM person_register", label: "count persons").scalarInt64()
        return (Int(total - known), Int(total))
    }

    /// How many records ended how.
    func counts() throws -> [Count] {
        try connection.query(
            "SELECT outcome, reason, count(*) FROM crosswalk_entry GROUP BY ALL ORDER BY ALL", label: "count outcomes"
        )
        .rows()
        .compactMap { row in
            guard let outcome = row[0].text.flatMap(LinkageOutcome.init), let reason = row[1].text,
                let records = row[2].int64
            else { return nil }
            return Count(outcome: outcome, reason: LinkageReason(rawValue: reason), records: Int(records))
        }
    }

    /// Writes the register of the next generation.
    func writeRegister(to file: String) throws {
        try connection.execute(
            """
            COPY (SELECT pseudonym, person_id FROM person_register ORDER BY person_id)
            TO \(SQLLiteral.text(file)) (FORMAT parquet, COMPRESSION zstd)
            """, label: "write the person register")
    }
}
