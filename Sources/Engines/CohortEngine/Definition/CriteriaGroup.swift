/// Members of which all, any, at least or at most so many must hold for an index event. An empty group always holds.
package struct CriteriaGroup: Sendable, Hashable {
    package enum Quantifier: Sendable, Hashable {
        case all
        case any
        case atLeast(Int)
        case atMost(Int)
    }

    package let quantifier: Quantifier
    package let criteria: [WindowedCriterion]
    package let demographics: [DemographicCriterion]
    package let groups: [CriteriaGroup]

    package init(
        _ quantifier: Quantifier, criteria: [WindowedCriterion] = [], demographics: [DemographicCriterion] = [],
        groups: [CriteriaGroup] = []
    ) {
        self.quantifier = quantifier
        self.criteria = criteria
        self.demographics = demographics
        self.groups = groups
    }

    package var isEmpty: Bool { criteria.isEmpty && demographics.isEmpty && groups.isEmpty }
    package var memberCount: Int { criteria.count + demographics.count + groups.count }
}

extension CriteriaGroup {
    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        let type = try reader.string("Type")?.uppercased()
        let count = try reader.integer("Count", in: 0...Int(Int32.max))
        var criteria: [WindowedCriterion] = []
        for element in try reader.array("CriteriaList") ?? [] {
            criteria.append(try WindowedCriterion(element.value, path: element.path))
        }
        var demographics: [DemographicCriterion] = []
        for element in try reader.array("DemographicCriteriaList") ?? [] {
            demographics.append(try DemographicCriterion(element.value, path: element.path))
        }
        var groups: [CriteriaGroup] = []
        for element in try reader.array("Groups") ?? [] {
            groups.append(try CriteriaGroup(element.value, path: element.path))
        }
        try reader.finish()
        let isEmpty = criteria.isEmpty && demographics.isEmpty && groups.isEmpty
        quantifier = try Quantifier(type: type, count: count, isEmpty: isEmpty, reader: reader)
        self.criteria = criteria
        self.demographics = demographics
        self.groups = groups
    }

    var json: JSONValue {
        var fields = [JSONField("Type", .string(quantifier.name))]
        if let count = quantifier.count { fields.append(JSONField("Count", .integer(count))) }
        return .object(
            fields + [
                JSONField("CriteriaList", .array(criteria.map(\.json))),
                JSONField("DemographicCriteriaList", .array(demographics.map(\.json))),
                JSONField("Groups", .array(groups.map(\.json))),
            ])
    }
}

extension CriteriaGroup.Quantifier {
    fileprivate init(type: String?, count: Int?, isEmpty: Bool, reader: JSONReader) throws(CohortError) {
        switch type {
        case "ALL": self = .all
        case "ANY": self = .any
        case "AT_LEAST", "AT_MOST":
            guard let count else { throw .missing(path: reader.place("Count")) }
            self = type == "AT_LEAST" ? .atLeast(count) : .atMost(count)
        // The type of an empty group is never looked at.
        case nil where isEmpty: self = .all
        case nil: throw .missing(path: reader.place("Type"))
        default: throw .badValue(path: reader.place("Type"), allowed: "ALL, ANY, AT_LEAST, AT_MOST")
        }
    }

    fileprivate var name: String {
        switch self {
        case .all: "ALL"
        case .any: "ANY"
        case .atLeast: "AT_LEAST"
        case .atMost: "AT_MOST"
        }
    }

    fileprivate var count: Int? {
        switch self {
        case .all, .any: nil
        case .atLeast(let count), .atMost(let count): count
        }
    }
}
