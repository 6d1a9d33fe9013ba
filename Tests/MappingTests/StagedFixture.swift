import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import TabularFiles

@testable import Intake

/// A small DuckDB with the staged tables of a source, as the intake run would attach them.
final class StagedFixture {
    let source: SourceDescription
    let connection: DuckDBConnection

    init(_ source: SourceDescription, on connection: DuckDBConnection? = nil) throws {
        self.source = source
        if let connection {
            self.connection = connection
            try connection.execute("DROP SCHEMA staged CASCADE; CREATE SCHEMA staged")
        } else {
            self.connection = try DuckDBDatabase(settings: DuckDBSettings(threadCount: 1)).connect()
            try self.connection.execute("CREATE SCHEMA staged")
            try BuiltVocabulary.load(on: self.connection)
        }
        for file in source.files {
            let fields = file.deliveredSchema.fields.filter { $0.name != SourceFile.tokenColumn }
            var columns = fields.map { "\($0.name) \(Self.type($0))" } + ["delivery VARCHAR DEFAULT 'd1'"]
            if !file.personKey.isEmpty { columns.append("person_id BIGINT") }
            try self.connection.execute("CREATE TABLE staged.\(file.table) (\(columns.joined(separator: ", ")))")
        }
    }

    /// Adds a row; values are written as text and cast by DuckDB, the others are null.
    func insert(_ table: String, _ values: [String: String]) throws {
        let columns = values.keys.sorted()
        let cells = columns.map { SQLLiteral.text(values[$0] ?? "") }
        try connection.execute(
            "INSERT INTO staged.\(table) (\(columns.joined(separator: ", "))) VALUES (\(cells.joined(separator: ", ")))"
        )
    }

    func prepare() throws {
        for statement in source.mapping.preparation { try connection.execute(statement) }
    }

    /// The chosen columns of everything mapped to an OMOP table, as texts, sorted.
    func rows(_ table: String, _ columns: String) throws -> [[String?]] {
        let selects = source.mapping.tables.filter { $0.table == table }.map(\.select)
        return try query("SELECT \(columns) FROM (\(selects.joined(separator: "\nUNION ALL\n"))) ORDER BY ALL")
    }

    func count(of rule: String) throws -> Int {
        guard let found = source.mapping.rules.first(where: { $0.name == rule }) else { return -1 }
        return try number(found.removedCountQuery)
    }

    func number(_ sql: String) throws -> Int { Int(try query(sql).first?.first.flatMap { $0 } ?? "") ?? -1 }

    func query(_ sql: String) throws -> [[String?]] {
        try connection.query("SELECT COLUMNS(*)::VARCHAR FROM (\(sql))").rows().map { row in row.map(\.text) }
    }

    private static func type(_ field: TableField) -> String {
        switch field.kind {
        case .integer: "BIGINT"
        case .number: "DOUBLE"
        case .date: "DATE"
        case .boolean: "BOOLEAN"
        default: "VARCHAR"
        }
    }
}

/// The built-in vocabulary, made once for all tests and copied as Parquet: making it takes a quarter of a second.
enum BuiltVocabulary {
    private static let files = Result {
        let folder = try TemporaryFolder()
        let connection = try DuckDBDatabase(settings: DuckDBSettings(threadCount: 1)).connect()
        for statement in VocabularyTables.statements() { try connection.execute(statement) }
        for table in ["concept", "code_map"] {
            try connection.execute(
                "COPY vocabulary.\(table) TO \(SQLLiteral.text(folder.url.appending(path: table).path)) (FORMAT parquet)"
            )
        }
        return folder
    }

    static func load(on connection: DuckDBConnection) throws {
        let folder = try files.get().url
        try connection.execute("CREATE SCHEMA vocabulary")
        for table in ["concept", "code_map"] {
            try connection.execute(
                "CREATE TABLE vocabulary.\(table) AS FROM read_parquet(\(SQLLiteral.text(folder.appending(path: table).path)))"
            )
        }
    }
}
