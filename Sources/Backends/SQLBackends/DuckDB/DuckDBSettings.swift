package import Foundation

/// How a DuckDB database is opened. Extensions are never installed, loaded from elsewhere or fetched, whatever is set.
package struct DuckDBSettings: Sendable {
    /// Bytes that DuckDB's buffers may hold; queries that need more write to the temporary folder.
    package var memoryLimitBytes: Int
    package var threadCount: Int
    /// Where big queries spill, encrypted. Nil: nothing spills, and a query that does not fit fails.
    package var temporaryFolder: URL?
    /// Bytes that may be spilled.
    package var temporaryBytesMax: Int
    /// Keeping the order of rows read from files costs memory; a release does not need it.
    package var preservesInsertionOrder: Bool
    /// Open an existing file without the right to change it.
    package var isReadOnly: Bool
    /// False: no statement may touch a file. Set it for SQL that we did not write.
    package var allowsFileAccess: Bool
    /// True: no statement may change a setting any more.
    package var locksConfiguration: Bool

    package static let defaultMemoryLimitBytes = 2 << 30
    package static let defaultTemporaryBytesMax = 64 << 30

    package init(
        memoryLimitBytes: Int = DuckDBSettings.defaultMemoryLimitBytes,
        threadCount: Int = 2,
        temporaryFolder: URL? = nil,
        temporaryBytesMax: Int = DuckDBSettings.defaultTemporaryBytesMax,
        preservesInsertionOrder: Bool = false,
        isReadOnly: Bool = false,
        allowsFileAccess: Bool = true,
        locksConfiguration: Bool = false
    ) {
        self.memoryLimitBytes = memoryLimitBytes
        self.threadCount = threadCount
        self.temporaryFolder = temporaryFolder
        self.temporaryBytesMax = temporaryBytesMax
        self.preservesInsertionOrder = preservesInsertionOrder
        self.isReadOnly = isReadOnly
        self.allowsFileAccess = allowsFileAccess
        self.locksConfiguration = locksConfiguration
    }

    /// DuckDB's names and values, in the order in which they are set.
    var options: [(name: String, value: String)] {
        var options = [
            ("autoinstall_known_extensions", "false"), ("autoload_known_extensions", "false"),
            ("allow_community_extensions", "false"), ("allow_persistent_secrets", "false"),
            ("memory_limit", "\(memoryLimitBytes)B"), ("threads", "\(max(1, threadCount))"),
            ("temp_directory", temporaryFolder?.path ?? ""),
            ("preserve_insertion_order", "\(preservesInsertionOrder)"),
        ]
        if temporaryFolder != nil {
            options.append(("temp_file_encryption", "true"))
            // Without httpfs DuckDB has only mbedTLS, whose random generator it calls unsafe for files that are kept.
            // Spilled blocks live as long as a query and their key never leaves memory: weaker than disk encryption,
            // better than plain text.
            options.append(("force_mbedtls_unsafe", "true"))
            options.append(("max_temp_directory_size", "\(temporaryBytesMax)B"))
        }
        if isReadOnly { options.append(("access_mode", "READ_ONLY")) }
        if !allowsFileAccess { options.append(("enable_external_access", "false")) }
        if locksConfiguration { options.append(("lock_configuration", "true")) }
        return options
    }
}
