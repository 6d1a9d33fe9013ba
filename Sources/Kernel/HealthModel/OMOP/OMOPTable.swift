/// One table of the OMOP Common Data Model.
package struct OMOPTable: Sendable, Hashable {
    /// Lower case: `condition_occurrence`.
    package let name: String
    /// In the published order.
    package let fields: [OMOPField]

    package init(name: String, fields: [OMOPField]) {
        self.name = name
        self.fields = fields
    }

    package func field(named name: String) -> OMOPField? { fields.first { $0.name == name } }

    /// The table's columns in DuckDB's words: `"person_id" BIGINT NOT NULL, …`; quoted, because one is named `offset`.
    package var columnDefinitions: String {
        fields.map { "\"\($0.name)\" \($0.duckDBType)\($0.isRequired ? " NOT NULL" : "")" }.joined(separator: ", ")
    }
}

/// One column of an OMOP table.
package struct OMOPField: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case integer
        case number
        case date
        case datetime
        /// Text with its longest length in characters; nil when there is none.
        case text(lengthMax: Int?)
    }

    package let name: String
    package let kind: Kind
    package let isRequired: Bool
    package let isPrimaryKey: Bool
    /// The table that the column refers to: `concept`.
    package let foreignKeyTable: String?

    package init(name: String, kind: Kind, isRequired: Bool, isPrimaryKey: Bool, foreignKeyTable: String?) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.isPrimaryKey = isPrimaryKey
        self.foreignKeyTable = foreignKeyTable
    }

    /// True for a concept's identifier: it fits 32 bits, local concepts (from 2,000,000,000) included.
    package var isConcept: Bool { foreignKeyTable == "concept" || name == "concept_id" }

    /// INTEGER, BIGINT, DOUBLE, VARCHAR, DATE or TIMESTAMP. Identifiers of persons, events and other rows have 64 bits,
    /// because a national hub has more rows than 32 bits can name.
    package var duckDBType: String {
        switch kind {
        case .integer: isRowID ? "BIGINT" : "INTEGER"
        case .number: "DOUBLE"
        case .date: "DATE"
        case .datetime: "TIMESTAMP"
        case .text: "VARCHAR"
        }
    }

    private var isRowID: Bool {
        !isConcept && (name.hasSuffix("_id") || name.hasPrefix("fact_id_"))
    }
}
