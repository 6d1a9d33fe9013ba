package import HealthModel

/// What one pass over a delivered CSV found.
package struct CSVReport: Sendable {
    /// A column of the file, in its order.
    package struct Column: Sendable, Hashable {
        package let name: String
        /// Values that are empty or mean "none".
        package var emptyCount: Int
    }

    package let file: String
    package let dialect: CSVDialect
    package let encoding: TextEncoding
    package let isGzip: Bool
    package let newlines: CSVNewlines
    /// Records after the header.
    package let rowCount: Int
    /// Bytes of the file as delivered.
    package let byteCount: Int
    /// Bytes of its text as UTF-8.
    package let textByteCount: Int
    package let columns: [Column]
    package let findings: Findings
    /// DuckDB would not read the file as it stands with `dialect`: take a clean copy.
    package let needsRewriting: Bool
    /// False when the pass had to stop before the end.
    package let isComplete: Bool
    /// The clean copy was asked for and is in its place; never so when there are errors.
    package let isRewritten: Bool
}

/// What to check a CSV with, beside its schema.
package struct CSVCheckOptions: Sendable {
    /// Detected when nil.
    package var dialect: CSVDialect?
    package var limits = TabularLimits()
    /// Name of a reference table → its codes, for the fields that name one; tables not given are not checked.
    package var codes: [String: Set<String>] = [:]
    /// Other severities than the usual ones, by code of finding.
    package var severities: [String: Finding.Severity] = [:]

    package init() {}
}
