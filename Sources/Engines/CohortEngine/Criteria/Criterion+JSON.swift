import HealthModel

extension Criterion {
    /// Kinds that Circe knows and that are not computed here, with the reason.
    private static let unsupportedKinds: [String: Phrase] = [
        "LocationRegion": Phrase(
            fr: "l’historique des lieux n’existe qu’à partir d’OMOP 6.1.",
            en: "location history exists from OMOP 6.1 on only."),
        "CustomEra": Phrase(
            fr: "les périodes construites sur mesure ne sont pas calculées comme critère.",
            en: "custom eras are not computed as a criterion."),
    ]

    init(_ value: JSONValue, path: String) throws(CohortError) {
        var wrapper = try JSONReader(value, path: path)
        guard case .object(let fields) = value, fields.count == 1, let name = fields.first?.key else {
            throw .wrongType(path: path, expected: "an object with one key, the kind of criterion")
        }
        guard let type = CriterionType.named(name) else {
            guard let reason = Criterion.unsupportedKinds[name] else { throw .unknownKey(path: wrapper.place(name)) }
            throw .unsupported(path: wrapper.place(name), reason: reason)
        }
        let body = try wrapper.required(name, wrapper.value(name))
        var reader = try JSONReader(body, path: wrapper.place(name))
        typeName = name
        conceptSetID = try Criterion.conceptSetID(&reader, type)
        isFirst = try Criterion.isFirst(&reader, type)
        var attributes: [Attribute] = []
        for specification in type.attributes {
            guard let value = try specification.read(&reader) else { continue }
            attributes.append(Attribute(specification.key, value))
        }
        self.attributes = attributes
        adjustment = try Criterion.adjustment(&reader)
        if let group = reader.value("CorrelatedCriteria") {
            nested = try CriteriaGroup(group, path: reader.place("CorrelatedCriteria"))
        } else {
            nested = nil
        }
        try reader.finish()
    }

    static func list(_ reader: inout JSONReader, _ key: String) throws(CohortError) -> [Criterion]? {
        guard let elements = try reader.array(key) else { return nil }
        var criteria: [Criterion] = []
        for element in elements { criteria.append(try Criterion(element.value, path: element.path)) }
        return criteria
    }

    private static func conceptSetID(
        _ reader: inout JSONReader, _ type: CriterionType
    ) throws(CohortError) -> Int? {
        let identifier = try reader.integer("CodesetId")
        guard identifier != nil, type.source.concept == nil else { return identifier }
        throw .unknownKey(path: reader.place("CodesetId"))
    }

    private static func isFirst(_ reader: inout JSONReader, _ type: CriterionType) throws(CohortError) -> Bool {
        let isFirst = try reader.boolean("First") ?? false
        // Circe's model of deaths has no such field and reads past it; one person has one death.
        guard isFirst, type.name == CriterionType.death.name else { return isFirst }
        return false
    }

    private static func adjustment(_ reader: inout JSONReader) throws(CohortError) -> DateAdjustment? {
        guard var body = try reader.object("DateAdjustment") else { return nil }
        func date(_ key: String, _ fallback: EventDate) throws(CohortError) -> EventDate {
            switch try body.string(key) {
            case nil: return fallback
            case "START_DATE": return .start
            case "END_DATE": return .end
            default: throw .badValue(path: body.place(key), allowed: "START_DATE, END_DATE")
            }
        }
        let days = -CohortLimits.dayCountMax...CohortLimits.dayCountMax
        let adjustment = DateAdjustment(
            start: try date("StartWith", .start), startOffsetDays: try body.integer("StartOffset", in: days) ?? 0,
            end: try date("EndWith", .end), endOffsetDays: try body.integer("EndOffset", in: days) ?? 0)
        try body.finish()
        return adjustment
    }

    var json: JSONValue {
        let type = type
        var fields: [JSONField] = []
        if let conceptSetID { fields.append(JSONField("CodesetId", .integer(conceptSetID))) }
        if isFirst { fields.append(JSONField("First", .boolean(true))) }
        for specification in type.attributes {
            for attribute in attributes where attribute.key == specification.key {
                fields += specification.fields(attribute.value)
            }
        }
        if let adjustment { fields.append(JSONField("DateAdjustment", adjustment.json)) }
        if let nested { fields.append(JSONField("CorrelatedCriteria", nested.json)) }
        return .object([JSONField(typeName, .object(fields))])
    }
}

extension DateAdjustment {
    fileprivate var json: JSONValue {
        func name(_ date: EventDate) -> JSONValue { .string(date == .start ? "START_DATE" : "END_DATE") }
        return .object([
            JSONField("StartWith", name(start)), JSONField("StartOffset", .integer(startOffsetDays)),
            JSONField("EndWith", name(end)), JSONField("EndOffset", .integer(endOffsetDays)),
        ])
    }
}
