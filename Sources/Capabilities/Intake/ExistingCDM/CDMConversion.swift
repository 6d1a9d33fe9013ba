import HealthModel
import SQLBackends

/// SQL that turns the columns of one file into those of OMOP 5.4, keeps the rows that say something, and counts the rest.
struct CDMConversion {
    /// Where a column's values come from.
    struct Column {
        /// Its name in the reader, quoted.
        let name: String
        /// DuckDB's name of its type.
        let type: String
    }

    let columns: CDMColumns
    /// In the order of the file's header.
    let input: [Column]
    /// `read_csv(…)` or `read_parquet(…)`.
    let reader: String

    private var table: OMOPTable { columns.table }

    /// The rows that are kept, in OMOP's columns and types.
    var select: String {
        let list = table.fields.map { "\(final($0)) AS \(SQLLiteral.identifier($0.name))" }
        return "SELECT \(list.joined(separator: ", "))\nFROM (\(values(withChecks: false)))\nWHERE \(isKept)"
    }

    /// What a count of the file gives, in the order of `countQuery`.
    struct Counts {
        let rows: Int
        let kept: Int
        let headerRows: Int
        /// Field → rows (no header rows) where it is essential and cannot be read or is absent.
        let unusable: [String: Int]
        /// Field → values that cannot be read.
        let unreadable: [String: Int]
        /// Field → rows kept where a required concept was absent.
        let filled: [String: Int]
    }

    var countQuery: String {
        var list = ["count(*)", "count(*) FILTER (WHERE \(isKept))", "count(*) FILTER (WHERE header_row)"]
        list += essential.map { "count(*) FILTER (WHERE NOT header_row AND \(SQLLiteral.identifier($0.name)) IS NULL)" }
        list += given.indices.map { "count(*) FILTER (WHERE NOT header_row AND unreadable_\($0))" }
        list += filled.map { "count(*) FILTER (WHERE \(isKept) AND \(SQLLiteral.identifier($0.name)) IS NULL)" }
        return "SELECT \(list.joined(separator: ", "))\nFROM (\(values(withChecks: true)))"
    }

    func counts(of row: [DuckDBValue]) -> Counts {
        let numbers = row.map { Int($0.int64 ?? 0) }
        var place = 3
        func take(_ fields: [OMOPField]) -> [String: Int] {
            defer { place += fields.count }
            return Dictionary(uniqueKeysWithValues: zip(fields.map(\.name), numbers[place...]))
                .filter { $0.value > 0 }
        }
        return Counts(
            rows: numbers[0], kept: numbers[1], headerRows: numbers[2], unusable: take(essential),
            unreadable: take(given), filled: take(filled))
    }

    // MARK: - Rows

    private var given: [OMOPField] { table.fields.filter { columns.place(of: $0) != nil } }
    private var essential: [OMOPField] { given.filter { columns.isEssential($0) } }
    private var filled: [OMOPField] { given.filter { $0.standsForZero } }

    /// Each row of the file once, its values converted.
    private func values(withChecks: Bool) -> String {
        var list = ["\(isHeaderRow) AS header_row"]
        list += given.map { "\(converted($0)) AS \(SQLLiteral.identifier($0.name))" }
        if withChecks { list += given.enumerated().map { "\(isUnreadable($0.element)) AS unreadable_\($0.offset)" } }
        return "SELECT \(list.joined(separator: ",\n    "))\nFROM \(reader)"
    }

    private var isKept: String {
        (["NOT header_row"] + essential.map { "\(SQLLiteral.identifier($0.name)) IS NOT NULL" })
            .joined(separator: " AND ")
    }

    /// A row that repeats the names of its columns: how some exports write an empty table.
    private var isHeaderRow: String {
        let texts = columns.places.sorted { $0.value < $1.value }.filter { isText(input[$0.value]) }
        guard let first = texts.first, texts.count == columns.places.count else { return "false" }
        return "coalesce(lower(trim(\(input[first.value].name))) IN (\(names(of: first.key))), false)"
    }

    private func names(of field: String) -> String {
        ([field] + CDMColumns.renamed.filter { $0.value == field }.keys.sorted())
            .map { SQLLiteral.text($0) }.joined(separator: ", ")
    }

    // MARK: - Values

    /// What stands in the release.
    private func final(_ field: OMOPField) -> String {
        let name = SQLLiteral.identifier(field.name)
        guard columns.place(of: field) != nil else {
            if table.name == "metadata", field.isPrimaryKey { return "row_number() OVER ()" }
            return field.standsForZero ? "CAST(0 AS \(field.duckDBType))" : "CAST(NULL AS \(field.duckDBType))"
        }
        return field.standsForZero ? "coalesce(\(name), 0)" : name
    }

    /// The value in its OMOP type, null when it cannot be read.
    private func converted(_ field: OMOPField) -> String {
        guard let place = columns.place(of: field) else { return "NULL" }
        let source = input[place]
        if CDMConversion.isDirect(source.type, field.duckDBType) {
            return "TRY_CAST(\(source.name) AS \(field.duckDBType))"
        }
        let text = isText(source) ? source.name : "CAST(\(source.name) AS VARCHAR)"
        switch field.kind {
        case .integer:
            // A cast rounds: 1.0 is a whole number written as a real one, 1.5 is not a whole number.
            return """
                CASE WHEN NOT contains(\(text), '.') THEN TRY_CAST(\(text) AS \(field.duckDBType)) \
                WHEN TRY_CAST(\(text) AS DECIMAL(38, 9)) % 1 = 0 THEN TRY_CAST(\(text) AS \(field.duckDBType)) END
                """
        case .number:
            let number = "TRY_CAST(\(source.name) AS DOUBLE)"
            return "CASE WHEN isfinite(\(number)) THEN \(number) END"
        case .date:
            return "coalesce(TRY_CAST(\(text) AS DATE), CAST(try_strptime(trim(\(text)), '%Y%m%d') AS DATE))"
        case .datetime:
            return "coalesce(TRY_CAST(\(text) AS TIMESTAMP), try_strptime(trim(\(text)), '%Y%m%d'))"
        case .text: return text
        }
    }

    /// There is a value, it cannot be read, and it is not one of the words for "none".
    private func isUnreadable(_ field: OMOPField) -> String {
        guard let place = columns.place(of: field) else { return "false" }
        if case .text = field.kind { return "false" }
        let name = input[place].name
        guard isText(input[place]) else { return "(\(name) IS NOT NULL AND (\(converted(field))) IS NULL)" }
        // CASE, because AND would look at the words of every value; contains, because a long IN becomes a join.
        return """
            CASE WHEN \(name) IS NOT NULL AND (\(converted(field))) IS NULL \
            THEN NOT contains('||NULL|NONE|NA|N/A|NAN|\\N|', '|' || upper(trim(\(name))) || '|') ELSE false END
            """
    }

    private func isText(_ column: Column) -> Bool { column.type == "VARCHAR" }

    private static let wholeTypes: Set<String> = [
        "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT",
    ]

    /// Types that a plain cast turns into the other without a loss that a null would not show.
    private static func isDirect(_ source: String, _ target: String) -> Bool {
        switch target {
        case "BIGINT", "INTEGER": wholeTypes.contains(source)
        case "DOUBLE": wholeTypes.contains(source)
        case "DATE": source == "DATE" || source.hasPrefix("TIMESTAMP")
        case "TIMESTAMP": source == "DATE" || source == "TIMESTAMP" || source == "TIMESTAMP_NS"
        default: source == "VARCHAR"
        }
    }
}
