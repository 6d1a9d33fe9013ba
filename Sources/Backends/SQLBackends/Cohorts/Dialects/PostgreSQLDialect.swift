/// PostgreSQL from version 14 on, which knows `bit_count`.
package struct PostgreSQLDialect: SQLDialect {
    package let name = "postgresql"

    package init() {}

    package func identifier(_ name: String) -> String { SQLLiteral.identifier(name) }
    package func year(_ day: String) -> String { "CAST(EXTRACT(YEAR FROM \(day)) AS INTEGER)" }
    package func bitCount(_ number: String) -> String { "bit_count(CAST(\(number) AS bit(64)))" }

    /// The backslash escapes by default, and an empty escape switches that off.
    package func like(_ text: String, isNegated: Bool, pattern: String) -> String {
        "\(text) \(isNegated ? "NOT LIKE" : "LIKE") \(pattern) ESCAPE ''"
    }

    package func existence(of events: String, for index: String, isNegated: Bool, on conditions: String) -> String {
        """
        SELECT P.person_id, P.event_id
        FROM \(index) P
        WHERE \(isNegated ? "NOT " : "")EXISTS (SELECT 1 FROM (\(events)) A WHERE \(conditions))
        """
    }
}
