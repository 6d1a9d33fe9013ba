package import Foundation

/// What a publication made, and what its rules removed.
package struct PublicationReport: Sendable, Codable, Equatable {
    package struct Rule: Sendable, Codable, Equatable {
        package let source: String
        package let rule: String
        package let fr: String
        package let en: String
        package let removedRows: Int
        /// It removed nothing: it changed values, or warns.
        package let isNote: Bool
    }

    package struct Table: Sendable, Codable, Equatable {
        package let table: String
        package let rows: Int
    }

    package let release: String
    package let sequence: Int
    package let created: String
    package let persons: Int
    package let sources: [String]
    package let tables: [Table]
    package let rules: [Rule]
    /// What was noticed while the sources were joined: conflicting sex or birth year, events outside every period…
    package let notes: [Rule]

    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
