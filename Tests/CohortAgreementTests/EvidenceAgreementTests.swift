import CohortEngine
import HealthModel
import HubTestSupport
import SQLBackends
import Testing

/// The evidence of each person, from their own rows only, says what the count of everyone says.
struct EvidenceAgreementTests {
    @Test(arguments: 0..<2 as Range<UInt64>)
    func evidenceTellsTheMembershipsAndTheFailuresThatAreCounted(seed: UInt64) throws {
        let connection = try DuckDBDatabase(path: nil, settings: DuckDBSettings(threadCount: 1)).connect()
        try RandomModel(seed: seed).write(to: connection, schema: "cdm")
        let reader = CDMSampleReader(connection: connection, schema: "cdm")
        let everyone = ReferenceEvaluator(try reader.sample())
        let alone = try (1...31 as ClosedRange<Int64>)
            .map { (person: $0, evaluator: ReferenceEvaluator(try reader.sample(of: [$0]))) }
        var definitions = RandomDefinition(seed: seed)
        for _ in 0..<6 {
            let definition = definitions.next()
            var rows: [String] = []
            let figures = try everyone.rows(definition, reading: .fixed) { rows.append("\($0) \($1) \($2)") }
            var told: [String] = []
            for (person, evaluator) in alone {
                let evidence = try evaluator.evidence(definition, reading: .fixed, subject: person)
                #expect(evidence == (try everyone.evidence(definition, reading: .fixed, subject: person)))
                told += evidence.memberships.map { "\(person) \($0.start) \($0.end)" }
                #expect(evidence.lines(definition).allSatisfy { !$0.words.fr.isEmpty && !$0.words.en.isEmpty })
            }
            #expect(told == rows)
            for rule in definition.rules.indices {
                let subjects = try everyone.personsFailingOnly(rule: rule, of: definition, reading: .fixed)
                #expect(subjects.count == figures.attrition.personCount(failingOnly: rule))
            }
        }
    }

    @Test func aSampleLargerThanTheLimitIsRefusedByName() throws {
        let connection = try DuckDBDatabase(path: nil).connect()
        try connection.execute(
            "CREATE SCHEMA cdm; CREATE TABLE cdm.person AS SELECT range AS person_id FROM range(1, 4)")
        let reader = CDMSampleReader(connection: connection, schema: "cdm")
        // Every table but this one is absent.
        #expect(try reader.sample(rowCountMax: 3).rowCount == 3)
        #expect(try reader.sample(of: [2, 9]).rowCount == 1)
        #expect(try reader.sample(of: []).rowCount == 0)
        #expect(throws: CohortError.limit(path: "sample", name: "rows", maximum: 2)) {
            try reader.sample(rowCountMax: 2)
        }
        let many = Array(repeating: Int64(1), count: CDMSampleReader.personCountMax + 1)
        #expect(throws: CohortError.limit(path: "sample", name: "persons", maximum: CDMSampleReader.personCountMax)) {
            try reader.sample(of: many)
        }
    }
}
