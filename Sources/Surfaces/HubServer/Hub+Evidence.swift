package import CohortEngine
import Intake
package import SQLBackends

extension Hub {
    /// Why one person is in a cohort or out of it: for the operator, journalled before it is told.
    package func evidence(
        of person: Int64, _ definition: CohortDefinition, reading: CohortReading, release: Release
    ) throws -> CohortEvidence {
        try recordExplanation(definition, release, "person")
        return try evaluators.reference(on: release, of: [person])
            .evidence(definition, reading: reading, subject: person)
    }

    /// Persons who satisfy every rule but one (from 1), in order, at most 1,000: for the operator, journalled before
    /// they are told.
    package func personsFailingOnly(
        rule number: Int, _ definition: CohortDefinition, reading: CohortReading, release: Release
    ) throws -> [Int64] {
        guard definition.rules.indices.contains(number - 1) else {
            throw HubServerError.ruleUnknown(count: definition.rules.count)
        }
        try recordExplanation(definition, release, "failing-only")
        let evaluator = try evaluators.evaluator(on: release)
        func subjects(_ definition: CohortDefinition) throws -> Set<Int64> {
            var subjects: Set<Int64> = []
            _ = try evaluator.rows(definition, reading: reading) { subject, _, _ in subjects.insert(subject) }
            return subjects
        }
        // Who has an event that satisfies the others and none that satisfies all; the reference then says whose best
        // event it is.
        let candidates = try subjects(definition.entries(without: number - 1))
            .subtracting(subjects(definition.entries(without: nil)))
        return
            try evaluators.reference(
                on: release, of: Array(candidates.sorted().prefix(CDMSampleReader.personCountMax))
            )
            .personsFailingOnly(rule: number - 1, of: definition, reading: reading)
    }

    private func recordExplanation(_ definition: CohortDefinition, _ release: Release, _ asked: String) throws {
        let digest = FileDigest.sha256(of: CirceJSON.write(definition))
        try intake.record(
            "feasibility.explain", ["release": release.name, "definition": digest, "asked": asked], "")
    }
}

extension CohortDefinition {
    /// Every event that satisfies the rules, whatever ends membership.
    fileprivate func entries(without rule: Int?) -> CohortDefinition {
        CohortDefinition(
            conceptSets: conceptSets, primary: primary, additional: additional, qualifiedLimit: qualifiedLimit,
            rules: rules.enumerated().filter { $0.offset != rule }.map(\.element), expressionLimit: .all)
    }
}
