import CohortEngine

/// A definition with its concept sets resolved, valid for all shards.
final class CompiledDefinition: Sendable {
    let definition: CohortDefinition
    let primary: [CompiledCriterion]
    let additional: CompiledGroup?
    let rules: [CompiledGroup]
    let censoring: [CompiledCriterion]
    /// Drugs of a continuous exposure.
    let exposureDrugs: ResolvedSet?
    /// What must be known of the qualified events.
    let entryFields: EventFields

    init(
        _ definition: CohortDefinition, reading: CohortReading, index: PatientIndex
    ) throws(CohortEvaluationError) {
        let resolver = try ConceptResolver(definition, index: index)
        self.definition = definition
        primary = definition.primary.criteria.map {
            CompiledCriterion($0, reading: reading, resolver: resolver)
        }
        additional = definition.additional.map { CompiledGroup($0, reading: reading, resolver: resolver) }
        rules = definition.rules.map { CompiledGroup($0.group, reading: reading, resolver: resolver) }
        censoring = definition.censoring.map { CompiledCriterion($0, reading: reading, resolver: resolver) }
        var fields: EventFields = additional?.indexFields ?? []
        for rule in rules { fields.formUnion(rule.indexFields) }
        if case .offset(_, .end) = definition.endStrategy { fields.insert(.end) }
        entryFields = fields
        if case .continuousExposure(let exposure) = definition.endStrategy {
            exposureDrugs = resolver.set(exposure.drugSetID)
        } else {
            exposureDrugs = nil
        }
        var predicates = (primary + censoring).flatMap(\.predicates) + (additional?.predicates ?? [])
        predicates += rules.flatMap(\.predicates)
        try resolver.admit(predicates, of: definition)
    }
}
