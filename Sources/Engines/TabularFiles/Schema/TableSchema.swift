/// The columns of a table, as a Table Schema document declares them (Frictionless Table Schema, with the SNDS
/// extensions `nomenclature`, `length` and `dateCreated`).
package struct TableSchema: Sendable, Hashable {
    package let name: String
    package let title: String
    package var fields: [TableField]
    package var primaryKey: [String]
    package var foreignKeys: [TableForeignKey]
    /// Texts that mean "no value"; the empty text always does.
    package var missingValues: [String]

    package init(
        name: String,
        title: String = "",
        fields: [TableField],
        primaryKey: [String] = [],
        foreignKeys: [TableForeignKey] = [],
        missingValues: [String] = []
    ) {
        self.name = name
        self.title = title
        self.fields = fields
        self.primaryKey = primaryKey
        self.foreignKeys = foreignKeys
        self.missingValues = missingValues
    }

    package func field(named name: String) -> TableField? { fields.first { $0.name == name } }
}

/// One column of a Table Schema.
package struct TableField: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case string, integer, number, date, datetime, boolean, yearmonth, year, month, any
    }

    package let name: String
    package let description: String
    package let kind: Kind
    /// The date pattern as published: `default` is ISO; `%d%m%Y`, `%d%b%Y:%H:%M:%S` (SAS)…
    package let format: String
    /// Name of the reference table of codes; empty when there is none.
    package let nomenclature: String
    package let isRequired: Bool
    /// A closed list of codes, when the schema has one.
    package let allowedValues: [String]
    package let lengthMax: Int?
    package let minimum: Double?
    package let maximum: Double?
    /// Fewest characters of a value that is there.
    package let lengthMin: Int?
    package let isUnique: Bool
    /// For booleans; empty for the usual ones (true, 1…).
    package let trueValues: [String]
    package let falseValues: [String]

    package init(
        name: String,
        description: String = "",
        kind: Kind,
        format: String = "default",
        nomenclature: String = "",
        isRequired: Bool = false,
        allowedValues: [String] = [],
        lengthMax: Int? = nil,
        minimum: Double? = nil,
        maximum: Double? = nil,
        lengthMin: Int? = nil,
        isUnique: Bool = false,
        trueValues: [String] = [],
        falseValues: [String] = []
    ) {
        self.name = name
        self.description = description
        self.kind = kind
        self.format = format
        self.nomenclature = nomenclature
        self.isRequired = isRequired
        self.allowedValues = allowedValues
        self.lengthMax = lengthMax
        self.minimum = minimum
        self.maximum = maximum
        self.lengthMin = lengthMin
        self.isUnique = isUnique
        self.trueValues = trueValues
        self.falseValues = falseValues
    }
}

/// A reference from columns of a table to columns of another.
package struct TableForeignKey: Sendable, Hashable {
    package let fields: [String]
    package let referencedTable: String
    package let referencedFields: [String]

    package init(fields: [String], referencedTable: String, referencedFields: [String]) {
        self.fields = fields
        self.referencedTable = referencedTable
        self.referencedFields = referencedFields
    }
}
