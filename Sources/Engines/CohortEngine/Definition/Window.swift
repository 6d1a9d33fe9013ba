/// Where an event must lie around the index event.
package struct Window: Sendable, Hashable {
    package let start: Endpoint
    package let end: Endpoint
    /// Counts days from the end of the index event instead of its start.
    package let usesIndexEnd: Bool
    /// Looks at the end of the event instead of its start; nil lets the window decide (a start window looks at the
    /// start, an end window at the end).
    package let usesEventEnd: Bool?

    package init(start: Endpoint, end: Endpoint, usesIndexEnd: Bool = false, usesEventEnd: Bool? = nil) {
        self.start = start
        self.end = end
        self.usesIndexEnd = usesIndexEnd
        self.usesEventEnd = usesEventEnd
    }

    /// A number of days before or after, or the edge of the observation period.
    package enum Endpoint: Sendable, Hashable {
        /// Signed: before is negative. Zero keeps its side for the JSON only.
        case days(Int, isBefore: Bool)
        /// The start of the observation period; no bound at all when the period is ignored.
        case edgeBefore
        /// The end of the observation period; no bound at all when the period is ignored.
        case edgeAfter
    }
}

extension Window {
    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        start = try Endpoint(reader.required("Start", reader.object("Start")))
        end = try Endpoint(reader.required("End", reader.object("End")))
        usesIndexEnd = try reader.boolean("UseIndexEnd") ?? false
        usesEventEnd = try reader.boolean("UseEventEnd")
        try reader.finish()
    }

    var json: JSONValue {
        var fields = [
            JSONField("Start", start.json), JSONField("End", end.json),
            JSONField("UseIndexEnd", .boolean(usesIndexEnd)),
        ]
        if let usesEventEnd { fields.append(JSONField("UseEventEnd", .boolean(usesEventEnd))) }
        return .object(fields)
    }
}

extension Window.Endpoint {
    init(_ source: JSONReader) throws(CohortError) {
        var reader = source
        let days = try reader.integer("Days", in: -CohortLimits.dayCountMax...CohortLimits.dayCountMax)
        let side = try reader.required("Coeff", reader.integer("Coeff"))
        guard side == 1 || side == -1 else { throw .badValue(path: reader.place("Coeff"), allowed: "-1, 1") }
        try reader.finish()
        if let days {
            self = .days(side * days, isBefore: side == -1)
        } else {
            self = side == -1 ? .edgeBefore : .edgeAfter
        }
    }

    var json: JSONValue {
        switch self {
        case .edgeBefore: .object([JSONField("Coeff", .integer(-1))])
        case .edgeAfter: .object([JSONField("Coeff", .integer(1))])
        case .days(let days, let isBefore):
            .object([
                JSONField("Days", .integer(isBefore ? -days : days)), JSONField("Coeff", .integer(isBefore ? -1 : 1)),
            ])
        }
    }
}
