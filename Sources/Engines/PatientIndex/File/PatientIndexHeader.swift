/// What a patient index was made from, and how.
package struct PatientIndexHeader: Sendable, Codable, Equatable {
    /// The name of the release.
    package let release: String
    /// SHA-256 of the release's manifest, in hex; empty when the data are not a release.
    package let releaseDigest: String
    /// Rows of the person table.
    package let personCount: Int
    /// Persons of the person table or with an observation period.
    package let indexedPersonCount: Int
    /// Tables of events by name.
    package let tables: [String: Table]
    package let options: PatientIndexOptions

    /// What became of the rows of a table.
    package struct Table: Sendable, Codable, Equatable {
        /// Rows in the index.
        package let rowCount: Int
        /// Rows left out because they have no start.
        package let undatedRowCount: Int
        /// Rows left out because their person is in neither the person table nor an observation period.
        package let strangerRowCount: Int

        package init(rowCount: Int, undatedRowCount: Int, strangerRowCount: Int) {
            self.rowCount = rowCount
            self.undatedRowCount = undatedRowCount
            self.strangerRowCount = strangerRowCount
        }
    }

    package init(
        release: String, releaseDigest: String, personCount: Int, indexedPersonCount: Int, tables: [String: Table],
        options: PatientIndexOptions
    ) {
        self.release = release
        self.releaseDigest = releaseDigest
        self.personCount = personCount
        self.indexedPersonCount = indexedPersonCount
        self.tables = tables
        self.options = options
    }

    /// Events of all tables.
    package var rowCount: Int { tables.values.reduce(0) { $0 + $1.rowCount } }
}

/// Choices of the builder, kept in the file.
package struct PatientIndexOptions: Sendable, Codable, Equatable {
    /// Persons of a shard; at most `IndexShard.personCountMax`.
    package let shardPersonCount: Int
    /// A concept has a person bitmap in a shard when its rows there are at least the shard's persons divided by this:
    /// with 4, a bitmap costs at most 4 bits a row, about 6 % of what a row takes.
    package let personsPerBitmapRow: Int

    /// Half of what is allowed: sorting stays in the caches, building takes half the memory, and more cores have work.
    package static let shardPersonCountUsual = IndexShard.personCountMax / 2

    package static let standard = PatientIndexOptions()

    package init(
        shardPersonCount: Int = PatientIndexOptions.shardPersonCountUsual, personsPerBitmapRow: Int = 4
    ) {
        precondition((1...IndexShard.personCountMax).contains(shardPersonCount), "A person's number has 16 bits.")
        precondition(personsPerBitmapRow > 0, "A concept without rows has no bitmap.")
        self.shardPersonCount = shardPersonCount
        self.personsPerBitmapRow = personsPerBitmapRow
    }
}
