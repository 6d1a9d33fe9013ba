package import CohortEngine

/// A cohort definition while it is being composed: what people edit as typed values, and the rest as it came.
///
/// Nothing is dropped: `CohortDefinition` → draft → `CohortDefinition` gives the same definition.
package struct BuilderDraft: Sendable, Hashable {
    package var title: String?
    package var sets: [SetDraft]
    /// Never empty: a definition without an entry event is none.
    package var entry: [EventDraft]
    package var priorDays: Int
    package var postDays: Int
    package var entryLimit: EventLimit
    package var rules: [RuleDraft]
    package var expressionLimit: EventLimit
    package var exit: EndStrategy?
    package var eraPadDays: Int

    // What the page shows in words only.
    package var modelVersions: String?
    package var additional: CriteriaGroup?
    package var qualifiedLimit: EventLimit
    package var censoring: [Criterion]
    package var censorWindow: DayBounds?

    /// What a person starts with: any diagnosis, from the first one on.
    package static let empty = BuilderDraft(
        CohortDefinition(
            conceptSets: [], primary: PrimaryCriteria([Criterion(.conditionOccurrence)], limit: .first),
            qualifiedLimit: .all))

    package init(_ definition: CohortDefinition) {
        title = definition.title
        sets = definition.conceptSets.map(SetDraft.init)
        entry = definition.primary.criteria.map(EventDraft.init)
        priorDays = definition.primary.priorDays
        postDays = definition.primary.postDays
        entryLimit = definition.primary.limit
        rules = definition.rules.map(RuleDraft.init)
        expressionLimit = definition.expressionLimit
        exit = definition.endStrategy
        eraPadDays = definition.eraPadDays
        modelVersions = definition.modelVersions
        additional = definition.additional
        qualifiedLimit = definition.qualifiedLimit
        censoring = definition.censoring
        censorWindow = definition.censorWindow
    }

    package var definition: CohortDefinition {
        CohortDefinition(
            modelVersions: modelVersions, title: title, conceptSets: sets.map(\.conceptSet),
            primary: PrimaryCriteria(
                entry.map(\.criterion), priorDays: priorDays, postDays: postDays, limit: entryLimit),
            additional: additional, qualifiedLimit: qualifiedLimit, rules: rules.map(\.rule),
            expressionLimit: expressionLimit, endStrategy: exit, censoring: censoring, eraPadDays: eraPadDays,
            censorWindow: censorWindow)
    }

    /// An identifier that no concept set has, and that no criterion names.
    package var freeSetIdentifier: Int {
        ((sets.map(\.identifier) + definition.usedConceptSetIDs).max() ?? -1) + 1
    }
}

/// A concept set while it is being composed.
package struct SetDraft: Sendable, Hashable {
    package let identifier: Int
    package var name: String
    package var items: [ConceptSet.Item]

    /// Items that the page shows one by one; the others are kept and told by their number.
    package static let shownItemCountMax = 100

    package init(identifier: Int, name: String, items: [ConceptSet.Item] = []) {
        self.identifier = identifier
        self.name = name
        self.items = items
    }

    init(_ set: ConceptSet) { self.init(identifier: set.identifier, name: set.name, items: set.items) }

    var conceptSet: ConceptSet { ConceptSet(identifier: identifier, name: name, items: items) }
}
