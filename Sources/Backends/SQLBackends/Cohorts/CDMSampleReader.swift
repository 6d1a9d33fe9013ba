package import CohortEngine
import HealthModel

/// Loads the OMOP tables of a schema into memory, for the reference evaluator: only the columns that definitions can
/// look at. Tables that the schema does not have are empty.
package struct CDMSampleReader {
    /// Persons that may be asked for by name.
    package static let personCountMax = 10_000

    private let connection: DuckDBConnection
    private let schema: String

    package init(connection: DuckDBConnection, schema: String) {
        self.connection = connection
        self.schema = schema
    }

    /// The whole data, or what concerns some persons; more rows than the limit are a `CohortError`.
    package func sample(
        of persons: [Int64]? = nil, rowCountMax: Int = CDMSample.rowCountMax
    ) throws -> CDMSample {
        if let persons, persons.count > CDMSampleReader.personCountMax {
            throw CohortError.limit(path: "sample", name: "persons", maximum: CDMSampleReader.personCountMax)
        }
        var tables: [CDMSample.Table] = []
        var rowCount = 0
        for (name, columns) in CDMSample.usedColumns.sorted(by: { $0.key < $1.key }) {
            let stored = try storedColumns(name)
            let found = columns.filter(stored.contains)
            guard !found.isEmpty else { continue }
            let table = try read(name, found, of: stored.contains("person_id") ? persons : nil, rowCountMax - rowCount)
            guard let table else { throw CohortError.limit(path: "sample", name: "rows", maximum: rowCountMax) }
            rowCount += table.rowCount
            tables.append(table)
        }
        return try CDMSample(tables, rowCountMax: rowCountMax)
    }

    /// The columns of a table; none when the table does not exist.
    private func storedColumns(_ table: String) throws(DuckDBError) -> Set<String> {
        let place = CohortSQLWriter.table(table, schema: schema)
        do throws(DuckDBError) {
            let result = try connection.query("SELECT * FROM \(place) LIMIT 0", label: "columns of \(table)")
            return Set(result.columnNames.map { $0.lowercased() })
        } catch {
            if error.cause == .binding { return [] }
            throw error
        }
    }

    /// Nil when there are more rows than allowed.
    private func read(
        _ name: String, _ columns: [String], of persons: [Int64]?, _ rowCountMax: Int
    ) throws -> CDMSample.Table? {
        var table = CDMSample.Table(name, columns: columns)
        var filter = ""
        if let persons {
            let list = persons.map(String.init).joined(separator: ", ")
            filter = persons.isEmpty ? "WHERE false" : "WHERE person_id IN (\(list))"
        }
        try connection.stream(
            """
            SELECT \(columns.map { SQLLiteral.identifier($0) }.joined(separator: ", "))
            FROM \(CohortSQLWriter.table(name, schema: schema)) \(filter)
            LIMIT \(rowCountMax + 1)
            """, label: "sample of \(name)"
        ) { chunk in
            for row in 0..<chunk.rowCount {
                var values: [CDMSample.Value] = []
                for column in columns.indices { values.append(CDMSample.Value(try chunk.value(column, row))) }
                table.append(values)
            }
        }
        return table.rowCount > rowCountMax ? nil : table
    }
}

extension CDMSample.Value {
    fileprivate init(_ value: DuckDBValue) {
        self =
            switch value {
            case .null, .blob: .unknown
            case .bool(let truth): .integer(truth ? 1 : 0)
            case .int64(let number): .integer(number)
            case .double(let number): .decimal(number)
            case .text(let text): .text(text)
            case .day(let day): .day(day)
            case .timestamp(let microseconds):
                .day(Day(daysSince1970: Int32((Double(microseconds) / 86_400_000_000).rounded(.down))))
            }
    }
}
