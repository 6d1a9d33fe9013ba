internal import CDuckDB
internal import HealthModel

/// A prepared statement. Not for use by two threads at once.
package final class DuckDBStatement {
    private var handle: duckdb_prepared_statement?
    private let connection: DuckDBConnection
    private let label: String

    init(_ sql: String, on connection: DuckDBConnection, label: String) throws(DuckDBError) {
        self.connection = connection
        self.label = label
        guard duckdb_prepare(connection.handle, sql, &handle) == 0 else {
            let text = duckdb_prepare_error(handle).map { String(cString: $0) } ?? ""
            duckdb_destroy_prepare(&handle)
            throw DuckDBError(number: 0, text: text, label: label)
        }
    }

    deinit { duckdb_destroy_prepare(&handle) }

    /// How many `?` or `$n` the statement has.
    package var parameterCount: Int { Int(duckdb_nparams(handle)) }

    /// Gives a value to every parameter, in order.
    package func bind(_ values: [DuckDBValue]) throws(DuckDBError) {
        guard values.count == parameterCount else {
            throw DuckDBError(.binding, label: "\(label), \(values.count) values for \(parameterCount) parameters")
        }
        for (offset, value) in values.enumerated() {
            guard bind(value, to: idx_t(offset + 1)) == 0 else {
                throw DuckDBError(.binding, label: "\(label), parameter \(offset + 1)")
            }
        }
    }

    /// Runs it and holds the whole result.
    package func query(
        deadlineSeconds: Double? = nil, onProgress: (@Sendable (Double) -> Void)? = nil
    ) throws(DuckDBError) -> DuckDBResult {
        let result = DuckDBResult(connection: connection, label: label)
        try connection.run(label: label, deadlineSeconds: deadlineSeconds, onProgress: onProgress) {
            () throws(DuckDBError) in
            guard duckdb_execute_prepared(handle, &result.storage) == 0 else { throw result.failure() }
        }
        result.readColumns()
        return result
    }

    /// Binds, runs and forgets the result.
    package func execute(_ values: [DuckDBValue]) throws(DuckDBError) {
        try bind(values)
        _ = try query()
    }

    /// Runs it and gives its rows chunk by chunk as DuckDB makes them.
    package func stream(deadlineSeconds: Double? = nil, _ body: (DuckDBChunk) throws -> Void) throws {
        let result = DuckDBResult(connection: connection, label: label)
        try connection.run(label: label, deadlineSeconds: deadlineSeconds, onProgress: nil) {
            try start(into: result)
            result.readColumns()
            try result.forEachChunk(body)
        }
    }

    private func start(into result: DuckDBResult) throws(DuckDBError) {
        var pending: duckdb_pending_result?
        defer { duckdb_destroy_pending(&pending) }
        guard duckdb_pending_prepared_streaming(handle, &pending) == 0 else {
            let text = duckdb_pending_error(pending).map { String(cString: $0) } ?? ""
            throw DuckDBError(number: 0, text: text, label: label)
        }
        guard duckdb_execute_pending(pending, &result.storage) == 0 else { throw result.failure() }
    }

    private func bind(_ value: DuckDBValue, to parameter: idx_t) -> duckdb_state {
        switch value {
        case .null: duckdb_bind_null(handle, parameter)
        case .bool(let value): duckdb_bind_boolean(handle, parameter, value)
        case .int64(let value): duckdb_bind_int64(handle, parameter, value)
        case .double(let value): duckdb_bind_double(handle, parameter, value)
        case .day(let day): duckdb_bind_date(handle, parameter, duckdb_date(days: day.daysSince1970))
        case .timestamp(let microseconds):
            duckdb_bind_timestamp(handle, parameter, duckdb_timestamp(micros: microseconds))
        case .text(let text):
            Array(text.utf8)
                .withUnsafeBytes { bytes in
                    bytes.withMemoryRebound(to: CChar.self) {
                        duckdb_bind_varchar_length(handle, parameter, $0.baseAddress, idx_t($0.count))
                    }
                }
        case .blob(let bytes):
            bytes.withUnsafeBytes { duckdb_bind_blob(handle, parameter, $0.baseAddress, idx_t($0.count)) }
        }
    }
}
