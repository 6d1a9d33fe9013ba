import CohortEngine
import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Synchronization
import Testing

/// Every evaluator answers random definitions on random small databases as the reference does.
struct AgreementTests {
    private static let definitionsPerModel = 20

    /// `HUB_AGREEMENT_COUNT` definitions, or many when HUB_TEST_LONG=1.
    private static let definitionCount: Int = {
        let environment = ProcessInfo.processInfo.environment
        if let text = environment["HUB_AGREEMENT_COUNT"], let count = Int(text) { return count }
        return environment["HUB_TEST_LONG"] == "1" ? 20_000 : 100
    }()
    private static let firstSeed = ProcessInfo.processInfo.environment["HUB_AGREEMENT_SEED"].flatMap { UInt64($0) } ?? 0

    @Test func everyEvaluatorAnswersAsTheReference() throws {
        var tally = AgreementTally()
        let connection = try DuckDBDatabase(path: nil, settings: DuckDBSettings(threadCount: 1)).connect()
        let modelCount =
            (AgreementTests.definitionCount + AgreementTests.definitionsPerModel - 1)
            / AgreementTests.definitionsPerModel
        for offset in 0..<modelCount where tally.problems.count < 10 {
            let seed = AgreementTests.firstSeed + UInt64(offset)
            let schema = "cdm_\(seed)"
            // Planning costs more than anything else here: only every tenth model pays for the optimiser.
            try connection.execute("PRAGMA \(seed % 10 == 0 ? "enable" : "disable")_optimizer")
            try RandomModel(seed: seed).write(to: connection, schema: schema)
            let bench = try AgreementBench(connection: connection, schema: schema)
            var definitions = RandomDefinition(seed: seed &+ 1_000_000_007)
            for number in 0..<AgreementTests.definitionsPerModel {
                tally.add(definitions.next(), on: bench, place: "model \(seed), definition \(number)")
            }
            try connection.execute("DROP SCHEMA \(schema) CASCADE")
            if offset % 50 == 49 { print(tally.summary) }
        }
        print(tally.summary)
        for problem in tally.problems { Issue.record(Comment(rawValue: problem)) }
        // Definitions that nobody satisfies would prove little.
        #expect(tally.answerCount * 100 >= tally.definitionCount * 35)
        // An index that hands questions on to SQL proves nothing by agreeing with it.
        let declinedCount = IndexedModel.declinedCount.load(ordering: .relaxed)
        print("The index handed \(declinedCount) questions on to SQL.")
        #expect(declinedCount * 50 <= tally.definitionCount)
    }

    @Test func randomDefinitionsAreReadBackFromTheirJSON() throws {
        var definitions = RandomDefinition(seed: 5)
        for _ in 0..<200 {
            let definition = definitions.next()
            #expect(try CirceJSON.read(CirceJSON.write(definition)) == definition)
        }
    }

    @Test func randomDefinitionsUseEveryKindAndAttribute() {
        var definitions = RandomDefinition(seed: 9)
        var used: Set<String> = []
        for _ in 0..<1_500 {
            for criterion in definitions.next().allCriteria {
                used.insert(criterion.typeName)
                used.formUnion(criterion.attributes.map { "\(criterion.typeName).\($0.key)" })
            }
        }
        let wanted = AttributeShape.all.flatMap { type, attributes in [type] + attributes.map { "\(type).\($0.key)" } }
        #expect(Set(wanted).subtracting(used) == [])
        #expect(CriterionType.all.count == 16)
    }
}
