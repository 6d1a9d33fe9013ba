import TabularFiles

/// Short ways to write the columns of a source's tables: the name, then what it means.
extension TableField {
    /// A code, a number that is a name (FINESS, CIP), or a text: kept as written, leading zeros included.
    static func code(
        _ name: String, _ description: String, length: Int? = nil, nomenclature: String = "", isRequired: Bool = false
    ) -> TableField {
        TableField(
            name: name, description: description, kind: .string, nomenclature: nomenclature, isRequired: isRequired,
            lengthMax: length)
    }

    static func whole(
        _ name: String, _ description: String, nomenclature: String = "", isRequired: Bool = false,
        minimum: Double? = nil, maximum: Double? = nil
    ) -> TableField {
        TableField(
            name: name, description: description, kind: .integer, nomenclature: nomenclature, isRequired: isRequired,
            minimum: minimum, maximum: maximum)
    }

    static func decimal(_ name: String, _ description: String) -> TableField {
        TableField(name: name, description: description, kind: .number)
    }

    static func date(
        _ name: String, _ description: String, format: String = "default", isRequired: Bool = false
    ) -> TableField {
        TableField(name: name, description: description, kind: .date, format: format, isRequired: isRequired)
    }
}
