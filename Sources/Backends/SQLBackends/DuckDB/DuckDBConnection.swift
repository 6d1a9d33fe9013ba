internal import CDuckDB
internal import Synchronization

/// A connection to a database: statements run on it one after the other.
package final class DuckDBConnection: @unchecked Sendable {
    // Safe because DuckDB locks a connection for the time of each call; the list of running statements is in a mutex.
    let handle: duckdb_connection
    /// Kept so that the database outlives its connections.
    package let database: DuckDBDatabase
    private let running = Mutex<[RunningStatement]>([])

    init(handle: duckdb_connection, database: DuckDBDatabase) {
        self.handle = handle
        self.database = database
    }

    deinit {
        var handle: duckdb_connection? = handle
        duckdb_disconnect(&handle)
    }

    /// Runs one or several statements whose results nobody reads.
    package func execute(
        _ sql: String,
        label: String = "statement",
        deadlineSeconds: Double? = nil,
        onProgress: (@Sendable (Double) -> Void)? = nil
    ) throws(DuckDBError) {
        _ = try query(sql, label: label, deadlineSeconds: deadlineSeconds, onProgress: onProgress)
    }

    /// Runs one statement and holds its whole result in memory. `label` appears in errors and must hold no value;
    /// `onProgress` is given 0...1 from time to time.
    package func query(
        _ sql: String,
        _ bindings: [DuckDBValue] = [],
        label: String = "statement",
        deadlineSeconds: Double? = nil,
        onProgress: (@Sendable (Double) -> Void)? = nil
    ) throws(DuckDBError) -> DuckDBResult {
        guard bindings.isEmpty else {
            let statement = try prepare(sql, label: label)
            try statement.bind(bindings)
            return try statement.query(deadlineSeconds: deadlineSeconds, onProgress: onProgress)
        }
        let result = DuckDBResult(connection: self, label: label)
        try run(label: label, deadlineSeconds: deadlineSeconds, onProgress: onProgress) { () throws(DuckDBError) in
            guard duckdb_query(handle, sql, &result.storage) == 0 else { throw result.failure() }
        }
        result.readColumns()
        return result
    }

    /// Runs one statement and gives its rows chunk by chunk as DuckDB makes them: for results larger than memory.
    /// No other statement may run on this connection from within `body`. The deadline covers the whole of it.
    ///
    /// Chunks come in no order, not even that of `ORDER BY`: with several threads and `preserve_insertion_order` off
    /// (our default), DuckDB 2.0.0 hands them on as they are done. Ordered rows need `query`.
    package func stream(
        _ sql: String,
        _ bindings: [DuckDBValue] = [],
        label: String = "statement",
        deadlineSeconds: Double? = nil,
        _ body: (DuckDBChunk) throws -> Void
    ) throws {
        let statement = try prepare(sql, label: label)
        try statement.bind(bindings)
        try statement.stream(deadlineSeconds: deadlineSeconds, body)
    }

    /// Parses and plans a statement once, to run it with several bindings.
    package func prepare(_ sql: String, label: String = "statement") throws(DuckDBError) -> DuckDBStatement {
        try DuckDBStatement(sql, on: self, label: label)
    }

    /// Opens a table for fast insertion.
    package func appender(schema: String? = nil, table: String) throws(DuckDBError) -> DuckDBAppender {
        try DuckDBAppender(schema: schema, table: table, on: self)
    }

    /// Runs statements as one transaction: all of it or nothing.
    package func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try execute("BEGIN TRANSACTION", label: "begin")
        do {
            let value = try body()
            try execute("COMMIT", label: "commit")
            return value
        } catch {
            try? execute("ROLLBACK", label: "rollback")
            throw error
        }
    }

    /// Stops what runs on this connection now; may be called from any thread. Nothing happens when nothing runs.
    package func interrupt() {
        for statement in running.withLock({ $0 }) { statement.stop(.interrupted) }
    }

    /// Runs a call to DuckDB under a deadline, and says who stopped it if someone did.
    func run<Failure: Error>(
        label: String,
        deadlineSeconds: Double?,
        onProgress: (@Sendable (Double) -> Void)?,
        _ body: () throws(Failure) -> Void
    ) throws(Failure) {
        if onProgress != nil { enableProgress() }
        let statement = RunningStatement(on: handle, deadlineSeconds: deadlineSeconds, onProgress: onProgress)
        running.withLock { $0.append(statement) }
        defer { running.withLock { $0.removeAll { $0 === statement } } }
        do {
            try body()
            statement.finish()
        } catch {
            let cause = statement.finish()
            if let cause, let failure = error as? DuckDBError, failure.cause == .interrupted,
                let renamed = DuckDBError(cause, label: label) as? Failure
            {
                throw renamed
            }
            throw error
        }
    }

    private func enableProgress() {
        var result = duckdb_result()
        _ = duckdb_query(handle, "SET enable_progress_bar = true; SET enable_progress_bar_print = false", &result)
        duckdb_destroy_result(&result)
    }
}
