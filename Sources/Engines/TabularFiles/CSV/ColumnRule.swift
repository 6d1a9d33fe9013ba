/// What one column of a file must obey, compiled from its field: plain numbers, read for each value.
struct ColumnRule {
    enum Kind: UInt8 {
        case anything, text, integer, number, boolean, ownBoolean, isoDate, isoDateTime, pattern, yearMonth, year, month
    }

    var kind = Kind.anything
    var isRequired = false
    var hasRange = false
    var hasAllowedValues = false
    var hasCodes = false
    var isUnique = false
    var isKey = false
    var lengthMin: Int32 = 0
    var lengthMax = Int32.max
    var minimum = -Double.infinity
    var maximum = Double.infinity

    /// A column that the schema does not declare.
    init() {}

    init(_ field: TableField, schema: TableSchema) {
        kind = ColumnRule.kind(of: field)
        isRequired = field.isRequired
        hasAllowedValues = !field.allowedValues.isEmpty
        isUnique = field.isUnique
        isKey = schema.primaryKey.contains(field.name)
        if let least = field.minimum { minimum = least }
        if let most = field.maximum { maximum = most }
        let isNumeric = kind == .integer || kind == .number
        hasRange = isNumeric && (field.minimum != nil || field.maximum != nil)
        // The length of a date or a decimal is that of its storage, not of its text.
        if kind == .text || kind == .integer {
            lengthMin = Int32(clamping: field.lengthMin ?? 0)
            lengthMax = Int32(clamping: field.lengthMax ?? Int(Int32.max))
        }
    }

    private static func kind(of field: TableField) -> Kind {
        let isDefault = field.format == "default" || field.format == "any" || field.format.isEmpty
        switch field.kind {
        case .string: return .text
        case .integer: return .integer
        case .number: return .number
        case .boolean: return field.trueValues.isEmpty && field.falseValues.isEmpty ? .boolean : .ownBoolean
        case .date: return field.format == "%m" ? .month : isDefault ? .isoDate : .pattern
        case .datetime: return isDefault ? .isoDateTime : .pattern
        case .yearmonth: return .yearMonth
        case .year: return .year
        case .month: return .month
        case .any: return .anything
        }
    }
}
