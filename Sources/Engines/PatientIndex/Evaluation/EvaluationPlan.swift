package import CohortEngine
package import HealthModel

/// One step of an evaluation, in the order in which it is done.
package struct EvaluationStep: Sendable, Hashable {
    /// Where the criterion stands.
    package enum Part: Sendable, Hashable {
        case primary
        case additional
        /// Counted from 1.
        case rule(Int)
        case censoring
    }

    package let part: Part
    /// The criterion in words.
    package let title: Phrase
    package let table: String
    /// Rows that the criterion could read, in all shards.
    package let rowCount: Int
    /// Persons with such a row, at most: each concept's persons added up, never above all persons.
    package let personCountMax: Int
    /// Concepts of the criterion that the data have; nil when it reads every row of the table.
    package let conceptCount: Int?
    /// 0 for a criterion of the part itself, 1 for one nested in it or in a sub-group, and so on.
    package let depth: Int
}

extension IndexEvaluator {
    /// How a definition would be evaluated: entry first, then rule by rule, in each group the fewest rows first.
    package func plan(_ definition: CohortDefinition, reading: CohortReading) throws -> [EvaluationStep] {
        try definition.admit(reading)
        let planner = EvaluationPlanner(
            index: index, resolver: try ConceptResolver(definition, index: index), reading: reading)
        var steps: [EvaluationStep] = []
        for criterion in definition.primary.criteria { steps += planner.steps(criterion, .primary, depth: 0) }
        if let additional = definition.additional { steps += planner.steps(additional, .additional, depth: 0) }
        for (place, rule) in definition.rules.enumerated() {
            steps += planner.steps(rule.group, .rule(place + 1), depth: 0)
        }
        for criterion in definition.censoring { steps += planner.steps(criterion, .censoring, depth: 0) }
        return steps
    }
}

private struct EvaluationPlanner {
    let index: PatientIndex
    let resolver: ConceptResolver
    let reading: CohortReading

    func steps(_ group: CriteriaGroup, _ part: EvaluationStep.Part, depth: Int) -> [EvaluationStep] {
        let criteria = group.criteria.map { steps($0.criterion, part, depth: depth) }
        let ordered = criteria.sorted { ($0.first?.rowCount ?? 0) < ($1.first?.rowCount ?? 0) }
        return ordered.flatMap { $0 } + group.groups.flatMap { steps($0, part, depth: depth + 1) }
    }

    func steps(_ criterion: Criterion, _ part: EvaluationStep.Part, depth: Int) -> [EvaluationStep] {
        let compiled = CompiledCriterion(criterion, reading: reading, resolver: resolver)
        let table = compiled.query.table
        var rowCount = 0
        var personCount = 0
        if let counts = index.conceptCounts(in: table) {
            if let concepts = compiled.concepts {
                for concept in concepts {
                    let (rows, persons) = counts.counts(of: concept)
                    rowCount += rows
                    personCount += persons
                }
            } else {
                for place in 0..<counts.concepts.count {
                    rowCount += Int(clamping: counts.rowCounts[place])
                    personCount += Int(clamping: counts.personCounts[place])
                }
            }
        }
        let step = EvaluationStep(
            part: part, title: criterion.type.title, table: table, rowCount: rowCount,
            personCountMax: min(personCount, index.header.indexedPersonCount),
            conceptCount: compiled.concepts?.count, depth: depth)
        return [step] + (criterion.nested.map { steps($0, part, depth: depth + 1) } ?? [])
    }
}
