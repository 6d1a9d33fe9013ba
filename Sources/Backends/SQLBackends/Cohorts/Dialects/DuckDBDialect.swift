/// DuckDB, the hub's own.
package struct DuckDBDialect: SQLDialect {
    package let name = "duckdb"
    package let derived = ""

    package init() {}

    package func identifier(_ name: String) -> String { SQLLiteral.identifier(name) }

    package func existence(of events: String, for index: String, isNegated: Bool, on conditions: String) -> String {
        """
        SELECT P.person_id, P.event_id
        FROM \(index) P
        \(isNegated ? "ANTI" : "SEMI") JOIN (\(events)) A ON \(conditions)
        """
    }

    package func firstRows(_ columns: String, of relation: String, over window: String) -> String {
        """
        SELECT \(columns) FROM \(relation)
        QUALIFY row_number() OVER (
          \(window)
        ) = 1
        """
    }
}
