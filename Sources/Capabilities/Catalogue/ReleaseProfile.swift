/// Raw counts of a release, for the catalogue. It stays inside the hub: pages get it through DisclosureControl.
package struct ReleaseProfile: Sendable, Codable, Equatable {
    package struct Variable: Sendable, Codable, Equatable {
        package let name: String
        package let type: String
        package let isRequired: Bool
        /// Rows in which it is filled.
        package let filledRows: Int
    }

    package struct Table: Sendable, Codable, Equatable {
        package let name: String
        package let rows: Int
        /// Distinct persons; nil for tables that name none (vocabulary).
        package let persons: Int?
        package let variables: [Variable]
        /// Distinct persons with a record in the year; empty for tables without dates.
        package let personsByYear: [Int: Int]
    }

    /// Persons alive on the last day, by five-year band (0, 5 … 95 and over) and sex.
    package struct AgeBand: Sendable, Codable, Equatable {
        package let fromYears: Int
        package let men: Int
        package let women: Int
    }

    package let release: String
    package let persons: Int
    package let firstDay: String?
    package let lastDay: String?
    package let tables: [Table]
    package let ages: [AgeBand]
}
