import CohortEngine
import HealthModel
import Testing

struct ReferenceEvidenceTests {
    private static let definition = CohortDefinition.sample(
        rules: [.conditions(Occurrence(.atLeast, 1), of: 2), .conditions(Occurrence(.exactly, 0), of: 3)],
        expressionLimit: .first, end: .offset(days: 10, from: .start))

    /// Person 1 is in, 2 fails the second rule, 3 is never observed, 4 has no entry event.
    private func evaluator() throws -> ReferenceEvaluator {
        var sample = ReferenceSample()
        for person in [1, 2, 4] as [Int64] { try sample.observed(person) }
        for person in [1, 2, 3] as [Int64] {
            try sample.condition(person, 1, "2020-02-01")
            try sample.condition(person, 1, "2020-05-01")
            try sample.condition(person, 2, "2020-03-01")
        }
        try sample.condition(2, 3, "2020-04-01")
        return try sample.evaluator()
    }

    private func evidence(_ subject: Int64) throws -> CohortEvidence {
        try evaluator().evidence(ReferenceEvidenceTests.definition, reading: .strict, subject: subject)
    }

    @Test func saysWhichEventWasKeptAndWhichWasDropped() throws {
        let evidence = try evidence(1)
        #expect(evidence.events.map(\.fate) == [.included, .droppedByExpressionLimit])
        #expect(evidence.events[0].endReason == .dateOffset)
        #expect(evidence.events[0].end == Day(year: 2020, month: 2, day: 11))
        #expect(evidence.memberships.map { "\($0.start) \($0.end)" } == ["2020-02-01 2020-02-11"])
    }

    @Test func showsTheRecordThatFailsARule() throws {
        let evidence = try evidence(2)
        #expect(evidence.memberships == [])
        #expect(evidence.events.map(\.fate) == [.failsRules, .failsRules])
        let rule = evidence.events[0].rules[1]
        #expect(!rule.holds)
        #expect(rule.members[0].foundCount == 1)
        #expect(rule.members[0].records.map(\.concept) == [3])
        #expect(evidence.events[0].rules[0].holds)
    }

    @Test func tellsUnobservedPersonsFromThoseWithoutEvents() throws {
        let unobserved = try evidence(3)
        #expect(!unobserved.isObserved)
        #expect(unobserved.events.map(\.fate) == [.outsideObservation, .outsideObservation])
        let eventless = try evidence(4)
        #expect(eventless.isObserved)
        #expect(eventless.events.isEmpty)
        #expect(
            eventless.lines(ReferenceEvidenceTests.definition).map(\.words.fr)
                == ["Hors de la cohorte : aucun événement d’entrée."])
    }

    @Test func listsOnlyTheFirstRecords() throws {
        var sample = ReferenceSample()
        try sample.observed(1)
        for day in 10...20 { try sample.condition(1, 1, "2020-02-\(day)") }
        let definition = CohortDefinition.sample(limit: .first, rules: [.conditions(Occurrence(.atLeast, 1), of: 1)])
        let evidence = try sample.evaluator().evidence(definition, reading: .strict, subject: 1)
        let member = try #require(evidence.events.first?.rules.first?.members.first)
        #expect(member.foundCount == 11)
        #expect(member.records.count == CohortEvidence.recordCountMax)
        #expect(evidence.events.count(where: { $0.fate == .droppedByPrimaryLimit }) == 10)
    }

    @Test func tellsNoMoreEventsThanTheLimit() throws {
        var sample = ReferenceSample()
        try sample.observed(1)
        func untold(_ definition: CohortDefinition) throws -> (told: Int, untold: Int) {
            let evidence = try sample.evaluator().evidence(definition, reading: .strict, subject: 1)
            return (evidence.events.count, evidence.untoldEventCount)
        }
        for _ in 1...CohortEvidence.eventCountMax { try sample.condition(1, 1, "2020-02-01") }
        #expect(try untold(.sample()) == (CohortEvidence.eventCountMax, 0))
        for _ in 1...5 { try sample.condition(1, 1, "2020-02-02") }
        #expect(try untold(.sample()) == (CohortEvidence.eventCountMax, 5))
    }

    @Test func namesThePersonsThatFailOneRuleOnly() throws {
        let evaluator = try evaluator()
        func subjects(_ rule: Int, limit: Int = 10) throws -> [Int64] {
            try evaluator.personsFailingOnly(
                rule: rule, of: ReferenceEvidenceTests.definition, reading: .strict, limit: limit)
        }
        #expect(try subjects(1) == [2])
        #expect(try subjects(0) == [])
        #expect(try subjects(1, limit: 0) == [])
        #expect(try subjects(2) == [])
    }

    @Test func writesTheAccountInBothLanguages() throws {
        let lines = try evidence(2).lines(ReferenceEvidenceTests.definition)
        #expect(lines[0].words.fr == "Hors de la cohorte : aucun événement d’entrée n’est retenu.")
        #expect(lines[1].words.en.hasPrefix("condition_occurrence 4, concept 1, from 2020-02-01 to 2020-02-02: "))
        #expect(lines.contains { $0.depth == 2 && $0.words.en == "rule “r2”: no" })
        #expect(lines.contains { $0.depth == 2 && $0.words.fr == "règle « r1 » : oui" })
        #expect(
            try evidence(1).lines(ReferenceEvidenceTests.definition)[0].words.en
                == "In the cohort from 2020-02-01 to 2020-02-11.")
    }
}
