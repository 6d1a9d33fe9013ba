/// Who belongs to a cohort, from when to when: an OHDSI Circe expression as a value.
package struct CohortDefinition: Sendable, Hashable {
    /// Versions of the common data model that the author had in mind; it decides nothing.
    package let modelVersions: String?
    package let title: String?
    package let conceptSets: [ConceptSet]
    package let primary: PrimaryCriteria
    /// Restricts the primary events. Nil and an empty group differ: with nil, `qualifiedLimit` has no effect.
    package let additional: CriteriaGroup?
    package let qualifiedLimit: EventLimit
    package let rules: [InclusionRule]
    package let expressionLimit: EventLimit
    package let endStrategy: EndStrategy?
    package let censoring: [Criterion]
    /// Days between two memberships that are still joined.
    package let eraPadDays: Int
    package let censorWindow: DayBounds?

    package init(
        modelVersions: String? = nil, title: String? = nil, conceptSets: [ConceptSet], primary: PrimaryCriteria,
        additional: CriteriaGroup? = nil, qualifiedLimit: EventLimit = .first, rules: [InclusionRule] = [],
        expressionLimit: EventLimit = .first, endStrategy: EndStrategy? = nil, censoring: [Criterion] = [],
        eraPadDays: Int = 0, censorWindow: DayBounds? = nil
    ) {
        self.modelVersions = modelVersions
        self.title = title
        self.conceptSets = conceptSets
        self.primary = primary
        self.additional = additional
        self.qualifiedLimit = qualifiedLimit
        self.rules = rules
        self.expressionLimit = expressionLimit
        self.endStrategy = endStrategy
        self.censoring = censoring
        self.eraPadDays = eraPadDays
        self.censorWindow = censorWindow
    }
}

/// Which events of a person are kept.
package enum EventLimit: String, Sendable, Hashable, CaseIterable {
    case all = "All"
    case first = "First"
    case last = "Last"
}

/// The events that can start membership, and how long the person must be observed around them.
package struct PrimaryCriteria: Sendable, Hashable {
    package let criteria: [Criterion]
    package let priorDays: Int
    package let postDays: Int
    /// Applies after the observation window, to the events of all criteria together.
    package let limit: EventLimit

    package init(_ criteria: [Criterion], priorDays: Int = 0, postDays: Int = 0, limit: EventLimit = .all) {
        self.criteria = criteria
        self.priorDays = priorDays
        self.postDays = postDays
        self.limit = limit
    }
}

/// One named condition on the qualified events; attrition is told rule by rule.
package struct InclusionRule: Sendable, Hashable {
    package let name: String
    package let description: String?
    package let group: CriteriaGroup

    package init(name: String, description: String? = nil, group: CriteriaGroup) {
        self.name = name
        self.description = description
        self.group = group
    }
}
