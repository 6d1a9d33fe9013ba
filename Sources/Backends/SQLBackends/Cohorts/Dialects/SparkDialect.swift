/// Spark SQL from version 3.4 on, and Databricks.
///
/// Spark's temporary views hold no data, so the tables of an evaluation are real ones: the prefix must be unique to the
/// evaluation, and the session's current schema one in which it may write.
package struct SparkDialect: SQLDialect {
    package let name = "spark"
    package let materialized = ""

    package init() {}

    package func identifier(_ name: String) -> String {
        "`" + String(name.flatMap { $0 == "`" ? [$0, $0] : [$0] }) + "`"
    }

    package func placeholder(_ number: Int) -> String { "?" }
    package func adding(_ day: String, days: Int) -> String { "date_add(\(day), \(days))" }
    package func adding(_ day: String, column: String) -> String { "date_add(\(day), CAST(\(column) AS INTEGER))" }
    package func days(from start: String, to end: String) -> String { "datediff(\(end), \(start))" }

    /// The backslash escapes by default and cannot be switched off: the slash escapes instead, and itself.
    package func like(_ text: String, isNegated: Bool, pattern: String) -> String {
        "\(text) \(isNegated ? "NOT LIKE" : "LIKE") \(pattern) ESCAPE '/'"
    }

    package func pattern(_ pattern: String) -> String {
        String(pattern.flatMap { $0 == "/" ? [$0, $0] : [$0] })
    }

    package func createTable(_ name: String) -> String { "CREATE TABLE \(name)" }

    package func existence(of events: String, for index: String, isNegated: Bool, on conditions: String) -> String {
        """
        SELECT P.person_id, P.event_id
        FROM \(index) P
        LEFT \(isNegated ? "ANTI" : "SEMI") JOIN (\(events)) A ON \(conditions)
        """
    }
}
