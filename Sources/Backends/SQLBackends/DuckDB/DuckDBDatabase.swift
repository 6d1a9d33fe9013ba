internal import CDuckDB
package import Foundation

/// A DuckDB database in this process: a file, or memory only when it has no path.
package final class DuckDBDatabase: @unchecked Sendable {
    // Safe because DuckDB's database object locks itself, and the handle is set once and freed in deinit.
    private let handle: duckdb_database

    package init(path: URL? = nil, settings: DuckDBSettings = DuckDBSettings()) throws(DuckDBError) {
        var configuration: duckdb_config?
        guard duckdb_create_config(&configuration) == 0 else { throw DuckDBError(.outOfMemory, label: "open") }
        defer { duckdb_destroy_config(&configuration) }
        for (name, value) in settings.options where duckdb_set_config(configuration, name, value) != 0 {
            throw DuckDBError(.other, label: "open, setting \(name)")
        }
        var opened: duckdb_database?
        var text: UnsafeMutablePointer<CChar>?
        guard duckdb_open_ext(path?.path, &opened, configuration, &text) == 0, let opened else {
            let detail = text.map { String(cString: $0) } ?? ""
            duckdb_free(text)
            throw DuckDBError(number: 0, text: detail, label: "open")
        }
        handle = opened
    }

    deinit {
        var handle: duckdb_database? = handle
        duckdb_close(&handle)
    }

    /// A new connection; each has its own transaction and temporary tables.
    package func connect() throws(DuckDBError) -> DuckDBConnection {
        var connection: duckdb_connection?
        guard duckdb_connect(handle, &connection) == 0, let connection else {
            throw DuckDBError(.other, label: "connect")
        }
        return DuckDBConnection(handle: connection, database: self)
    }

    /// The version of the linked library, as `v2.0.0`.
    package static var libraryVersion: String { String(cString: duckdb_library_version()) }
}
