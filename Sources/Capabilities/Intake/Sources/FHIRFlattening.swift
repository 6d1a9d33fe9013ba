import TabularFiles

/// FHIR resources as flat tables: for each resource type, what DuckDB reads of the NDJSON and how it becomes columns.
package enum FHIRFlattening {
    /// The resource types that are understood.
    package static let tables: [FHIRTable] = [patient, encounter, condition, observation, medicationRequest, procedure]

    package static func table(_ resourceType: String) -> FHIRTable? { tables.first { $0.resourceType == resourceType } }
}

/// One resource type as a flat table.
package struct FHIRTable: Sendable {
    /// One top-level element, with the parts of it that are read, as a DuckDB type.
    struct Element: Sendable {
        let name: String
        let type: String
    }

    /// One column of the flat table and the expression over the elements that gives it.
    struct Column: Sendable {
        let field: TableField
        let expression: String
    }

    package let resourceType: String
    let elements: [Element]
    /// Where `Patient/<row token>` stands.
    let person: String
    let columns: [Column]

    /// A DuckDB table function that reads NDJSON files (plain or gzip) of this resource, one row a resource.
    package func reading(_ paths: [String]) -> String {
        let files = paths.map { "'\($0.replacingQuotes)'" }.joined(separator: ", ")
        let types = elements.map { "'\($0.name)': '\($0.type.replacingQuotes)'" }.joined(separator: ", ")
        return "read_json([\(files)], format = 'newline_delimited', columns = {\(types)})"
    }

    /// The flat table: `ROW_TOKEN`, then the columns of the source's schema, in order. `source` is what `reading` gives,
    /// or any table with the same columns. The token is null where the resource names no person.
    package func select(from source: String) -> String {
        let token = "nullif(split_part(\(person), '/', -1), '') AS \(SourceFile.tokenColumn)"
        let rest = columns.map { "\($0.expression) AS \($0.field.name)" }
        return "SELECT \(([token] + rest).joined(separator: ", ")) FROM \(source)"
    }
}

extension String {
    /// For a SQL text literal.
    fileprivate var replacingQuotes: String {
        split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    }
}
