package import HealthModel

/// OMOP tables in memory, few enough rows to look at each of them: what the reference evaluator reads.
package struct CDMSample: Sendable {
    /// Rows of all tables together; a larger release is for the other evaluators.
    package static let rowCountMax = 5_000_000

    private let tables: [String: Table]
    package let rowCount: Int

    /// The tables, each once; those that are not given are empty.
    package init(_ tables: [Table], rowCountMax: Int = CDMSample.rowCountMax) throws(CohortError) {
        rowCount = tables.reduce(0) { $0 + $1.rowCount }
        guard rowCount <= rowCountMax else {
            throw .limit(path: "sample", name: "rows", maximum: rowCountMax)
        }
        var byName: [String: Table] = [:]
        for table in tables {
            guard byName.updateValue(table, forKey: table.name) == nil else { throw .duplicateKey(path: table.name) }
        }
        self.tables = byName
    }

    /// The table of that name; empty when the sample does not have it.
    package func table(_ name: String) -> Table { tables[name] ?? Table(name, columns: []) }
}

extension CDMSample {
    /// A cell.
    package enum Value: Sendable, Hashable {
        case unknown
        case integer(Int64)
        case decimal(Double)
        case day(Day)
        case text(String)

        /// The whole number, also when it was stored as a decimal.
        package var whole: Int64? {
            switch self {
            case .integer(let number): number
            case .decimal(let number): Int64(exactly: number)
            default: nil
            }
        }

        package var number: Double? {
            switch self {
            case .integer(let number): Double(number)
            case .decimal(let number): number
            default: nil
            }
        }

        package var day: Day? { if case .day(let day) = self { day } else { nil } }
        package var text: String? { if case .text(let text) = self { text } else { nil } }
    }

    /// Rows of one table, all with the same columns.
    package struct Table: Sendable {
        package let name: String
        package let columns: [String]
        package private(set) var rowCount = 0
        private let places: [String: Int]
        private var cells: [Value] = []

        package init(_ name: String, columns: [String]) {
            self.name = name
            self.columns = columns
            places = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }

        /// Adds a row with a value for each column, in their order.
        package mutating func append(_ row: [Value]) {
            precondition(row.count == columns.count, "A row has a value for each column.")
            cells += row
            rowCount += 1
        }

        /// Where a column stands; nil when the table does not have it.
        package func place(_ column: String) -> Int? { places[column] }

        /// The value of a column in a row; unknown when the table does not have the column.
        package subscript(row: Int, column: String) -> Value {
            guard let place = places[column] else { return .unknown }
            return cells[row * columns.count + place]
        }

        package subscript(row: Int, place place: Int) -> Value { cells[row * columns.count + place] }
    }
}
