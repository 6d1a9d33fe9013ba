import HealthModel

extension CohortDefinition {
    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        modelVersions = try reader.string("cdmVersionRange")
        title = try reader.string("Title")
        conceptSets = try CohortDefinition.conceptSets(&reader)
        primary = try PrimaryCriteria(reader.required("PrimaryCriteria", reader.object("PrimaryCriteria")))
        if let group = reader.value("AdditionalCriteria") {
            additional = try CriteriaGroup(group, path: reader.place("AdditionalCriteria"))
        } else {
            additional = nil
        }
        qualifiedLimit = try EventLimit(&reader, "QualifiedLimit")
        rules = try InclusionRule.list(&reader)
        expressionLimit = try EventLimit(&reader, "ExpressionLimit")
        if let strategy = reader.value("EndStrategy") {
            endStrategy = try EndStrategy(strategy, path: reader.place("EndStrategy"))
        } else {
            endStrategy = nil
        }
        censoring = try Criterion.list(&reader, "CensoringCriteria") ?? []
        eraPadDays = try CohortDefinition.eraPad(&reader)
        if let window = reader.value("CensorWindow") {
            let bounds = try DayBounds(window, path: reader.place("CensorWindow"))
            censorWindow = bounds.isEmpty ? nil : bounds
        } else {
            censorWindow = nil
        }
        try reader.finish()
    }

    private static func conceptSets(_ reader: inout JSONReader) throws(CohortError) -> [ConceptSet] {
        let elements = try reader.array("ConceptSets") ?? []
        let path = reader.place("ConceptSets")
        guard elements.count <= CohortLimits.conceptSetCountMax else {
            throw .limit(path: path, name: "concept sets", maximum: CohortLimits.conceptSetCountMax)
        }
        var sets: [ConceptSet] = []
        var identifiers: Set<Int> = []
        var itemCount = 0
        for element in elements {
            let set = try ConceptSet(element.value, path: element.path)
            guard identifiers.insert(set.identifier).inserted else {
                throw .badValue(path: element.path + ".id", allowed: "an identifier used once")
            }
            itemCount += set.items.count
            guard itemCount <= CohortLimits.conceptItemCountMax else {
                throw .limit(path: path, name: "concept items", maximum: CohortLimits.conceptItemCountMax)
            }
            sets.append(set)
        }
        return sets
    }

    private static func eraPad(_ reader: inout JSONReader) throws(CohortError) -> Int {
        guard var settings = try reader.object("CollapseSettings") else { return 0 }
        if let type = try settings.string("CollapseType"), type != "ERA" {
            throw .badValue(path: settings.place("CollapseType"), allowed: "ERA")
        }
        let pad = try settings.integer("EraPad", in: 0...CohortLimits.dayCountMax) ?? 0
        try settings.finish()
        return pad
    }

    var json: JSONValue {
        var fields: [JSONField] = []
        if let modelVersions { fields.append(JSONField("cdmVersionRange", .string(modelVersions))) }
        if let title { fields.append(JSONField("Title", .string(title))) }
        fields.append(JSONField("PrimaryCriteria", primary.json))
        if let additional { fields.append(JSONField("AdditionalCriteria", additional.json)) }
        fields.append(JSONField("ConceptSets", .array(conceptSets.map(\.json))))
        fields.append(JSONField("QualifiedLimit", qualifiedLimit.json))
        fields.append(JSONField("ExpressionLimit", expressionLimit.json))
        fields.append(JSONField("InclusionRules", .array(rules.map(\.json))))
        if let endStrategy { fields.append(JSONField("EndStrategy", endStrategy.json)) }
        fields.append(JSONField("CensoringCriteria", .array(censoring.map(\.json))))
        let collapse = [JSONField("CollapseType", .string("ERA")), JSONField("EraPad", .integer(eraPadDays))]
        fields.append(JSONField("CollapseSettings", .object(collapse)))
        fields.append(JSONField("CensorWindow", censorWindow?.json ?? .object([])))
        return .object(fields)
    }
}

extension EventLimit {
    /// Absent means first, as in Circe; the name is read without regard to case.
    init(_ reader: inout JSONReader, _ key: String) throws(CohortError) {
        guard var body = try reader.object(key) else {
            self = .first
            return
        }
        let name = try body.string("Type")
        let isNull = name == nil && body.has("Type")
        try body.finish()
        let limit = EventLimit.allCases.first { $0.rawValue.lowercased() == name?.lowercased() }
        if let limit {
            self = limit
        } else if name == nil, !isNull {
            self = .first
        } else {
            throw .badValue(path: body.place("Type"), allowed: "All, First, Last")
        }
    }

    var json: JSONValue { .object([JSONField("Type", .string(rawValue))]) }
}

extension PrimaryCriteria {
    init(_ source: JSONReader) throws(CohortError) {
        var reader = source
        let criteria = try Criterion.list(&reader, "CriteriaList") ?? []
        guard !criteria.isEmpty else { throw .missing(path: reader.place("CriteriaList")) }
        self.criteria = criteria
        var window = try reader.required("ObservationWindow", reader.object("ObservationWindow"))
        priorDays = try window.integer("PriorDays", in: 0...CohortLimits.dayCountMax) ?? 0
        postDays = try window.integer("PostDays", in: 0...CohortLimits.dayCountMax) ?? 0
        try window.finish()
        limit = try EventLimit(&reader, "PrimaryCriteriaLimit")
        try reader.finish()
    }

    var json: JSONValue {
        let window = [JSONField("PriorDays", .integer(priorDays)), JSONField("PostDays", .integer(postDays))]
        return .object([
            JSONField("CriteriaList", .array(criteria.map(\.json))), JSONField("ObservationWindow", .object(window)),
            JSONField("PrimaryCriteriaLimit", limit.json),
        ])
    }
}

extension InclusionRule {
    fileprivate static func list(_ reader: inout JSONReader) throws(CohortError) -> [InclusionRule] {
        let elements = try reader.array("InclusionRules") ?? []
        guard elements.count <= CohortLimits.ruleCountMax else {
            throw .limit(
                path: reader.place("InclusionRules"), name: "inclusion rules", maximum: CohortLimits.ruleCountMax)
        }
        var rules: [InclusionRule] = []
        for element in elements { rules.append(try InclusionRule(element.value, path: element.path)) }
        return rules
    }

    private init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        name = try reader.string("name") ?? ""
        description = try reader.string("description")
        guard let expression = reader.value("expression") else { throw .missing(path: reader.place("expression")) }
        group = try CriteriaGroup(expression, path: reader.place("expression"))
        try reader.finish()
    }

    fileprivate var json: JSONValue {
        var fields = [JSONField("name", .string(name))]
        if let description { fields.append(JSONField("description", .string(description))) }
        return .object(fields + [JSONField("expression", group.json)])
    }
}
