/// Limits of intake and publication.
package struct IntakeSettings: Sendable {
    /// Bytes that DuckDB may hold while it stages and maps.
    package var memoryLimitBytes: Int
    package var threadCount: Int
    /// Longest time one statement may take.
    package var statementSecondsMax: Double

    /// Named by every release.
    package var codeVersion: String

    package init(
        memoryLimitBytes: Int = 1_200_000_000, threadCount: Int = 2, statementSecondsMax: Double = 4 * 3600,
        codeVersion: String
    ) {
        self.memoryLimitBytes = memoryLimitBytes
        self.threadCount = threadCount
        self.statementSecondsMax = statementSecondsMax
        self.codeVersion = codeVersion
    }
}

/// Writes one act to the journal, durably, before it takes effect (`.begin`) or after it did.
package typealias ActRecorder =
    @Sendable (_ action: String, _ objects: [String: String], _ outcome: String) throws -> Void
