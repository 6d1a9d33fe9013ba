import Foundation
import HealthModel
import Intake
import QualitySheets
import SQLBackends
import SealedExchange

/// How well records were matched, against the truth of the synthetic country.
struct DemoScores {
    struct Source {
        let name: String
        let records: Int
        let truth: QualitySheet.Truth
    }

    let sources: [Source]
    /// Of two records under one pseudonym, how often they are one person.
    let precision: Double
    /// Of two records of one person, how often they are under one pseudonym.
    let recall: Double
    /// The same for the rules alone, as if evidence had linked nothing.
    var rulesPrecision = 0.0
    var rulesRecall = 0.0
}

/// Holds the key holder's answers against the truth, record by record.
///
/// Only a demonstration can: the holder kept the row tokens in the order of its register, the country knows the person
/// of each register row.
struct DemoScoring {
    let folder: URL
    let key: ExchangeKeyPair

    func run() throws -> DemoScores {
        let spill = folder.appending(path: "scoring")
        try FileManager.default.createDirectory(at: spill, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: spill) }
        let connection = try DuckDBDatabase(
            settings: DuckDBSettings(
                memoryLimitBytes: 1_000_000_000, temporaryFolder: spill, preservesInsertionOrder: true)
        )
        .connect()
        try connection.execute(
            """
            CREATE TABLE answer (token VARCHAR, outcome VARCHAR, reason VARCHAR, pseudonym VARCHAR);
            CREATE TABLE record (source VARCHAR, record_key VARCHAR, token VARCHAR);
            """, label: "scoring tables")
        for source in SourceDescription.all { try load(source, connection) }
        let truth = folder.appending(path: "country/truth/links.csv").path
        try connection.execute(
            """
            CREATE TABLE scored AS
            SELECT r.source, a.outcome, a.reason, a.pseudonym, t.person
            FROM record r JOIN answer a ON a.token = r.token
            JOIN read_csv(\(SQLLiteral.text(truth)), header = true, all_varchar = true) t
                ON t.source = r.source AND t.record_key = r.record_key
            """, label: "join with the truth")
        return try scores(connection)
    }

    private func load(_ source: SourceDescription, _ connection: DuckDBConnection) throws {
        let reader = try CrosswalkFileReader(
            url: folder.appending(path: "sent/\(source.name)/crosswalk.sealed"), key: key)
        let appender = try connection.appender(table: "answer")
        while let entry = try reader.next() {
            try appender.append(row: [
                .text(entry.token.text), .text(entry.outcome.rawValue), .text(entry.reason.rawValue),
                DuckDBValue(entry.pseudonym?.text),
            ])
        }
        try appender.close()
        let tokens = folder.appending(path: "country/truth/tokens-\(source.name).csv").path
        try connection.execute(
            """
            INSERT INTO record
            SELECT \(SQLLiteral.text(source.name)), k.record_key, t.token
            FROM (SELECT record_key, row_number() OVER () AS n FROM (\(keys(source)))) k
            JOIN (SELECT token, row_number() OVER () AS n
                FROM read_csv(\(SQLLiteral.text(tokens)), header = false, columns = {'token': 'VARCHAR'})) t
                ON t.n = k.n
            """, label: "records of \(source.name)")
    }

    /// The record keys of the truth, in the order of the register's rows.
    private func keys(_ source: SourceDescription) -> String {
        let raw = folder.appending(path: "country/\(source.name)")
        switch source.identity.place {
        case .csv(let pattern):
            let path = SQLLiteral.text(raw.appending(path: pattern).path)
            let key = source.identity.personKey.map { SQLLiteral.identifier($0) }.joined(separator: " || '|' || ")
            return "SELECT \(key) AS record_key FROM read_csv(\(path), delim = ';', header = true, all_varchar = true)"
        case .fhirPatient(let pattern):
            let path = SQLLiteral.text(raw.appending(path: pattern).path)
            return """
                SELECT id AS record_key FROM read_json(\(path), format = 'newline_delimited', columns = {id: 'VARCHAR'})
                """
        }
    }

    private func scores(_ connection: DuckDBConnection) throws -> DemoScores {
        let sources = try truths(connection)
        let all = try pairs(of: "scored", connection)
        // What evidence or reviewers linked was left open by the rules.
        let rules = try pairs(
            of: """
                (SELECT person, CASE WHEN reason NOT IN ('fellegi-sunter', 'reviewed') THEN pseudonym END AS pseudonym
                FROM scored)
                """, connection)
        return DemoScores(
            sources: sources, precision: all.precision, recall: all.recall, rulesPrecision: rules.precision,
            rulesRecall: rules.recall)
    }

    /// What is true of the records of each source. A pseudonym is its most frequent person's, the smallest of equals;
    /// a person's own pseudonym is likewise the most frequent of those.
    private func truths(_ connection: DuckDBConnection) throws -> [DemoScores.Source] {
        try connection.query(
            """
            WITH found AS (
                SELECT pseudonym, person, count(*) AS n FROM scored WHERE pseudonym IS NOT NULL GROUP BY ALL),
            owner AS (SELECT DISTINCT ON (pseudonym) * FROM found ORDER BY pseudonym, n DESC, person),
            own AS (SELECT DISTINCT ON (person) * FROM owner ORDER BY person, n DESC, pseudonym)
            SELECT s.source, count(*),
                count(*) FILTER (s.outcome = 'certain' AND s.pseudonym = own.pseudonym),
                count(*) FILTER (s.outcome = 'certain' AND owner.person <> s.person),
                count(*) FILTER (s.outcome = 'certain' AND owner.person = s.person AND s.pseudonym <> own.pseudonym),
                count(*) FILTER (s.outcome = 'ambiguous'),
                count(*) FILTER (s.outcome = 'ambiguous' AND own.pseudonym IS NOT NULL),
                count(*) FILTER (s.outcome = 'excluded'),
                count(*) FILTER (s.outcome = 'excluded' AND own.pseudonym IS NOT NULL)
            FROM scored s LEFT JOIN owner ON owner.pseudonym = s.pseudonym LEFT JOIN own ON own.person = s.person
            GROUP BY s.source ORDER BY s.source
            """, label: "outcomes against the truth"
        )
        .rows()
        .map { row in
            let counts = row.dropFirst().map { Int($0.int64 ?? 0) }
            var truth = QualitySheet.Truth()
            (truth.right, truth.wrong, truth.apart) = (counts[1], counts[2], counts[3])
            (truth.ambiguous, truth.ambiguousMissed) = (counts[4], counts[5])
            (truth.excluded, truth.excludedMissed) = (counts[6], counts[7])
            return DemoScores.Source(name: row[0].text ?? "", records: counts[0], truth: truth)
        }
    }

    /// Pairs of records: how many claimed ones are right, how many right ones are claimed.
    private func pairs(
        of records: String, _ connection: DuckDBConnection
    ) throws -> (precision: Double, recall: Double) {
        let row =
            try
            connection.query(
                """
                WITH found AS (
                    SELECT pseudonym, person, count(*) AS n FROM \(records) WHERE pseudonym IS NOT NULL GROUP BY ALL),
                claimed AS (SELECT sum(n * (n - 1) / 2) AS pairs FROM (
                    SELECT sum(n) AS n FROM found GROUP BY pseudonym)),
                right_ones AS (SELECT sum(n * (n - 1) / 2) AS pairs FROM found),
                all_ones AS (SELECT sum(n * (n - 1) / 2) AS pairs FROM (
                    SELECT count(*) AS n FROM \(records) GROUP BY person))
                SELECT right_ones.pairs / nullif(claimed.pairs, 0), right_ones.pairs / nullif(all_ones.pairs, 0)
                FROM claimed, right_ones, all_ones
                """, label: "pairs"
            )
            .rows()[0]
        return (row[0].double ?? 0, row[1].double ?? 0)
    }
}
