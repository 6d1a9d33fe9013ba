extension CohortDefinition {
    /// Every group, nested ones included.
    private var topGroups: [CriteriaGroup] { [additional].compactMap { $0 } + rules.map(\.group) }

    /// Every criterion of the definition, nested ones included.
    package var allCriteria: [Criterion] {
        (primary.criteria + censoring).flatMap(\.withNested) + topGroups.flatMap(\.allCriteria)
    }

    var criterionCount: Int { allCriteria.count }

    /// The concept sets that decide something, in order.
    package var usedConceptSetIDs: [Int] {
        var identifiers: Set<Int> = []
        for criterion in allCriteria {
            let query = criterion.eventQuery(.fixed)
            identifiers.formUnion(query.membership.map(\.conceptSetID))
            identifiers.formUnion(query.predicates.flatMap(\.conceptSetIDs))
        }
        let groups = topGroups + allCriteria.compactMap(\.nested)
        for demographic in groups.flatMap(\.allDemographics) {
            identifiers.formUnion(demographic.predicates(.fixed).flatMap(\.conceptSetIDs))
        }
        if case .continuousExposure(let exposure) = endStrategy { identifiers.insert(exposure.drugSetID) }
        return identifiers.sorted()
    }

    /// The tables that the definition reads, beside the vocabulary, persons and observation periods.
    package var eventTables: [String] {
        var tables = Set(allCriteria.map(\.type.source.table))
        if case .continuousExposure = endStrategy { tables.insert("drug_exposure") }
        return tables.sorted()
    }

    package func conceptSet(_ identifier: Int) -> ConceptSet? { conceptSets.first { $0.identifier == identifier } }
}

extension Criterion {
    /// Itself and what its nested group holds.
    fileprivate var withNested: [Criterion] { [self] + (nested?.allCriteria ?? []) }
}

extension CriteriaGroup {
    fileprivate var allCriteria: [Criterion] {
        criteria.flatMap(\.criterion.withNested) + groups.flatMap(\.allCriteria)
    }

    fileprivate var allDemographics: [DemographicCriterion] { demographics + groups.flatMap(\.allDemographics) }
}

extension EventPredicate {
    var conceptSetIDs: [Int] {
        alternatives.compactMap {
            if case .value(.inConceptSet(let set, _)) = $0.test { return set }
            return nil
        }
    }
}
