internal import CDuckDB

/// The type of a result's column, as far as the driver reads it.
package enum DuckDBType: Sendable, Hashable {
    case boolean
    case int8, int16, int32, int64
    case uint8, uint16, uint32, uint64
    case hugeInteger
    case float, double
    case decimal(width: Int, scale: Int)
    case day
    /// Microseconds since 1970, with or without time zone.
    case timestamp
    case text
    case blob
    /// Lists, structures, times…: cast them to VARCHAR in the statement. The number is DuckDB's (`duckdb_type`).
    case unsupported(UInt32)

    init(of column: Int, in result: inout duckdb_result) {
        let number = duckdb_column_type(&result, idx_t(column))
        guard number == 19 else {
            self = DuckDBType.simple[number] ?? .unsupported(number)
            return
        }
        var logical = duckdb_column_logical_type(&result, idx_t(column))
        self = .decimal(width: Int(duckdb_decimal_width(logical)), scale: Int(duckdb_decimal_scale(logical)))
        duckdb_destroy_logical_type(&logical)
    }

    private static let simple: [UInt32: DuckDBType] = [
        1: .boolean, 2: .int8, 3: .int16, 4: .int32, 5: .int64, 6: .uint8, 7: .uint16, 8: .uint32, 9: .uint64,
        10: .float, 11: .double, 12: .timestamp, 13: .day, 16: .hugeInteger, 17: .text, 18: .blob, 31: .timestamp,
    ]
}
