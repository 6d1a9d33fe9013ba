import HealthModel
import PatientIndex
import Synchronization

/// Where to read each table of events from: as it lies, or from a copy sorted by person.
final class TableLayouts: Sendable {
    /// Every table that exists, larger ones first.
    let tables: [Layout]
    let sortedTables: [String]
    private let connection: DuckDBConnection
    private let copies: String?

    struct Layout: Sendable {
        let table: IndexSchema.Table
        /// What stands after FROM.
        let relation: String
        let rowCount: Int
    }

    /// A chunk of rows that touches this many times more shards than one in order is read that many times: sorting
    /// costs less.
    private static let excessMax = 3.0
    private static let copyNumber = Atomic<Int>(0)

    init(_ source: IndexSource, _ ranges: PersonRanges) throws {
        connection = source.connection
        var layouts: [Layout] = []
        var sorted: [String] = []
        var copies: String?
        for table in IndexSchema.current.tables where source.has(table.name) {
            let (rowCount, excess) = try TableLayouts.measure(table, source, ranges)
            var relation = source.table(table.name)
            if excess > TableLayouts.excessMax {
                let database = try copies ?? TableLayouts.attach(source.connection)
                copies = database
                relation = try TableLayouts.sort(table, source, into: database)
                sorted.append(table.name)
            }
            layouts.append(Layout(table: table, relation: relation, rowCount: rowCount))
        }
        tables = layouts.sorted { ($1.rowCount, $0.table.name) < ($0.rowCount, $1.table.name) }
        sortedTables = sorted
        self.copies = copies
    }

    var rowCount: Int { tables.reduce(0) { $0 + $1.rowCount } }

    /// The counts of the shards, with the rows that no shard has read.
    func header(_ counts: [String: PatientIndexHeader.Table]) -> [String: PatientIndexHeader.Table] {
        var header: [String: PatientIndexHeader.Table] = [:]
        for layout in tables {
            let read = counts[layout.table.name]
            let rowCount = read?.rowCount ?? 0
            let undated = read?.undatedRowCount ?? 0
            header[layout.table.name] = PatientIndexHeader.Table(
                rowCount: rowCount, undatedRowCount: undated, strangerRowCount: layout.rowCount - rowCount - undated)
        }
        return header
    }

    /// Drops the sorted copies.
    func remove() {
        // A failure leaves the copies in memory until the database closes; the index stands.
        if let copies { try? connection.execute("DETACH \(copies)", label: "remove sorted copies") }
    }

    /// Rows, and how many times more shards a chunk of them touches than if they lay in the order of persons.
    private static func measure(
        _ table: IndexSchema.Table, _ source: IndexSource, _ ranges: PersonRanges
    ) throws -> (rowCount: Int, excess: Double) {
        if ranges.ranges.count < 2 {
            let count = try source.connection.query(
                "SELECT count(*) FROM \(source.table(table.name))", label: "rows of \(table.name)")
            return (Int(try count.scalarInt64()), 1)
        }
        var rowCount = 0
        var chunkCount = 0
        var shardCount = 0
        try source.connection.stream(
            "SELECT \(source.integer("person_id", of: table.name)) FROM \(source.table(table.name))",
            label: "layout of \(table.name)"
        ) { chunk in
            let persons = try chunk.int64s(0)
            rowCount += chunk.rowCount
            var (first, last) = (Int64.max, Int64.min)
            for row in 0..<chunk.rowCount where !persons.isNull(row) {
                first = min(first, persons.values[row])
                last = max(last, persons.values[row])
            }
            guard first <= last else { return }
            chunkCount += 1
            shardCount += ranges.shardCount(from: first, to: last)
        }
        guard chunkCount > 0 else { return (rowCount, 1) }
        // In order, chunks divide the shards among them, and each may begin in the one before.
        let least = 1 + Double(ranges.ranges.count) / Double(chunkCount)
        return (rowCount, Double(shardCount) / Double(chunkCount) / least)
    }

    private static func attach(_ connection: DuckDBConnection) throws(DuckDBError) -> String {
        let number = copyNumber.add(1, ordering: .relaxed).newValue
        let name = SQLLiteral.identifier("hub_index_\(number)")
        try connection.execute("ATTACH ':memory:' AS \(name) (READ_WRITE)", label: "sorted copies")
        return name
    }

    private static func sort(
        _ table: IndexSchema.Table, _ source: IndexSource, into database: String
    ) throws(DuckDBError) -> String {
        let copy = "\(database).\(SQLLiteral.identifier(table.name))"
        let known = source.columns[table.name] ?? [:]
        let columns = TableReading.columnNames(table).filter { known[$0] != nil }.map { SQLLiteral.identifier($0) }
        try source.connection.execute(
            """
            CREATE TABLE \(copy) AS
            SELECT \(columns.joined(separator: ", ")) FROM \(source.table(table.name))
            WHERE person_id IS NOT NULL
            ORDER BY \(source.integer("person_id", of: table.name))
            """, label: "sort \(table.name)")
        return copy
    }
}
