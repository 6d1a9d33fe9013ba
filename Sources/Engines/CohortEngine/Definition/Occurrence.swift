/// How many events, or how many different values of a column, are asked for.
package struct Occurrence: Sendable, Hashable {
    package enum Comparison: Int, Sendable, Hashable {
        case exactly = 0
        case atMost = 1
        case atLeast = 2
    }

    package let comparison: Comparison
    package let count: Int
    /// Counts the different values of this column instead of events.
    package let distinct: EventColumn?

    package init(_ comparison: Comparison, _ count: Int, distinct: EventColumn? = nil) {
        self.comparison = comparison
        self.count = count
        self.distinct = distinct
    }

    /// True when a person without any such event can satisfy it: the index event is then kept with a count of zero.
    /// Circe decides so: "exactly 2" needs a candidate to begin with, "at most" and any zero do not.
    package var acceptsNone: Bool { comparison == .atMost || count == 0 }
}

/// A column of an event that distinct counts may use.
package enum EventColumn: String, Sendable, Hashable, CaseIterable {
    case domainConcept = "DOMAIN_CONCEPT"
    case startDate = "START_DATE"
    case endDate = "END_DATE"
    case visit = "VISIT_ID"
    case duration = "DURATION"
    case daysSupply = "DAYS_SUPPLY"
    case eraOccurrences = "ERA_OCCURRENCES"
    case gapDays = "GAP_DAYS"
    case quantity = "QUANTITY"
    case rangeHigh = "RANGE_HIGH"
    case rangeLow = "RANGE_LOW"
    case refills = "REFILLS"
    case unit = "UNIT"
    case valueAsNumber = "VALUE_AS_NUMBER"
}

extension Occurrence {
    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        let type = try reader.required("Type", reader.integer("Type"))
        guard let comparison = Comparison(rawValue: type) else {
            throw .badValue(path: reader.place("Type"), allowed: "0, 1, 2")
        }
        self.comparison = comparison
        count = try reader.required("Count", reader.integer("Count", in: 0...Int(Int32.max)))
        let isDistinct = try reader.boolean("IsDistinct") ?? false
        let columnName = try reader.string("CountColumn")
        try reader.finish()
        let column = columnName.map { EventColumn(rawValue: $0) } ?? .domainConcept
        guard let column else {
            throw .badValue(
                path: reader.place("CountColumn"),
                allowed: EventColumn.allCases.map(\.rawValue).joined(separator: ", "))
        }
        distinct = isDistinct ? column : nil
    }

    var json: JSONValue {
        var fields = [
            JSONField("Type", .integer(comparison.rawValue)), JSONField("Count", .integer(count)),
            JSONField("IsDistinct", .boolean(distinct != nil)),
        ]
        if let distinct { fields.append(JSONField("CountColumn", .string(distinct.rawValue))) }
        return .object(fields)
    }
}
