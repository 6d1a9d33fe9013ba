package import DisclosureControl
package import HealthModel

/// A release as the catalogue shows it: metadata, and counts that passed disclosure control.
package struct DatasetView: Sendable {
    package struct Source: Sendable {
        package let name: String
        package let title: Phrase
        package let holder: Phrase
        package let deliveries: [String]
    }

    package struct Variable: Sendable {
        package let name: String
        package let type: String
        package let isRequired: Bool
        /// Share of rows in which it is filled, in steps of five percent; nil when the table is too small to say.
        package let filledPercent: Releasable<Int?>
    }

    package struct Table: Sendable {
        package let name: String
        package let title: Phrase
        /// Nil for tables that are about no person: vocabulary, description of the release.
        package let rows: Releasable<ReleasableCount>?
        /// Nil for tables that name no person.
        package let persons: Releasable<ReleasableCount>?
        package let variables: [Variable]
        /// One row a year, one column; nil for tables without dates or persons.
        package let personsByYear: Releasable<ReleasableTable>?
        package let years: [Int]
    }

    package let release: String
    package let created: String
    package let cdmVersion: String
    package let codeVersion: String
    package let isImported: Bool
    package let persons: Releasable<ReleasableCount>
    package let firstDay: String?
    package let lastDay: String?
    package let sources: [Source]
    package let tables: [Table]
    /// One row a five-year band, youngest first; columns men and women. Nil when nobody is observed.
    package let ages: Releasable<ReleasableTable>?
}
