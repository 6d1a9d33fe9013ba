import HealthModel

extension DefinitionChecks {
    mutating func checkConceptSets() {
        checkReferences()
        let used = Set(definition.usedConceptSetIDs)
        var firstWithItems: [[Int]: String] = [:]
        for (position, set) in definition.conceptSets.enumerated() {
            let path = "$.ConceptSets[\(position)]"
            let identifiers = set.items.map(\.concept.identifier)
            if set.items.allSatisfy(\.isExcluded) {
                add(
                    "cohort.set-empty", .warning, path,
                    fr: "L’ensemble de concepts « \(set.name) » n’inclut aucun concept.",
                    en: "The concept set “\(set.name)” includes no concept.")
            } else if let other = firstWithItems[identifiers.sorted()] {
                add(
                    "cohort.set-duplicate", .warning, path,
                    fr: "L’ensemble de concepts « \(set.name) » a les mêmes concepts que « \(other) ».",
                    en: "The concept set “\(set.name)” has the same concepts as “\(other)”.")
            } else {
                firstWithItems[identifiers.sorted()] = set.name
            }
            if !used.contains(set.identifier) {
                add(
                    "cohort.set-unused", .note, path,
                    fr: "L’ensemble de concepts « \(set.name) » n’est pas utilisé.",
                    en: "The concept set “\(set.name)” is not used.")
            }
            if Set(identifiers).count < identifiers.count {
                add(
                    "cohort.set-item-twice", .note, path,
                    fr: "L’ensemble de concepts « \(set.name) » cite deux fois un même concept.",
                    en: "The concept set “\(set.name)” lists a concept twice.")
            }
        }
    }

    private mutating func checkReferences() {
        let known = Dictionary(
            definition.conceptSets.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })
        for site in sites.criteria {
            for identifier in site.criterion.conceptSetIDs where known[identifier] == nil {
                addAbsentSet(identifier, site.path)
            }
            checkOwnSet(site, known)
        }
        for site in sites.demographics {
            for identifier in site.demographic.conceptSetIDs where known[identifier] == nil {
                addAbsentSet(identifier, site.path)
            }
        }
        if case .continuousExposure(let exposure) = definition.endStrategy, known[exposure.drugSetID] == nil {
            addAbsentSet(exposure.drugSetID, "$.EndStrategy.CustomEra.DrugCodesetId")
        }
    }

    private mutating func addAbsentSet(_ identifier: Int, _ path: String) {
        add(
            "cohort.set-absent", .warning, path,
            fr: "L’ensemble de concepts \(identifier) n’existe pas : le critère ne trouvera rien.",
            en: "Concept set \(identifier) does not exist: the criterion will find nothing.")
    }

    /// A criterion without any concept set, or with one whose concepts belong to another domain.
    private mutating func checkOwnSet(_ site: DefinitionSites.CriterionSite, _ known: [Int: ConceptSet]) {
        let criterion = site.criterion
        guard criterion.type.source.concept != nil, criterion.typeName != CriterionType.death.name else { return }
        guard let identifier = criterion.conceptSetID else {
            if criterion.conceptSetIDs.isEmpty {
                add(
                    "cohort.no-set", .warning, site.path,
                    fr: "Aucun ensemble de concepts : tous les enregistrements de ce type sont pris.",
                    en: "No concept set: every record of this kind is taken.")
            }
            return
        }
        guard let set = known[identifier], let domain = criterion.type.domain else { return }
        let domains = Set(set.items.filter { !$0.isExcluded }.compactMap { $0.concept.domain?.lowercased() })
        guard !domains.isEmpty, !domains.contains(where: { $0.contains(domain.lowercased()) }) else { return }
        add(
            "cohort.domain-mismatch", .warning, site.path,
            fr:
                "L’ensemble « \(set.name) » n’a aucun concept du domaine \(domain) : le critère ne trouvera sans doute rien.",
            en:
                "The set “\(set.name)” has no concept of the domain \(domain): the criterion will probably find nothing."
        )
    }
}

extension Criterion {
    /// The concept sets that the criterion itself names, nested criteria apart.
    var conceptSetIDs: [Int] {
        let query = eventQuery(.fixed)
        return query.membership.map(\.conceptSetID) + query.predicates.flatMap(\.conceptSetIDs)
    }
}

extension DemographicCriterion {
    var conceptSetIDs: [Int] { predicates(.fixed).flatMap(\.conceptSetIDs) }
}
