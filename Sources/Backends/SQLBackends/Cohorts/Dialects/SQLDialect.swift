/// What differs between databases in the SQL of a cohort; everything else is written once.
///
/// To add one: a type beside these, and its snapshot in the tests.
package protocol SQLDialect: Sendable {
    /// Short name, for tests and messages.
    var name: String { get }
    /// A quoted name.
    func identifier(_ name: String) -> String
    /// The place of the n-th bound text of a statement, from 1.
    func placeholder(_ number: Int) -> String
    /// A day moved by a number of days.
    func adding(_ day: String, days: Int) -> String
    /// A day moved by as many days as a column says.
    func adding(_ day: String, column: String) -> String
    /// Whole days between two days.
    func days(from start: String, to end: String) -> String
    func year(_ day: String) -> String
    /// How many bits of a whole number are set.
    func bitCount(_ number: String) -> String
    /// `LIKE` without any escape character, as Circe's texts are written.
    func like(_ text: String, isNegated: Bool, pattern: String) -> String
    /// The text to bind for a `LIKE` pattern.
    func pattern(_ pattern: String) -> String
    /// What precedes the query of a table that lives for one evaluation.
    func createTable(_ name: String) -> String
    /// Rows of `index` (alias P) that have, or do not have, a row of `events` (alias A).
    func existence(of events: String, for index: String, isNegated: Bool, on conditions: String) -> String
    /// The first row of each window of a table, or of a query in brackets.
    func firstRows(_ columns: String, of relation: String, over window: String) -> String
    /// Follows `AS` in a common table expression that is to be computed once.
    var materialized: String { get }
    /// Name of a derived table that nothing refers to, where one is demanded.
    var derived: String { get }
}

extension SQLDialect {
    package func placeholder(_ number: Int) -> String { "$\(number)" }
    package func adding(_ day: String, days: Int) -> String { "\(day) + (\(days))" }
    package func adding(_ day: String, column: String) -> String { "\(day) + CAST(\(column) AS INTEGER)" }
    package func days(from start: String, to end: String) -> String { "(\(end) - \(start))" }
    package func year(_ day: String) -> String { "year(\(day))" }
    package func bitCount(_ number: String) -> String { "bit_count(\(number))" }
    package func pattern(_ pattern: String) -> String { pattern }
    package func createTable(_ name: String) -> String { "CREATE TEMPORARY TABLE \(name)" }
    package var materialized: String { "MATERIALIZED " }
    package var derived: String { " q" }

    package func like(_ text: String, isNegated: Bool, pattern: String) -> String {
        "\(text) \(isNegated ? "NOT LIKE" : "LIKE") \(pattern)"
    }

    package func firstRows(_ columns: String, of relation: String, over window: String) -> String {
        """
        SELECT \(columns) FROM (
          SELECT s.*, row_number() OVER (
            \(window)
          ) AS kept FROM \(relation) s
        )\(derived) WHERE kept = 1
        """
    }
}
