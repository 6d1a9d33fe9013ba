internal import CDuckDB
package import HealthModel

/// At most 2,048 rows of a result, column by column. Columns count from 0.
package struct DuckDBChunk {
    let owner: OwnedChunk
    let types: [DuckDBType]
    let label: String
    package let rowCount: Int

    init(ownedHandle: OwnedChunk, types: [DuckDBType], label: String) {
        owner = ownedHandle
        self.types = types
        self.label = label
        rowCount = Int(duckdb_data_chunk_get_size(ownedHandle.handle))
    }

    /// Whole numbers of any width as 64 bits; without a copy for BIGINT. A sum (HUGEINT) that does not fit is an error.
    package func int64s(_ column: Int) throws(DuckDBError) -> DuckDBColumn<Int64> {
        switch try type(column) {
        case .int64, .timestamp: return shared(column)
        case .int8: return converted(column, from: Int8.self) { Int64($0) }
        case .int16: return converted(column, from: Int16.self) { Int64($0) }
        case .int32: return converted(column, from: Int32.self) { Int64($0) }
        case .uint8: return converted(column, from: UInt8.self) { Int64($0) }
        case .uint16: return converted(column, from: UInt16.self) { Int64($0) }
        case .uint32: return converted(column, from: UInt32.self) { Int64($0) }
        case .uint64:
            try check(column, UInt64.self) { $0 <= UInt64(Int64.max) }
            return converted(column, from: UInt64.self) { Int64(truncatingIfNeeded: $0) }
        case .hugeInteger:
            try check(column, duckdb_hugeint.self) { $0.upper == Int64(bitPattern: $0.lower) >> 63 }
            return converted(column, from: duckdb_hugeint.self) { Int64(bitPattern: $0.lower) }
        default: throw mismatch(column, "whole numbers")
        }
    }

    /// INTEGER without a copy; narrower numbers and days are widened.
    package func int32s(_ column: Int) throws(DuckDBError) -> DuckDBColumn<Int32> {
        switch try type(column) {
        case .int32, .day: return shared(column)
        case .int8: return converted(column, from: Int8.self) { Int32($0) }
        case .int16: return converted(column, from: Int16.self) { Int32($0) }
        case .uint8: return converted(column, from: UInt8.self) { Int32($0) }
        case .uint16: return converted(column, from: UInt16.self) { Int32($0) }
        default: throw mismatch(column, "whole numbers of 32 bits")
        }
    }

    /// Numbers of any type; without a copy for DOUBLE.
    package func doubles(_ column: Int) throws(DuckDBError) -> DuckDBColumn<Double> {
        switch try type(column) {
        case .double: return shared(column)
        case .float: return converted(column, from: Float.self) { Double($0) }
        case .hugeInteger:
            return converted(column, from: duckdb_hugeint.self) { double($0) }
        case .decimal(let width, let scale): return decimals(column, width: width, scale: scale)
        default:
            let whole = try int64s(column)
            let values = owner.copy(of: column, count: rowCount) { copy in
                for row in 0..<rowCount { copy[row] = Double(whole.values[row]) }
            }
            return DuckDBColumn(values: values, validity: whole.validity, owner: owner)
        }
    }

    /// DATE, without a copy.
    package func days(_ column: Int) throws(DuckDBError) -> DuckDBColumn<Day> {
        guard try type(column) == .day else { throw mismatch(column, "days") }
        return shared(column)
    }

    /// BOOLEAN, without a copy.
    package func bools(_ column: Int) throws(DuckDBError) -> DuckDBColumn<Bool> {
        guard try type(column) == .boolean else { throw mismatch(column, "truth values") }
        return shared(column)
    }

    /// VARCHAR or BLOB, without a copy.
    package func strings(_ column: Int) throws(DuckDBError) -> DuckDBStringColumn {
        let found = try type(column)
        guard found == .text || found == .blob else { throw mismatch(column, "texts") }
        let vector = vector(column)
        return DuckDBStringColumn(
            entries: data(vector).assumingMemoryBound(to: duckdb_string_t.self), validity: validity(vector),
            owner: owner, count: rowCount)
    }

    /// The bytes of one text, nil for null. To read a whole column, ask for `strings` once.
    package func withString<Value>(
        _ column: Int, _ row: Int, _ body: (UnsafeBufferPointer<UInt8>?) throws -> Value
    ) throws -> Value {
        let strings = try strings(column)
        return try body(strings.isNull(row) ? nil : strings.bytes(row))
    }

    /// One cell of any supported type; slow, for small results.
    package func value(_ column: Int, _ row: Int) throws(DuckDBError) -> DuckDBValue {
        let found = try type(column)
        if isNull(column, row) { return .null }
        switch found {
        case .boolean: return .bool(try bools(column).values[row])
        case .float, .double, .decimal: return .double(try doubles(column).values[row])
        case .hugeInteger:
            if let number = try? int64s(column) { return .int64(number.values[row]) }
            return .double(try doubles(column).values[row])
        case .day: return .day(try days(column).values[row])
        case .timestamp: return .timestamp(microseconds: try int64s(column).values[row])
        case .text: return .text(try strings(column).string(row) ?? "")
        case .blob: return .blob(Array(try strings(column).bytes(row)))
        case .unsupported: throw mismatch(column, "a type that the driver reads: cast it to VARCHAR")
        default: return .int64(try int64s(column).values[row])
        }
    }

    package func isNull(_ column: Int, _ row: Int) -> Bool {
        guard let validity = validity(vector(column)) else { return false }
        return validity[row >> 6] >> UInt64(row & 63) & 1 == 0
    }
}
