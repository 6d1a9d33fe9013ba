import HealthModel
import PatientIndex

/// The OMOP tables that an index is built from: which exist, with which columns, and what is small enough to hold.
struct IndexSource: Sendable {
    let connection: DuckDBConnection
    let schema: String
    /// Columns by table, lower case; absent tables are absent.
    let columns: [String: [String: DuckDBType]]
    /// By column of the provider, then by provider.
    let providerValues: [String: [Int64: Int64]]
    /// By column of the care site, then by care site.
    let careSiteValues: [String: [Int64: Int64]]
    let careSites: Set<Int64>

    init(connection: DuckDBConnection, schema: String) throws {
        self.connection = connection
        self.schema = schema
        var columns: [String: [String: DuckDBType]] = [:]
        let events = IndexSchema.current.tables
        for name in events.map(\.name) + [
            "person", "provider", "care_site", "concept", "concept_ancestor", "concept_relationship",
        ] {
            columns[name] = try IndexSource.columns(of: name, schema, connection)
        }
        self.columns = columns
        let providerColumns = Set(events.flatMap(\.provider))
        let careSiteColumns = Set(events.flatMap(\.careSite))
        let provider = IndexSource.Lookup(connection: connection, schema: schema, columns: columns, table: "provider")
        let careSite = IndexSource.Lookup(connection: connection, schema: schema, columns: columns, table: "care_site")
        var providerValues: [String: [Int64: Int64]] = [:]
        for column in providerColumns { providerValues[column] = try provider.values(column) }
        self.providerValues = providerValues
        var careSiteValues: [String: [Int64: Int64]] = [:]
        for column in careSiteColumns { careSiteValues[column] = try careSite.values(column) }
        self.careSiteValues = careSiteValues
        careSites = Set(try careSite.values("care_site_id").keys)
        for table in events where columns[table.name] != nil {
            for needed in ["person_id", table.start] where columns[table.name]?[needed] == nil {
                throw PatientIndexError.columnMissing(table: table.name, column: needed)
            }
        }
    }

    func table(_ name: String) -> String { CohortSQLWriter.table(name, schema: schema) }

    func has(_ table: String) -> Bool { columns[table] != nil }

    /// Rows of the person table.
    func personRowCount() throws(DuckDBError) -> Int {
        guard has("person") else { return 0 }
        return Int(try connection.query("SELECT count(*) FROM \(table("person"))", label: "persons").scalarInt64())
    }

    /// A column as BIGINT, without a cast where it has whole numbers already: a cast hides what could be skipped.
    func integer(_ column: String, of table: String) -> String {
        let name = SQLLiteral.identifier(column)
        switch columns[table]?[column] {
        case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32: return name
        default: return "CAST(\(name) AS BIGINT)"
        }
    }

    func day(_ column: String, of table: String) -> String {
        let name = SQLLiteral.identifier(column)
        return columns[table]?[column] == .day ? name : "CAST(\(name) AS DATE)"
    }

    private static func columns(
        of table: String, _ schema: String, _ connection: DuckDBConnection
    ) throws(DuckDBError) -> [String: DuckDBType]? {
        do throws(DuckDBError) {
            let result = try connection.query(
                "SELECT * FROM \(CohortSQLWriter.table(table, schema: schema)) LIMIT 0", label: "columns of \(table)")
            return Dictionary(
                zip(result.columnNames.map { $0.lowercased() }, result.columnTypes),
                uniquingKeysWith: { first, _ in first })
        } catch {
            guard error.cause == .binding else { throw error }
            return nil
        }
    }

    /// A small table of which one column is looked up by identifier.
    private struct Lookup {
        let connection: DuckDBConnection
        let schema: String
        let columns: [String: [String: DuckDBType]]
        let table: String

        /// The known values; of several rows with one identifier, the smallest.
        func values(_ column: String) throws -> [Int64: Int64] {
            let key = "\(table)_id"
            guard let known = columns[table], known[key] != nil, known[column] != nil else { return [:] }
            var values: [Int64: Int64] = [:]
            try connection.stream(
                """
                SELECT CAST(\(key) AS BIGINT), min(CAST(\(SQLLiteral.identifier(column)) AS BIGINT))
                FROM \(CohortSQLWriter.table(table, schema: schema))
                WHERE \(key) IS NOT NULL AND \(SQLLiteral.identifier(column)) IS NOT NULL
                GROUP BY 1
                """, label: "values of \(table)"
            ) { chunk in
                let keys = try chunk.int64s(0)
                let found = try chunk.int64s(1)
                for row in 0..<chunk.rowCount { values[keys.values[row]] = found.values[row] }
            }
            return values
        }
    }
}
