import HealthModel
import PatientIndex

/// Reads the rows of one table for a range of persons into plain columns.
struct TableReading {
    let layout: TableLayouts.Layout
    let source: IndexSource

    private var table: IndexSchema.Table { layout.table }

    /// Every column that may be read.
    static func columnNames(_ table: IndexSchema.Table) -> [String] {
        var names: [String] = []
        let linked = [
            "person_id", table.identifier, table.start, table.concept, table.visit,
            table.provider.isEmpty ? nil : "provider_id", table.careSite.isEmpty ? nil : "care_site_id",
        ]
        for name in linked.compactMap({ $0 }) + table.days + table.values where !names.contains(name) {
            names.append(name)
        }
        return names
    }

    func rows(
        _ range: ClosedRange<Int64>, _ numbers: PersonNumbers, on connection: DuckDBConnection,
        checkpoint: (Int) throws -> Void
    ) throws -> TableRows {
        let rows = TableRows(table)
        var columns = SelectedColumns(table: table.name, source: source)
        let person = columns.integer("person_id")
        let start = columns.day(table.start)
        let identifier = columns.optionalInteger(table.identifier)
        let concept = table.concept.flatMap { columns.optionalInteger($0) }
        let visit = table.visit.flatMap { columns.optionalInteger($0) }
        let sinks = columns.sinks(for: table, rows)
        if visit != nil { rows.visits = RowBuffer() }
        let personColumn = source.integer("person_id", of: table.name)
        try connection.stream(
            """
            SELECT \(columns.expressions.joined(separator: ", ")) FROM \(layout.relation)
            WHERE \(personColumn) BETWEEN \(range.lowerBound) AND \(range.upperBound)
            """, label: "read \(table.name)"
        ) { chunk in
            try checkpoint(chunk.rowCount)
            let persons = try chunk.int64s(person)
            let target = rows.persons.grow(by: chunk.rowCount)
            var (last, number) = (Int64.min, TableRows.stranger)
            for row in 0..<chunk.rowCount {
                if persons.values[row] != last {
                    last = persons.values[row]
                    number = numbers.number(of: last)
                }
                target[row] = number
            }
            try chunk.append(days: start, to: rows.starts, table: table.name, table.start)
            try chunk.append(
                identifier, to: rows.identifiers, unknown: TableRows.unknownIdentifier, table: table.name,
                table.identifier)
            try chunk.append(
                concept, to: rows.concepts, unknown: IndexTable.noConcept, table: table.name, table.concept ?? "")
            if let visits = rows.visits {
                try chunk.append(
                    visit, to: visits, unknown: TableRows.unknownVisit, table: table.name, table.visit ?? "")
            }
            for sink in sinks { try sink(chunk) }
        }
        return rows
    }
}

/// The columns of a SELECT, collected with their places.
private struct SelectedColumns {
    let table: String
    let source: IndexSource
    private(set) var expressions: [String] = []

    init(table: String, source: IndexSource) {
        self.table = table
        self.source = source
    }

    private var known: [String: DuckDBType] { source.columns[table] ?? [:] }

    mutating func add(_ expression: String) -> Int {
        if let place = expressions.firstIndex(of: expression) { return place }
        expressions.append(expression)
        return expressions.count - 1
    }

    mutating func integer(_ column: String) -> Int { add(source.integer(column, of: table)) }

    mutating func day(_ column: String) -> Int { add(source.day(column, of: table)) }

    mutating func optionalInteger(_ column: String) -> Int? { known[column] == nil ? nil : integer(column) }

    typealias Sink = (DuckDBChunk) throws -> Void

    /// Where the other columns of the table go; absent ones nowhere.
    mutating func sinks(for table: IndexSchema.Table, _ rows: TableRows) -> [Sink] {
        var sinks: [Sink] = []
        for name in table.days where known[name] != nil {
            let place = day(name)
            let buffer = RowBuffer<Int32>()
            rows.days.append((name, buffer))
            sinks.append { try $0.append(days: place, to: buffer, table: table.name, name) }
        }
        for name in table.values { if let sink = sink(for: name, rows) { sinks.append(sink) } }
        for name in table.provider {
            guard let values = source.providerValues[name], !values.isEmpty else { continue }
            if let sink = lookup("provider_id", IndexSchema.providerColumn(name), values, rows) { sinks.append(sink) }
        }
        if table.careSite.isEmpty || source.careSites.isEmpty { return sinks }
        let present = Dictionary(uniqueKeysWithValues: source.careSites.map { ($0, Int64(1)) })
        if let sink = lookup("care_site_id", IndexSchema.knownCareSite, present, rows) { sinks.append(sink) }
        for name in table.careSite {
            let values = source.careSiteValues[name] ?? [:]
            if let sink = lookup("care_site_id", IndexSchema.careSiteColumn(name), values, rows) { sinks.append(sink) }
        }
        return sinks
    }

    private mutating func sink(for name: String, _ rows: TableRows) -> Sink? {
        guard let type = known[name] else { return nil }
        let table = table
        switch form(of: name, type) {
        case .small:
            let place = add(SQLLiteral.identifier(name))
            let buffer = RowBuffer<Int32>()
            rows.values.append((name, .small(buffer)))
            return { try $0.append(smalls: place, to: buffer, table: table, name) }
        case .large:
            let place = integer(name)
            let buffer = RowBuffer<Int64>()
            rows.values.append((name, .large(buffer)))
            return { try $0.append(place, to: buffer, unknown: .min, table: table, name) }
        case .decimal(let expression):
            let place = add(expression)
            let buffer = RowBuffer<Double>()
            rows.values.append((name, .decimals(buffer)))
            return { try $0.append(decimals: place, to: buffer) }
        case .text(let expression):
            let place = add(expression)
            let buffer = RowBuffer<Int32>()
            let texts = TextTable()
            rows.values.append((name, .texts(buffer, texts)))
            return { try $0.append(texts: place, to: buffer, texts) }
        }
    }

    private enum Form {
        case small, large
        case decimal(String)
        case text(String)
    }

    /// How a column is held: as it is stored, unless OMOP says that what is stored as text is a number.
    private func form(of name: String, _ type: DuckDBType) -> Form {
        let column = SQLLiteral.identifier(name)
        let kind = OMOPVersion54.table(table)?.field(named: name)?.kind
        switch type {
        case .int8, .int16, .int32, .uint8, .uint16: return .small
        case .int64, .uint32, .uint64, .hugeInteger, .boolean: return .large
        case .float, .double, .decimal: return IndexSchema.isConcept(name) ? .large : .decimal(column)
        case .text where IndexSchema.isConcept(name) || kind == .integer: return .large
        case .text where kind == .number: return .decimal("CAST(\(column) AS DOUBLE)")
        case .text: return .text(column)
        default: return .text("CAST(\(column) AS VARCHAR)")
        }
    }

    /// A column of another table, looked up by the identifier that the row names.
    private mutating func lookup(
        _ key: String, _ name: String, _ values: [Int64: Int64], _ rows: TableRows
    ) -> Sink? {
        guard !values.isEmpty, let place = optionalInteger(key) else { return nil }
        let buffer = RowBuffer<Int64>()
        rows.values.append((name, .large(buffer)))
        return { chunk in
            let keys = try chunk.int64s(place)
            let target = buffer.grow(by: chunk.rowCount)
            for row in 0..<chunk.rowCount {
                target[row] = keys.isNull(row) ? .min : values[keys.values[row]] ?? .min
            }
        }
    }
}
