import HealthModel

extension ReferenceEvaluator {
    /// Subjects that `personsFailingOnly` gives at most.
    package static let subjectCountMax = 1_000

    /// Why one person is in or out, from the same steps that count everyone.
    package func evidence(
        _ definition: CohortDefinition, reading: CohortReading, subject: Int64
    ) throws -> CohortEvidence {
        let outcome = try pipeline(definition, reading: reading).outcome(of: subject)
        let told = outcome.events.prefix(CohortEvidence.eventCountMax)
        return CohortEvidence(
            subject: subject, isObserved: isObserved(subject),
            events: told.map { CohortEvidence.PrimaryEvent($0, definition) },
            untoldEventCount: outcome.events.count - told.count, memberships: outcome.memberships)
    }

    /// Subjects whose best event satisfies every rule but this one, in order; at most `limit`.
    package func personsFailingOnly(
        rule: Int, of definition: CohortDefinition, reading: CohortReading,
        limit: Int = ReferenceEvaluator.subjectCountMax
    ) throws -> [Int64] {
        guard definition.rules.indices.contains(rule) else { return [] }
        let pipeline = try pipeline(definition, reading: reading)
        var subjects: [Int64] = []
        for person in persons where subjects.count < min(limit, ReferenceEvaluator.subjectCountMax) {
            guard let best = pipeline.outcome(of: person).best else { continue }
            let failed = best.rules.indices.filter { !best.rules[$0].holds }
            if failed == [rule] { subjects.append(person) }
        }
        return subjects
    }
}

extension CohortEvidence.PrimaryEvent {
    fileprivate init(_ outcome: PrimaryOutcome, _ definition: CohortDefinition) {
        number = outcome.number
        criterion = outcome.criterion
        record = CohortEvidence.Record(outcome.event)
        period = outcome.period
        fate = outcome.fate
        additional = outcome.additional.flatMap { found in
            definition.additional.map { CohortEvidence.Group($0, found, definition) }
        }
        rules = zip(definition.rules, outcome.rules).map { CohortEvidence.Group($0.group, $1, definition) }
        end = outcome.end?.day
        endReason = outcome.end?.reason
    }
}

extension CohortEvidence.Group {
    fileprivate init(_ group: CriteriaGroup, _ outcome: GroupOutcome, _ definition: CohortDefinition) {
        holds = outcome.holds
        quantifier = group.quantifier
        members = outcome.members.map { CohortEvidence.Member($0, definition) }
    }
}

extension CohortEvidence.Member {
    fileprivate init(_ outcome: MemberOutcome, _ definition: CohortDefinition) {
        holds = outcome.holds
        switch outcome.finding {
        case .criterion(let windowed, let events, let count):
            asked = windowed.words(in: definition)
            foundCount = count
            records = events.sorted { ($0.start, $0.identifier) < ($1.start, $1.identifier) }
                .prefix(CohortEvidence.recordCountMax).map { CohortEvidence.Record($0) }
            group = nil
        case .demographic(let demographic):
            asked = demographic.words
            foundCount = nil
            records = []
            group = nil
        case .group(let inner, let outcome):
            asked = inner.words(in: definition)
            foundCount = nil
            records = []
            group = CohortEvidence.Group(inner, outcome, definition)
        }
    }
}

extension CohortEvidence.Record {
    fileprivate init(_ event: ReferenceEvent) {
        table = event.table
        identifier = event.identifier
        concept = event.concept
        start = event.start
        end = event.end
    }
}
