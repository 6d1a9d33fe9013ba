/// A criterion looked for around an index event, and how often it must be found.
package struct WindowedCriterion: Sendable, Hashable {
    package let criterion: Criterion
    package let startWindow: Window
    package let endWindow: Window?
    package let occurrence: Occurrence
    /// Only events of the same visit as the index event; records without a visit never match.
    package let restrictsToVisit: Bool
    /// Looks at the whole record instead of the observation period of the index event.
    package let ignoresObservationPeriod: Bool

    package init(
        _ criterion: Criterion, startWindow: Window, endWindow: Window? = nil, occurrence: Occurrence,
        restrictsToVisit: Bool = false, ignoresObservationPeriod: Bool = false
    ) {
        self.criterion = criterion
        self.startWindow = startWindow
        self.endWindow = endWindow
        self.occurrence = occurrence
        self.restrictsToVisit = restrictsToVisit
        self.ignoresObservationPeriod = ignoresObservationPeriod
    }
}

extension WindowedCriterion {
    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        guard let body = reader.value("Criteria") else { throw .missing(path: reader.place("Criteria")) }
        criterion = try Criterion(body, path: reader.place("Criteria"))
        guard let start = reader.value("StartWindow") else { throw .missing(path: reader.place("StartWindow")) }
        startWindow = try Window(start, path: reader.place("StartWindow"))
        if let end = reader.value("EndWindow") {
            endWindow = try Window(end, path: reader.place("EndWindow"))
        } else {
            endWindow = nil
        }
        guard let count = reader.value("Occurrence") else { throw .missing(path: reader.place("Occurrence")) }
        occurrence = try Occurrence(count, path: reader.place("Occurrence"))
        restrictsToVisit = try reader.boolean("RestrictVisit") ?? false
        ignoresObservationPeriod = try reader.boolean("IgnoreObservationPeriod") ?? false
        try reader.finish()
        if let distinct = occurrence.distinct, criterion.type.operand(of: distinct) == nil {
            throw .unsupported(path: reader.place("Occurrence") + ".CountColumn", reason: .columnNotOffered)
        }
    }

    var json: JSONValue {
        var fields = [JSONField("Criteria", criterion.json), JSONField("StartWindow", startWindow.json)]
        if let endWindow { fields.append(JSONField("EndWindow", endWindow.json)) }
        return .object(
            fields + [
                JSONField("Occurrence", occurrence.json), JSONField("RestrictVisit", .boolean(restrictsToVisit)),
                JSONField("IgnoreObservationPeriod", .boolean(ignoresObservationPeriod)),
            ])
    }
}
