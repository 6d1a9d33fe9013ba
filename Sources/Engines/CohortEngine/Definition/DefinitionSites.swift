/// Every part of a definition with its place in the JSON: what checks, readings and words walk over.
package struct DefinitionSites: Sendable {
    /// Which part of the definition something belongs to.
    package enum Part: Sendable, Hashable {
        case entry
        case additional
        /// Counted from 0.
        case rule(Int)
        case censoring
    }

    /// A criterion and its place: the path of its body, such as `$.CensoringCriteria[0].Death`.
    package struct CriterionSite: Sendable {
        package let criterion: Criterion
        package let path: String
        package let part: Part
        /// Nil for criteria that stand by themselves: entry and censoring.
        package let windowed: WindowedCriterion?
        /// The path of the group that holds it, if any.
        package let groupPath: String?
        /// Whether the index event is a criterion's own event.
        package let isNested: Bool
    }

    /// A group and its place.
    package struct GroupSite: Sendable {
        package let group: CriteriaGroup
        package let path: String
        package let part: Part
        package let isNested: Bool
    }

    /// A condition on the person and its place.
    package struct DemographicSite: Sendable {
        package let demographic: DemographicCriterion
        package let path: String
        package let part: Part
    }

    package private(set) var criteria: [CriterionSite] = []
    package private(set) var groups: [GroupSite] = []
    package private(set) var demographics: [DemographicSite] = []

    package init(_ definition: CohortDefinition) {
        for (position, criterion) in definition.primary.criteria.enumerated() {
            visit(criterion, "$.PrimaryCriteria.CriteriaList[\(position)]", .entry)
        }
        if let additional = definition.additional { visit(additional, "$.AdditionalCriteria", .additional) }
        for (position, rule) in definition.rules.enumerated() {
            visit(rule.group, "$.InclusionRules[\(position)].expression", .rule(position))
        }
        for (position, criterion) in definition.censoring.enumerated() {
            visit(criterion, "$.CensoringCriteria[\(position)]", .censoring)
        }
    }

    private mutating func visit(
        _ criterion: Criterion, _ path: String, _ part: Part, windowed: WindowedCriterion? = nil,
        groupPath: String? = nil, isNested: Bool = false
    ) {
        let body = "\(path).\(criterion.typeName)"
        criteria.append(
            CriterionSite(
                criterion: criterion, path: body, part: part, windowed: windowed, groupPath: groupPath,
                isNested: isNested))
        if let nested = criterion.nested { visit(nested, body + ".CorrelatedCriteria", part, isNested: true) }
    }

    private mutating func visit(_ group: CriteriaGroup, _ path: String, _ part: Part, isNested: Bool = false) {
        groups.append(GroupSite(group: group, path: path, part: part, isNested: isNested))
        for (position, windowed) in group.criteria.enumerated() {
            visit(
                windowed.criterion, "\(path).CriteriaList[\(position)].Criteria", part, windowed: windowed,
                groupPath: path, isNested: isNested)
        }
        for (position, demographic) in group.demographics.enumerated() {
            demographics.append(
                DemographicSite(
                    demographic: demographic, path: "\(path).DemographicCriteriaList[\(position)]", part: part))
        }
        for (position, inner) in group.groups.enumerated() {
            visit(inner, "\(path).Groups[\(position)]", part, isNested: isNested)
        }
    }
}

extension DefinitionSites.CriterionSite {
    /// The path of the entry that holds windows and count; its own path when there is none.
    package var windowPath: String {
        guard windowed != nil else { return path }
        return String(path.dropLast(".Criteria.\(criterion.typeName)".count))
    }
}
