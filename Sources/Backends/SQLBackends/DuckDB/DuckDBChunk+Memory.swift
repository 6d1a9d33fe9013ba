internal import CDuckDB

/// How a chunk's columns lie in memory, and their conversions.
///
/// Safe because DuckDB flattens the vectors of a fetched chunk: each is an array of `rowCount` values of its physical
/// type, 8-byte aligned, that lives as long as the chunk, which every column holds.
extension DuckDBChunk {
    func type(_ column: Int) throws(DuckDBError) -> DuckDBType {
        guard types.indices.contains(column) else { throw mismatch(column, "present") }
        return types[column]
    }

    func mismatch(_ column: Int, _ wanted: String) -> DuckDBError {
        DuckDBError(.columnType, label: "\(label), column \(column) is not \(wanted)")
    }

    func vector(_ column: Int) -> duckdb_vector? {
        precondition(types.indices.contains(column), "The column is in the result.")
        return duckdb_data_chunk_get_vector(owner.handle, idx_t(column))
    }

    func data(_ vector: duckdb_vector?) -> UnsafeRawPointer {
        guard let data = duckdb_vector_get_data(vector) else { preconditionFailure("A flat vector has data.") }
        return UnsafeRawPointer(data)
    }

    func validity(_ vector: duckdb_vector?) -> UnsafePointer<UInt64>? {
        duckdb_vector_get_validity(vector).map { UnsafePointer($0) }
    }

    /// The column's own memory.
    func shared<Element>(_ column: Int) -> DuckDBColumn<Element> {
        let vector = vector(column)
        let start = data(vector).assumingMemoryBound(to: Element.self)
        return DuckDBColumn(
            values: UnsafeBufferPointer(start: start, count: rowCount), validity: validity(vector), owner: owner)
    }

    /// A copy of the column as another type. Null rows hold any bits, so `convert` must accept them all.
    func converted<Stored: BitwiseCopyable, Element: BitwiseCopyable>(
        _ column: Int, from type: Stored.Type, _ convert: (Stored) -> Element
    ) -> DuckDBColumn<Element> {
        let source: DuckDBColumn<Stored> = shared(column)
        let values = owner.copy(of: column, count: rowCount) { copy in
            for row in 0..<rowCount { copy[row] = convert(source.values[row]) }
        }
        return DuckDBColumn(values: values, validity: source.validity, owner: owner)
    }

    /// Refuses a column with a value (null apart) outside the type asked for.
    func check<Stored: BitwiseCopyable>(
        _ column: Int, _ type: Stored.Type, _ fits: (Stored) -> Bool
    ) throws(DuckDBError) {
        let source: DuckDBColumn<Stored> = shared(column)
        for row in 0..<rowCount where !source.isNull(row) && !fits(source.values[row]) {
            throw DuckDBError(.outOfRange, label: "\(label), column \(column)")
        }
    }

    /// DECIMAL is stored as the narrowest whole number that holds its digits.
    func decimals(_ column: Int, width: Int, scale: Int) -> DuckDBColumn<Double> {
        var divisor = 1.0
        for _ in 0..<scale { divisor *= 10 }
        switch width {
        case ...4: return converted(column, from: Int16.self) { Double($0) / divisor }
        case ...9: return converted(column, from: Int32.self) { Double($0) / divisor }
        case ...18: return converted(column, from: Int64.self) { Double($0) / divisor }
        default: return converted(column, from: duckdb_hugeint.self) { double($0) / divisor }
        }
    }

    func double(_ number: duckdb_hugeint) -> Double {
        Double(number.upper) * 18_446_744_073_709_551_616 + Double(number.lower)
    }
}
