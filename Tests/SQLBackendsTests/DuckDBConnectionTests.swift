import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Synchronization
import Testing

private final class Latch: Sendable { let isSet = Mutex(false) }
private final class Seen: Sendable { let shares = Mutex<[Double]>([]) }

@Suite struct DuckDBConnectionTests {
    /// Would take minutes.
    private static let endless = "SELECT count(*) FROM range(4000000) a(i), range(4000000) b(j) WHERE (i * j) % 7 = 3"

    @Test func runsPreparedStatementsWithSeveralBindings() throws {
        let connection = try DuckDBDatabase().connect()
        try connection.execute(
            "CREATE TABLE person (person_id BIGINT, name VARCHAR); INSERT INTO person VALUES (0, NULL)")
        let statement = try connection.prepare("INSERT INTO person VALUES ($1, $2)")
        for number in 1...5 { try statement.execute([.int64(Int64(number)), "n"]) }
        #expect(try connection.query("SELECT count(*) FROM person").scalarInt64() == 6)
        #expect(try connection.query("DELETE FROM person WHERE person_id > ?", [2]).changedRowCount == 3)
        #expect(throws: DuckDBError.self) { try statement.execute([1]) }
    }

    @Test func rollsBackATransactionThatFails() throws {
        struct Refused: Error {}
        let connection = try DuckDBDatabase().connect()
        try connection.execute("CREATE TABLE t (n BIGINT)")
        #expect(throws: Refused.self) {
            try connection.transaction {
                try connection.execute("INSERT INTO t VALUES (1)")
                throw Refused()
            }
        }
        try connection.transaction { try connection.execute("INSERT INTO t VALUES (2)") }
        #expect(try connection.query("SELECT n FROM t").scalarInt64() == 2)
    }

    @Test func appendsRowsOfEveryType() throws {
        let connection = try DuckDBDatabase().connect()
        try connection.execute(
            "CREATE TABLE t (a BOOLEAN, b INTEGER, c BIGINT, d DOUBLE, e VARCHAR, f DATE, g TIMESTAMP, h BLOB)")
        let day = try #require(Day(year: 2024, month: 2, day: 29))
        let row: [DuckDBValue] = [
            false, 1, 2, 3.5, "une phrase plus longue que douze octets", .day(day), .timestamp(microseconds: 1),
            .blob([1, 2]),
        ]
        let appender = try connection.appender(table: "t")
        #expect(appender.columnCount == 8)
        for _ in 0..<3000 { try appender.append(row: row) }
        try appender.append(row: Array(repeating: .null, count: 8))
        try appender.append(row: [nil, nil, nil, nil, "", nil, nil, nil])
        try appender.close()
        #expect(try connection.query("SELECT count(*) FROM t WHERE e = ''").scalarInt64() == 1)
        let rows = try connection.query("SELECT * FROM t").rows()
        #expect(rows.count == 3002)
        #expect(rows.filter { $0 == row }.count == 3000)
    }

    @Test func noticesABrokenConstraintWhenAppending() throws {
        let connection = try DuckDBDatabase().connect()
        try connection.execute("CREATE TABLE t (n VARCHAR PRIMARY KEY)")
        let appender = try connection.appender(table: "t")
        try appender.append(row: ["Dupont"])
        try appender.append(row: ["Dupont"])
        let error = #expect(throws: DuckDBError.self) { try appender.close() }
        #expect(error?.cause == .constraint)
        #expect(error.map { "\($0) \($0.message)".contains("Dupont") } == false)
        #expect(throws: DuckDBError.self) { try connection.appender(table: "absent") }
    }

    @Test func stopsAtTheDeadline() throws {
        let connection = try DuckDBDatabase().connect()
        let error = #expect(throws: DuckDBError.self) {
            try connection.query(DuckDBConnectionTests.endless, label: "count", deadlineSeconds: 0.05)
        }
        #expect(error?.cause == .deadline)
        #expect(error?.label == "count")
        #expect(try connection.query("SELECT 1", deadlineSeconds: 60).scalarInt64() == 1)
    }

    @Test func stopsAPreparedAndAStreamedStatementAtTheDeadline() throws {
        let connection = try DuckDBDatabase().connect()
        let statement = try connection.prepare(DuckDBConnectionTests.endless)
        #expect(throws: DuckDBError(.deadline, label: "statement")) { try statement.query(deadlineSeconds: 0.02) }
        #expect(throws: DuckDBError(.deadline, label: "statement")) {
            try connection.stream(DuckDBConnectionTests.endless, deadlineSeconds: 0.02) { _ in }
        }
        #expect(throws: DuckDBError(.deadline, label: "statement")) {
            try connection.stream("SELECT i FROM range(1000000000000) t(i)", deadlineSeconds: 0.02) { _ in }
        }
    }

    @Test func isInterruptedFromAnotherThread() async throws {
        let connection = try DuckDBDatabase().connect()
        let over = Latch()
        let error = await withTaskGroup(of: DuckDBError?.self) { group in
            group.addTask {
                defer { over.isSet.withLock { $0 = true } }
                do throws(DuckDBError) { try connection.execute(DuckDBConnectionTests.endless) } catch { return error }
                return nil
            }
            while !over.isSet.withLock({ $0 }) {
                connection.interrupt()
                await Task.yield()
            }
            return await group.next() ?? nil
        }
        #expect(error?.cause == .interrupted)
        #expect(try connection.query("SELECT 1").scalarInt64() == 1)
    }

    @Test func reportsTheProgressOfALongStatement() throws {
        let folder = try TemporaryFolder()
        let connection = try DuckDBDatabase().connect()
        let path = SQLLiteral.text(folder.url.appending(path: "n.parquet").path)
        try connection.execute("COPY (SELECT i FROM range(2000000) t(i)) TO \(path)")
        let seen = Seen()
        #expect(throws: DuckDBError(.interrupted, label: "statement")) {
            try connection.query(
                "SELECT max(i * j) FROM \(path) a(i), range(200000) b(j)", deadlineSeconds: 30,
                onProgress: { share in
                    seen.shares.withLock { $0.append(share) }
                    connection.interrupt()
                })
        }
        let shares = seen.shares.withLock { $0 }
        #expect(!shares.isEmpty)
        #expect(shares.allSatisfy { (0...1).contains($0) })
    }

    @Test func failsWhenMemoryIsNotEnough() throws {
        let connection = try DuckDBDatabase(settings: DuckDBSettings(memoryLimitBytes: 16 << 20)).connect()
        let error = #expect(throws: DuckDBError.self) {
            try connection.query("SELECT count(*) FROM (SELECT DISTINCT i FROM range(5000000) t(i))")
        }
        #expect(error?.cause == .outOfMemory)
        #expect(error?.kind == .limit)
    }

    @Test func spillsToTheTemporaryFolder() throws {
        let folder = try TemporaryFolder()
        let settings = DuckDBSettings(memoryLimitBytes: 32 << 20, threadCount: 1, temporaryFolder: folder.url)
        let connection = try DuckDBDatabase(settings: settings).connect()
        let count = try connection.query("SELECT count(*) FROM (SELECT DISTINCT i FROM range(3000000) t(i))")
        #expect(try count.scalarInt64() == 3_000_000)
        #expect(try connection.query("SELECT current_setting('temp_file_encryption')").scalar() == true)
    }

    @Test(arguments: [
        ("SELEC 1", DuckDBError.Cause.syntax), ("SELECT * FROM absent", .binding), ("SELECT absent", .binding),
        ("SELECT 'Dupont'::INTEGER", .conversion), ("SELECT 300::TINYINT", .conversion),
        ("SELECT * FROM read_parquet('/absent/Dupont.parquet')", .inputOutput),
        ("CREATE TABLE t (n INTEGER CHECK (n > 3)); INSERT INTO t VALUES (1)", .constraint),
        ("SELECT * FROM read_csv('s3://Dupont/a.csv')", .other),
    ])
    func tellsErrorsApartWithoutTheirValues(sql: String, cause: DuckDBError.Cause) throws {
        let connection = try DuckDBDatabase().connect()
        let direct = #expect(throws: DuckDBError.self) { try connection.query(sql, label: "test") }
        #expect(direct?.cause == cause, "\(direct?.rawDetail.nominativeValue ?? "")")
        let words = direct.map { "\($0) \($0.message.fr) \($0.message.en)" } ?? ""
        #expect(words.contains("test"))
        #expect(!words.contains("Dupont"))
        #expect("\(String(describing: direct?.rawDetail))".contains("Dupont") == false)
    }

    @Test func tellsErrorsOfPreparedStatementsApart() throws {
        let connection = try DuckDBDatabase().connect()
        #expect(throws: DuckDBError(.syntax, label: "statement")) { try connection.prepare("SELEC ?") }
        #expect(throws: DuckDBError(.binding, label: "statement")) { try connection.prepare("SELECT * FROM absent") }
        #expect(throws: DuckDBError(.conversion, label: "statement")) {
            try connection.query("SELECT ?::INTEGER", ["Dupont"])
        }
    }

    @Test func forbidsFilesAndSettingsWhenTold() throws {
        let settings = DuckDBSettings(allowsFileAccess: false, locksConfiguration: true)
        let connection = try DuckDBDatabase(settings: settings).connect()
        #expect(throws: DuckDBError(.permission, label: "statement")) {
            try connection.query("SELECT * FROM read_csv('/etc/hostname')")
        }
        #expect(throws: DuckDBError.self) { try connection.execute("SET enable_external_access = true") }
    }

    @Test func keepsAFileAndOpensItReadOnly() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "hub.duckdb")
        do {
            let connection = try DuckDBDatabase(path: path).connect()
            try connection.execute("CREATE TABLE t AS SELECT 42 AS n")
        }
        let connection = try DuckDBDatabase(path: path, settings: DuckDBSettings(isReadOnly: true)).connect()
        #expect(try connection.query("SELECT n FROM t").scalarInt64() == 42)
        #expect(throws: DuckDBError.self) { try connection.execute("CREATE TABLE u (n INTEGER)") }
    }

    @Test func quotesTextsAndNames() throws {
        let connection = try DuckDBDatabase().connect()
        let name = "a\"b'c\u{0}é"
        let result = try connection.query("SELECT \(SQLLiteral.text(name)) AS \(SQLLiteral.identifier(name))")
        #expect(result.columnNames == ["a\"b'cé"])
        #expect(try result.scalar() == "a\"b'cé")
        let combining = "'\u{0301}; DROP"
        #expect(try connection.query("SELECT \(SQLLiteral.text(combining))").scalar() == .text(combining))
    }
}
