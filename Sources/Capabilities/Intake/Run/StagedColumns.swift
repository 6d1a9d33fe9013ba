import HealthModel
import SQLBackends
import TabularFiles

/// How the columns of a delivered CSV become typed columns of a staged table.
struct StagedColumns {
    /// The columns in the order of the file's header.
    let header: [String]
    let schema: TableSchema

    /// Text and Parquet types by DuckDB's name. Dates in a format of their own are read as text and turned in SQL.
    static func type(of field: TableField) -> String {
        switch field.kind {
        case .integer: "BIGINT"
        case .number: "DOUBLE"
        case .date: isMonthOnly(field) ? "VARCHAR" : "DATE"
        case .datetime: "TIMESTAMP"
        case .boolean: "BOOLEAN"
        case .string, .yearmonth, .year, .month, .any: "VARCHAR"
        }
    }

    /// The `columns` argument of `read_csv`.
    var readerColumns: String {
        let columns = header.map { name -> String in
            let type = schema.field(named: name).map { Self.isReadAsText($0) ? "VARCHAR" : Self.type(of: $0) }
            return "\(SQLLiteral.text(name)): \(SQLLiteral.text(type ?? "VARCHAR"))"
        }
        return "{\(columns.joined(separator: ", "))}"
    }

    /// The select list that gives every column of the schema, then the unknown ones as text; the row token is not
    /// among them. `file` is the alias of the reader.
    func projection(from file: String) -> [String] {
        let present = Set(header)
        var list: [String] = []
        for field in schema.fields where field.name != SourceFile.tokenColumn {
            let name = SQLLiteral.identifier(field.name)
            if !present.contains(field.name) {
                list.append("NULL::\(Self.type(of: field)) AS \(name)")
            } else if Self.isReadAsText(field) {
                list.append("\(Self.conversion(of: field, column: "\(file).\(name)")) AS \(name)")
            } else {
                list.append("\(file).\(name)")
            }
        }
        for column in header where schema.field(named: column) == nil {
            list.append("\(file).\(SQLLiteral.identifier(column))")
        }
        return list
    }

    /// The names of the staged columns that the projection gives.
    var stagedNames: [String] {
        schema.fields.map(\.name).filter { $0 != SourceFile.tokenColumn }
            + header.filter { schema.field(named: $0) == nil }
    }

    private static func isMonthOnly(_ field: TableField) -> Bool {
        ["%m", "%Y", "%Y%m", "year", "yearmonth", "month"].contains(field.format)
    }

    /// Values whose text DuckDB's own reader would not take as they stand.
    private static func isReadAsText(_ field: TableField) -> Bool {
        switch field.kind {
        case .date, .datetime: !isMonthOnly(field) && !["default", "", "any"].contains(field.format)
        case .number, .boolean: true
        default: false
        }
    }

    private static func conversion(of field: TableField, column: String) -> String {
        switch field.kind {
        case .date: "strptime(\(column), \(SQLLiteral.text(field.format)))::DATE"
        case .datetime: "strptime(\(column), \(SQLLiteral.text(field.format)))"
        case .number: "CAST(replace(\(column), ',', '.') AS DOUBLE)"
        case .boolean: "CAST(CASE lower(\(column)) WHEN 'o' THEN '1' WHEN 'n' THEN '0' ELSE \(column) END AS BOOLEAN)"
        default: column
        }
    }
}
