internal import CDuckDB

/// The rows that a statement gave. They can be read once, from the first to the last.
package final class DuckDBResult {
    /// `rows()` and `strings` are for small results: more than this is an error.
    package static let rowCountMax = 100_000

    var storage = duckdb_result()
    package private(set) var columnNames: [String] = []
    package private(set) var columnTypes: [DuckDBType] = []
    private let connection: DuckDBConnection
    let label: String

    init(connection: DuckDBConnection, label: String) {
        self.connection = connection
        self.label = label
    }

    deinit { duckdb_destroy_result(&storage) }

    /// How many rows an INSERT, UPDATE, DELETE or COPY touched.
    package var changedRowCount: Int { Int(duckdb_rows_changed(&storage)) }

    /// The place of a column; the error names it.
    package func column(_ name: String) throws(DuckDBError) -> Int {
        guard let place = columnNames.firstIndex(of: name) else {
            throw DuckDBError(.columnType, label: "\(label), column \(name)")
        }
        return place
    }

    /// Gives the rows in chunks of at most 2,048. A chunk and its columns are only valid within `body`.
    package func forEachChunk(_ body: (DuckDBChunk) throws -> Void) throws {
        while let chunk = try nextChunk() { try body(chunk) }
    }

    /// The single whole number of a result of one row, as of `SELECT count(*)`.
    package func scalarInt64() throws(DuckDBError) -> Int64 {
        let value = try scalar()
        guard let number = value.int64 else { throw DuckDBError(.columnType, label: "\(label), one whole number") }
        return number
    }

    /// The single value of a result of one row.
    package func scalar() throws(DuckDBError) -> DuckDBValue {
        let rows = try rows(max: 1)
        guard let row = rows.first, let value = row.first else {
            throw DuckDBError(.columnType, label: "\(label), one value")
        }
        return value
    }

    /// All rows of a small result; more rows than `max` are an error.
    package func rows(max: Int = DuckDBResult.rowCountMax) throws(DuckDBError) -> [[DuckDBValue]] {
        var rows: [[DuckDBValue]] = []
        while let chunk = try nextChunk() {
            guard rows.count + chunk.rowCount <= max else {
                throw DuckDBError(.limit, label: "\(label), more than \(max) rows")
            }
            for row in 0..<chunk.rowCount {
                var values: [DuckDBValue] = []
                values.reserveCapacity(columnNames.count)
                for column in columnNames.indices { values.append(try chunk.value(column, row)) }
                rows.append(values)
            }
        }
        return rows
    }

    /// The texts of one column of a small result; nulls are left out.
    package func strings(_ column: Int = 0, max: Int = DuckDBResult.rowCountMax) throws(DuckDBError) -> [String] {
        var texts: [String] = []
        while let chunk = try nextChunk() {
            let strings = try chunk.strings(column)
            for row in 0..<chunk.rowCount {
                if let text = strings.string(row) { texts.append(text) }
            }
            guard texts.count <= max else { throw DuckDBError(.limit, label: "\(label), more than \(max) rows") }
        }
        return texts
    }

    func nextChunk() throws(DuckDBError) -> DuckDBChunk? {
        guard let chunk = duckdb_fetch_chunk(storage) else {
            // Null is the end of the rows, or the failure of a statement that is still running.
            if duckdb_result_error(&storage) != nil { throw failure() }
            return nil
        }
        return DuckDBChunk(ownedHandle: OwnedChunk(chunk), types: columnTypes, label: label)
    }

    func readColumns() {
        let indices = 0..<Int(duckdb_column_count(&storage))
        columnNames = indices.map { duckdb_column_name(&storage, idx_t($0)).map { String(cString: $0) } ?? "" }
        columnTypes = indices.map { DuckDBType(of: $0, in: &storage) }
    }

    func failure() -> DuckDBError {
        let text = duckdb_result_error(&storage).map { String(cString: $0) } ?? ""
        return DuckDBError(number: duckdb_result_error_type(&storage), text: text, label: label)
    }
}
