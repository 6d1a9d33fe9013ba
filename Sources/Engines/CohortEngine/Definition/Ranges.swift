package import HealthModel

/// How a value is compared; `between` is closed on both sides.
package enum Comparison: String, Sendable, Hashable, CaseIterable {
    case less = "lt"
    case lessOrEqual = "lte"
    case equal = "eq"
    case notEqual = "!eq"
    case greater = "gt"
    case greaterOrEqual = "gte"
    case between = "bt"
    case notBetween = "!bt"

    package var needsExtent: Bool { self == .between || self == .notBetween }

    init(_ reader: inout JSONReader) throws(CohortError) {
        let text = try reader.required("Op", reader.string("Op"))
        guard let comparison = Comparison(rawValue: text) else {
            throw .badValue(
                path: reader.place("Op"), allowed: Comparison.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = comparison
    }
}

/// A bound or interval of numbers.
package struct NumberRange: Sendable, Hashable {
    package let comparison: Comparison
    package let value: Double
    /// The upper end of `between`.
    package let extent: Double?

    package init(_ comparison: Comparison, _ value: Double, _ extent: Double? = nil) {
        self.comparison = comparison
        self.value = value
        self.extent = extent
    }

    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        comparison = try Comparison(&reader)
        self.value = try reader.required("Value", reader.number("Value"))
        let extent = try reader.number("Extent")
        self.extent = comparison.needsExtent ? try reader.required("Extent", extent) : extent
        try reader.finish()
    }

    var json: JSONValue {
        var fields = [JSONField("Value", .number(value))]
        if let extent { fields.append(JSONField("Extent", .number(extent))) }
        return .object(fields + [JSONField("Op", .string(comparison.rawValue))])
    }
}

/// A bound or interval of days.
package struct DayRange: Sendable, Hashable {
    package let comparison: Comparison
    package let value: Day
    /// The last day of `between`.
    package let extent: Day?

    package init(_ comparison: Comparison, _ value: Day, _ extent: Day? = nil) {
        self.comparison = comparison
        self.value = value
        self.extent = extent
    }

    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        comparison = try Comparison(&reader)
        self.value = try reader.required("Value", reader.day("Value"))
        let extent = try reader.day("Extent")
        self.extent = comparison.needsExtent ? try reader.required("Extent", extent) : extent
        try reader.finish()
    }

    var json: JSONValue {
        var fields = [JSONField("Value", .string(value.description))]
        if let extent { fields.append(JSONField("Extent", .string(extent.description))) }
        return .object(fields + [JSONField("Op", .string(comparison.rawValue))])
    }
}

/// A condition on a text; `%` and `_` in it stand for any characters and any character, as in Circe.
package struct TextFilter: Sendable, Hashable {
    package enum Comparison: String, Sendable, Hashable, CaseIterable {
        case startsWith
        case contains
        case endsWith
        case startsNotWith = "!startsWith"
        case containsNot = "!contains"
        case endsNotWith = "!endsWith"

        package var isNegated: Bool { rawValue.hasPrefix("!") }
    }

    package let comparison: Comparison
    package let text: String

    package init(_ comparison: Comparison, _ text: String) {
        self.comparison = comparison
        self.text = text
    }

    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        text = try reader.required("Text", reader.string("Text"))
        let name = try reader.required("Op", reader.string("Op"))
        guard let comparison = Comparison(rawValue: name) else {
            throw .badValue(
                path: reader.place("Op"), allowed: Comparison.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self.comparison = comparison
        try reader.finish()
    }

    var json: JSONValue {
        .object([JSONField("Text", .string(text)), JSONField("Op", .string(comparison.rawValue))])
    }
}

/// Membership of a concept set, or of no set at all: then the column must be filled, or empty if excluded.
package struct ConceptSetSelection: Sendable, Hashable {
    package let conceptSetID: Int?
    package let isExcluded: Bool

    package init(conceptSetID: Int?, isExcluded: Bool = false) {
        self.conceptSetID = conceptSetID
        self.isExcluded = isExcluded
    }

    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        conceptSetID = try reader.integer("CodesetId")
        isExcluded = try reader.boolean("IsExclusion") ?? false
        try reader.finish()
    }

    var json: JSONValue {
        var fields: [JSONField] = []
        if let conceptSetID { fields.append(JSONField("CodesetId", .integer(conceptSetID))) }
        return .object(fields + [JSONField("IsExclusion", .boolean(isExcluded))])
    }
}

/// One or two given days: those that a period must contain, or between which a cohort is cut.
package struct DayBounds: Sendable, Hashable {
    package let start: Day?
    package let end: Day?

    package init(start: Day?, end: Day?) {
        self.start = start
        self.end = end
    }

    package var isEmpty: Bool { start == nil && end == nil }

    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        start = try reader.day("StartDate")
        end = try reader.day("EndDate")
        try reader.finish()
    }

    var json: JSONValue {
        var fields: [JSONField] = []
        if let start { fields.append(JSONField("StartDate", .string(start.description))) }
        if let end { fields.append(JSONField("EndDate", .string(end.description))) }
        return .object(fields)
    }
}
