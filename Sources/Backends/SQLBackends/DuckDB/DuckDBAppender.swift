internal import CDuckDB
package import HealthModel

/// Fast insertion into a table, value by value in the order of its columns. Rows are only safe once `close` returned.
/// Not for use by two threads at once.
package final class DuckDBAppender {
    private var handle: duckdb_appender?
    private let connection: DuckDBConnection
    private let label: String
    package let columnCount: Int

    init(schema: String?, table: String, on connection: DuckDBConnection) throws(DuckDBError) {
        self.connection = connection
        label = "append to \(table)"
        guard duckdb_appender_create(connection.handle, schema, table, &handle) == 0 else {
            let failure = DuckDBAppender.failure(handle, label: label)
            duckdb_appender_destroy(&handle)
            throw failure
        }
        columnCount = Int(duckdb_appender_column_count(handle))
    }

    deinit { duckdb_appender_destroy(&handle) }

    package func appendNull() throws(DuckDBError) { try check(duckdb_append_null(handle)) }
    package func append(_ value: Bool) throws(DuckDBError) { try check(duckdb_append_bool(handle, value)) }
    package func append(_ value: Int) throws(DuckDBError) { try check(duckdb_append_int64(handle, Int64(value))) }
    package func append(_ value: Int64) throws(DuckDBError) { try check(duckdb_append_int64(handle, value)) }
    package func append(_ value: Int32) throws(DuckDBError) { try check(duckdb_append_int32(handle, value)) }
    package func append(_ value: Double) throws(DuckDBError) { try check(duckdb_append_double(handle, value)) }

    package func append(_ day: Day) throws(DuckDBError) {
        try check(duckdb_append_date(handle, duckdb_date(days: day.daysSince1970)))
    }

    package func append(timestampMicroseconds: Int64) throws(DuckDBError) {
        try check(duckdb_append_timestamp(handle, duckdb_timestamp(micros: timestampMicroseconds)))
    }

    package func append(_ text: String) throws(DuckDBError) {
        var text = text
        // Without a copy: a native Swift string lends its bytes.
        try check(text.withUTF8 { append(bytes: $0) })
    }

    /// A text as UTF-8 bytes, without making a String of them.
    package func append(utf8 bytes: UnsafeBufferPointer<UInt8>) throws(DuckDBError) {
        try check(append(bytes: bytes))
    }

    package func append(blob bytes: [UInt8]) throws(DuckDBError) {
        try check(bytes.withUnsafeBytes { duckdb_append_blob(handle, $0.baseAddress, idx_t($0.count)) })
    }

    package func append(_ value: DuckDBValue) throws(DuckDBError) {
        switch value {
        case .null: try appendNull()
        case .bool(let value): try append(value)
        case .int64(let value): try append(value)
        case .double(let value): try append(value)
        case .text(let value): try append(value)
        case .day(let value): try append(value)
        case .timestamp(let microseconds): try append(timestampMicroseconds: microseconds)
        case .blob(let bytes): try append(blob: bytes)
        }
    }

    /// To be called when every column of the row has its value.
    package func endRow() throws(DuckDBError) { try check(duckdb_appender_end_row(handle)) }

    /// One whole row.
    package func append(row: [DuckDBValue]) throws(DuckDBError) {
        for value in row { try append(value) }
        try endRow()
    }

    /// Writes what is held; a row that breaks a constraint is noticed here or in `close`.
    package func flush() throws(DuckDBError) { try check(duckdb_appender_flush(handle)) }

    /// Writes what is held and ends the insertion.
    package func close() throws(DuckDBError) { try check(duckdb_appender_close(handle)) }

    private func append(bytes: UnsafeBufferPointer<UInt8>) -> duckdb_state {
        guard let start = bytes.baseAddress else { return duckdb_append_varchar_length(handle, "", 0) }
        return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            duckdb_append_varchar_length(handle, $0, idx_t(bytes.count))
        }
    }

    private func check(_ state: duckdb_state) throws(DuckDBError) {
        if state != 0 { throw DuckDBAppender.failure(handle, label: label) }
    }

    private static func failure(_ handle: duckdb_appender?, label: String) -> DuckDBError {
        var detail = duckdb_appender_error_data(handle)
        defer { duckdb_destroy_error_data(&detail) }
        let text = duckdb_error_data_message(detail).map { String(cString: $0) } ?? ""
        return DuckDBError(number: duckdb_error_data_error_type(detail), text: text, label: label)
    }
}
