/// What an import found and what it did with it: every row of every file is kept or counted with a reason.
package struct ExistingCDMReport: Sendable, Codable, Equatable {
    package struct Table: Sendable, Codable, Equatable {
        package let table: String
        /// Paths inside the input.
        package let files: [String]
        package let rowsInFiles: Int
        package let rowsKept: Int
        /// Reason → rows: `header-row`, `shifted`, `unusable`.
        package let dropped: [String: Int]

        package var rowsDropped: Int { dropped.values.reduce(0, +) }
    }

    /// A file that OMOP has no table for.
    package struct UnknownFile: Sendable, Codable, Equatable {
        package let file: String
        package let rows: Int
    }

    /// Name of the file or folder.
    package let input: String
    /// The set inside the input; empty for its top.
    package let set: String
    /// `v5.3` when a column's name says so, else `v5.4`.
    package let cdmVersion: String
    /// SHA-256 of the archive, or of the names and digests of the folder's files.
    package let digest: String
    package let tables: [Table]
    package let unknownFiles: [UnknownFile]
    /// Files that hold no table at all.
    package let ignoredFiles: [String]
    package let findings: [IntakeReport.FindingLine]

    package func table(_ name: String) -> Table? { tables.first { $0.table == name } }
}
