/// When membership ends, if not with the observation period.
package enum EndStrategy: Sendable, Hashable {
    /// A fixed number of days after the start or the end of the event, never past the observation period.
    case offset(days: Int, from: EventDate)
    /// The end of the continuous exposure to a drug that contains the start of the event.
    case continuousExposure(ContinuousExposure)
}

/// Which of an event's two days.
package enum EventDate: Sendable, Hashable {
    case start
    case end
}

/// Exposures to the drugs of a set, joined over short gaps.
package struct ContinuousExposure: Sendable, Hashable {
    package let drugSetID: Int
    /// Exposures at most so many days apart are one.
    package let gapDays: Int
    /// Days added after the last exposure.
    package let offsetDays: Int
    /// Takes this many days as the length of each exposure.
    package let daysSupply: Int?

    package init(drugSetID: Int, gapDays: Int, offsetDays: Int, daysSupply: Int? = nil) {
        self.drugSetID = drugSetID
        self.gapDays = gapDays
        self.offsetDays = offsetDays
        self.daysSupply = daysSupply
    }
}

extension EndStrategy {
    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        let signed = -CohortLimits.dayCountMax...CohortLimits.dayCountMax
        let offset = try reader.object("DateOffset")
        let era = try reader.object("CustomEra")
        try reader.finish()
        switch (offset, era) {
        case (var body?, nil):
            let days = try body.integer("Offset", in: signed) ?? 0
            let field = try body.string("DateField") ?? "StartDate"
            try body.finish()
            guard field == "StartDate" || field == "EndDate" else {
                throw .badValue(path: body.place("DateField"), allowed: "StartDate, EndDate")
            }
            self = .offset(days: days, from: field == "EndDate" ? .end : .start)
        case (nil, var body?):
            let set = try body.required("DrugCodesetId", body.integer("DrugCodesetId"))
            let gap = try body.integer("GapDays", in: 0...CohortLimits.dayCountMax) ?? 0
            let extra = try body.integer("Offset", in: signed) ?? 0
            let supply = try body.integer("DaysSupplyOverride", in: 0...CohortLimits.dayCountMax)
            try body.finish()
            self = .continuousExposure(
                ContinuousExposure(drugSetID: set, gapDays: gap, offsetDays: extra, daysSupply: supply))
        default: throw .badValue(path: path, allowed: "DateOffset or CustomEra, one of them")
        }
    }

    var json: JSONValue {
        switch self {
        case .offset(let days, let date):
            let body: [JSONField] = [
                JSONField("DateField", .string(date == .start ? "StartDate" : "EndDate")),
                JSONField("Offset", .integer(days)),
            ]
            return .object([JSONField("DateOffset", .object(body))])
        case .continuousExposure(let exposure):
            var body = [
                JSONField("DrugCodesetId", .integer(exposure.drugSetID)),
                JSONField("GapDays", .integer(exposure.gapDays)), JSONField("Offset", .integer(exposure.offsetDays)),
            ]
            if let supply = exposure.daysSupply { body.append(JSONField("DaysSupplyOverride", .integer(supply))) }
            return .object([JSONField("CustomEra", .object(body))])
        }
    }
}
