import HealthModel

/// Writes a select of an OMOP table: every column of the table in its order and type, then `delivery`.
enum OMOPSelect {
    /// `values` gives the expressions of the columns that are known; the others are null. A value for a column that
    /// the table lacks, or no value for a required one, is a programming error.
    static func mapped(
        _ table: String, _ values: [String: String], delivery: String = "delivery", from source: String
    ) -> MappedTable {
        guard let omop = OMOPVersion54.table(table) else { preconditionFailure("A mapped table is one of OMOP's.") }
        let unknown = values.keys.filter { omop.field(named: $0) == nil }
        precondition(unknown.isEmpty, "A mapped column is one of its OMOP table.")
        let columns = omop.fields.map { field in
            precondition(!field.isRequired || values[field.name] != nil, "A required OMOP column has a value.")
            return "CAST(\(values[field.name] ?? "NULL") AS \(field.duckDBType)) AS \(field.name)"
        }
        return MappedTable(
            table: table,
            select: """
                SELECT
                    \(columns.joined(separator: ",\n    ")),
                    \(delivery) AS delivery
                FROM \(source)
                """)
    }
}
