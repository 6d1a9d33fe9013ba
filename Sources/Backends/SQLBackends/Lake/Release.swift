package import Foundation
package import HealthModel

/// A complete release of the lake. It never changes.
package struct Release: Sendable {
    static let manifestName = "manifest.json"
    static let signatureName = "manifest.signature"

    package let name: String
    package let folder: URL
    package let manifest: ReleaseManifest

    init(name: String, folder: URL, manifest: ReleaseManifest) {
        self.name = name
        self.folder = folder
        self.manifest = manifest
    }

    init(name: String, folder: URL) throws {
        let place = folder.appending(path: Release.manifestName)
        guard let bytes = try? Data(contentsOf: place),
            let manifest = try? JSONDecoder().decode(ReleaseManifest.self, from: bytes), manifest.release == name
        else { throw LakeError.manifestDamaged(release: name) }
        self.init(name: name, folder: folder, manifest: manifest)
    }

    /// The tables that have rows, by name.
    package var tables: [String] { Set(manifest.files.map(\.table)).sorted() }

    package func files(of table: String) -> [URL] {
        manifest.files.filter { $0.table == table }.map { folder.appending(path: $0.path) }
    }

    /// The bytes of a document, as they were published.
    package func bytes(of document: ReleaseManifest.Document) throws -> Data {
        let place = folder.appending(path: document.path)
        guard let bytes = try? Data(contentsOf: place), FileDigest.sha256(of: bytes) == document.sha256 else {
            throw LakeError.documentDamaged(release: name, path: document.path)
        }
        return bytes
    }

    package func rowCount(of table: String) -> Int {
        manifest.files.filter { $0.table == table }.reduce(0) { $0 + $1.rows }
    }

    /// The signature beside the manifest; nil when there is none or it is not in its format.
    package var signature: ReleaseSignature? {
        (try? String(contentsOf: folder.appending(path: Release.signatureName), encoding: .utf8))
            .flatMap { ReleaseSignature(line: $0) }
    }

    /// Makes one view per OMOP table in a schema (made if absent): over the release's files, or empty with the right
    /// columns where the release has no row. `tables` says which tables a reader may count on.
    package func attach(
        to connection: DuckDBConnection, schema: String = "omop", tables: [OMOPTable] = OMOPVersion54.tables
    ) throws(DuckDBError) {
        try connection.execute("CREATE SCHEMA IF NOT EXISTS \(SQLLiteral.identifier(schema))", label: "attach")
        for table in tables {
            let view = SQLLiteral.identifier(schema, table.name)
            try connection.execute(
                "CREATE OR REPLACE VIEW \(view) AS \(select(from: table))", label: "attach \(table.name)")
        }
    }

    /// A select that gives the rows of an OMOP table.
    package func select(from table: OMOPTable) -> String {
        Release.select(from: table, files: files(of: table.name).map(\.path))
    }

    /// A select that gives the rows of files of an OMOP table, or none with its columns.
    static func select(from table: OMOPTable, files: [String]) -> String {
        guard files.isEmpty else {
            return
                "SELECT * FROM read_parquet(\(SQLLiteral.list(files)), union_by_name = false, hive_partitioning = false)"
        }
        let columns = table.fields.map { "CAST(NULL AS \($0.duckDBType)) AS \(SQLLiteral.identifier($0.name))" }
        return "SELECT \(columns.joined(separator: ", ")) WHERE false"
    }

    static func rowCount(of file: URL, _ connection: DuckDBConnection) throws(DuckDBError) -> Int {
        let count = try connection.query(
            "SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(\(SQLLiteral.text(file.path)))",
            label: "count rows")
        return Int(try count.scalarInt64())
    }
}
