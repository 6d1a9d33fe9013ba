package import HealthModel
package import TabularFiles

/// One source database as a value: its files, the zone and code system of every column, its keys, its way to OMOP.
///
/// To add a source, write one such value in a file of its own and add it to `SourceDescription.all`.
package struct SourceDescription: Sendable {
    /// Stable, used in paths and provenance: `national-claims`.
    package let name: String
    package let title: Phrase
    package let holder: Phrase
    package let files: [SourceFile]
    /// Where the holder finds who each person record is.
    package let identity: IdentityLocation
    package let mapping: OMOPMapping

    package init(
        name: String,
        title: Phrase,
        holder: Phrase,
        files: [SourceFile],
        identity: IdentityLocation,
        mapping: OMOPMapping
    ) {
        self.name = name
        self.title = title
        self.holder = holder
        self.files = files
        self.identity = identity
        self.mapping = mapping
    }

    package func file(for table: String) -> SourceFile? { files.first { $0.table == table } }
}

/// One table of a source: which files hold it, what its columns are and where each may go.
package struct SourceFile: Sendable {
    package enum Format: Sendable, Hashable {
        case csv
        /// FHIR R4 NDJSON of one resource type; only the listed top-level elements leave the holder.
        case fhir(resourceType: String, keptElements: [String])
    }

    /// The table's name in mappings and reports: `ER_PRS_F`.
    package let table: String
    /// File name, with `*` for any characters: `ER_PRS_F*.csv`. A further `.gz` or `.parquet` is understood.
    package let pattern: String
    package let format: Format
    /// The columns as the holder has them; for FHIR the columns of the flattened table that the mapping reads.
    package let schema: TableSchema
    /// Columns that do not simply cross as health data.
    package let zones: [String: ColumnZone]
    /// The columns that together name the person within the source; empty when the table reaches the person through
    /// another table. They are replaced by one row token (unless `keepsPersonKey`: then they stay beside it).
    package let personKey: [String]
    /// True when the columns of `personKey` also cross as health columns, beside the row token that stands for the
    /// person: they name a stay, not a person, and other tables of the source reach the person only through them.
    package let keepsPersonKey: Bool
    /// Column or FHIR element → how many characters of its values leave the holder: a birth date goes as its year and
    /// month (`["birthDate": 7]`).
    package let shortened: [String: Int]
    package let isRequired: Bool

    package init(
        table: String,
        pattern: String,
        format: Format = .csv,
        schema: TableSchema,
        zones: [String: ColumnZone] = [:],
        personKey: [String] = [],
        keepsPersonKey: Bool = false,
        shortened: [String: Int] = [:],
        isRequired: Bool = true
    ) {
        self.table = table
        self.pattern = pattern
        self.format = format
        self.schema = schema
        self.zones = zones
        self.personKey = personKey
        self.keepsPersonKey = keepsPersonKey
        self.shortened = shortened
        self.isRequired = isRequired
    }

    /// The column that stands for the person in a sealed delivery.
    package static let tokenColumn = "ROW_TOKEN"

    /// The columns of the sealed delivery: the row token if the table names a person, then every health column.
    package var deliveredSchema: TableSchema {
        var delivered = schema
        delivered.fields = schema.fields.filter { zone(of: $0.name) == .health }
        if !personKey.isEmpty {
            let token = TableField(name: SourceFile.tokenColumn, kind: .string, isRequired: true, lengthMax: 32)
            delivered.fields.insert(token, at: 0)
        }
        let names = Set(delivered.fields.map(\.name))
        delivered.primaryKey = schema.primaryKey.allSatisfy(names.contains) ? schema.primaryKey : []
        delivered.foreignKeys = schema.foreignKeys.filter { $0.fields.allSatisfy(names.contains) }
        return delivered
    }

    package func zone(of column: String) -> ColumnZone {
        if personKey.contains(column) { return keepsPersonKey ? .health : .personKey }
        return zones[column] ?? .health
    }
}

/// Where a column's values may go.
package enum ColumnZone: Sendable, Hashable {
    /// Crosses to the hub.
    case health
    /// Names the person within the source; replaced by the row token.
    case personKey
    /// Never leaves the holder but sealed to the key holder.
    case nominative
    /// A pseudonym of another system: never leaves the holder (SNDS security reference, requirement 6.1).
    case otherPseudonym
}

/// Where the traits of each person record stand in the holder's raw files.
package struct IdentityLocation: Sendable {
    package enum Place: Sendable {
        /// A CSV file (name with `*`) with one row per person record.
        case csv(pattern: String)
        /// FHIR Patient resources.
        case fhirPatient(pattern: String)
    }

    package let place: Place
    /// For CSV: the columns that name the person within the source, in the order of the files' `personKey`.
    package let personKey: [String]
    /// For CSV: trait → column.
    package let traits: [Trait: String]

    package enum Trait: String, Sendable, CaseIterable {
        case nationalNumber, birthName, usedName, givenNames, birthDate, sex, birthPlace, postalCode
    }

    package init(place: Place, personKey: [String] = [], traits: [Trait: String] = [:]) {
        self.place = place
        self.personKey = personKey
        self.traits = traits
    }
}
