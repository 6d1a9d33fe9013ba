/// What a column was found to hold.
package struct ColumnVerdict: Sendable, Hashable {
    /// The header, as given.
    package let name: String
    package let kind: NominativeKind
    /// From 0 to 1; 0 for `NONE`.
    package let confidence: Double
    /// At most three values, masked: safe to show to whoever delivered the file.
    package let maskedExamples: [String]
    /// Share of the filled rows that bear the finding.
    package let share: Double
}
