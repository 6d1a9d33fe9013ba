import Foundation
import HubTestSupport
import RecordLinkage
import Testing

@Suite struct LinkageEngineTests {
    private func run(_ table: RecordTable, _ configuration: LinkageConfiguration = FrenchRecords.configuration) throws
        -> LinkageResult
    {
        try LinkageEngine(configuration).run(table)
    }

    @Test func linksPeopleInAnotherOrderOneToOne() throws {
        let people = FrenchRecords.people(300)
        let linked = LinkedFiles(
            result: try run(FrenchRecords.table(people, people.reversed())), configuration: FrenchRecords.configuration)
        #expect(linked.links.count == 300)
        #expect(linked.links.allSatisfy { $0.a + $0.b == 599 })
    }

    @Test func findsNothingInEmptyFiles() throws {
        let result = try run(FrenchRecords.table([], []))
        #expect(result.pairs.count == 0)
        #expect(result.blocking.allSatisfy { $0.estimatedPairCount == 0 })
    }

    @Test func acceptsOneRecordOnEachSide() throws {
        let one = FrenchRecords.people(1)
        let result = try run(FrenchRecords.table(one, one))
        #expect(result.pairs.count == 1)
        #expect(result.pairs.weights[0].isFinite)
        #expect(try run(FrenchRecords.table(one, [])).pairs.count == 0)
    }

    @Test func linksNobodyWithoutAnyValue() throws {
        let empty = [[String: String]](repeating: [:], count: 50)
        let linked = LinkedFiles(
            result: try run(FrenchRecords.table(empty, empty)), configuration: FrenchRecords.configuration)
        #expect(linked.links.isEmpty)
        let alone = LinkedFiles(
            result: try run(FrenchRecords.table(empty, isClean: false)), configuration: FrenchRecords.configuration)
        #expect(alone.links.isEmpty)
    }

    @Test func costsNoSquareOfIdenticalRecords() throws {
        let copies = [[String: String]](repeating: FrenchRecords.people(1)[0], count: 10_000)
        let table = FrenchRecords.table(copies + FrenchRecords.people(50, seed: 2), isClean: false)
        let linked = LinkedFiles(result: try run(table), configuration: FrenchRecords.configuration)
        #expect(linked.result.pairs.count < 20_000)
        let roots = linked.clusters()
        #expect(roots.prefix(10_000).allSatisfy { $0 == 0 })
        #expect(Set(roots.dropFirst(10_000)).count == 50)
    }

    /// Clean files hold nobody twice, so the copies are ten thousand people whom nothing tells apart.
    @Test func dropsCrowdedBlocksBetweenCleanFilesAndSaysSo() throws {
        let copies = [[String: String]](repeating: FrenchRecords.people(1)[0], count: 10_000)
        let result = try run(FrenchRecords.table(copies, copies))
        #expect(result.pairs.count == 0)
        #expect(result.blocking.contains { $0.droppedRecordCount == 10_000 && $0.largestBlockSize == 10_000 })
    }

    @Test func keepsBlocksUpToTheCap() throws {
        var configuration = FrenchRecords.configuration
        let copies = [[String: String]](repeating: FrenchRecords.people(1)[0], count: 20)
        configuration.blockSizeMax = 20
        #expect(try run(FrenchRecords.table(copies, copies), configuration).pairs.count == 400)
        configuration.blockSizeMax = 19
        #expect(try run(FrenchRecords.table(copies, copies), configuration).pairs.count == 0)
    }

    @Test func refusesParametersOfOtherComparisons() throws {
        let people = FrenchRecords.people(50)
        let table = FrenchRecords.table(people, people)
        var configuration = FrenchRecords.configuration
        configuration.model = try run(table).model
        #expect(try run(table, configuration).pairs.count > 0)
        configuration.model?.comparisons[0].levels.removeLast()
        #expect { try run(table, configuration) } throws: {
            ($0 as? LinkageError)?.code == "linkage.configuration-malformed"
        }
    }

    @Test func refusesTooManyPairsBeforeComparing() throws {
        var configuration = FrenchRecords.configuration
        configuration.pairCountMax = 100
        let people = FrenchRecords.people(300)
        #expect { try run(FrenchRecords.table(people, people), configuration) } throws: {
            ($0 as? LinkageError)?.code == "linkage.too-many-pairs"
        }
    }

    @Test func estimatesThePairsOfEachRule() throws {
        let people = FrenchRecords.people(2000)
        for report in try run(FrenchRecords.table(people, people)).blocking where report.pairCount > 0 {
            #expect(abs(report.estimatedPairCount - Double(report.pairCount)) <= 0.1 * Double(report.pairCount) + 5)
        }
    }

    @Test func findsEveryPairOnceWhateverTheRulesThatFindIt() throws {
        let people = FrenchRecords.people(200)
        let pairs = try run(FrenchRecords.table(people, people)).pairs
        #expect(Set((0..<pairs.count).map { [pairs.a[$0], pairs.b[$0]] }).count == pairs.count)
    }

    @Test func givesTheSameResultOnAnyNumberOfThreads() throws {
        let people = FrenchRecords.people(500)
        let table = FrenchRecords.table(people, FrenchRecords.people(200, seed: 3) + people)
        let one = try LinkageEngine(FrenchRecords.configuration, workerCount: 1).run(table)
        let three = try LinkageEngine(FrenchRecords.configuration, workerCount: 3).run(table)
        #expect(one.pairs.weights == three.pairs.weights)
        #expect(one.model == three.model)
    }

    @Test func tellsTwinsApartWhenBothAreThere() throws {
        var people = FrenchRecords.people(400)
        for place in stride(from: 0, to: 100, by: 2) {
            people[place + 1] = people[place]
            people[place]["prenom"] = "Léa"
            people[place + 1]["prenom"] = "Zoé"
        }
        let linked = LinkedFiles(
            result: try run(FrenchRecords.table(people, people)), configuration: FrenchRecords.configuration)
        #expect(linked.links.count == 400)
        #expect(linked.links.allSatisfy { $0.b - $0.a == 400 })
    }

    @Test func explainsAPairStepByStep() throws {
        let people = FrenchRecords.people(100)
        let result = try run(FrenchRecords.table(people, people))
        let pair = try #require(result.pair(3, 103))
        let explanation = try result.explanation("A3", "B3")
        #expect(abs(explanation.weight - Double(result.pairs.weights[pair])) < 0.01)
        #expect(explanation.steps.first?.name == "prior")
        #expect(
            explanation.steps.contains { $0.name == "family name" && $0.level.hasPrefix("same name") && $0.weight > 5 })
        #expect(abs(explanation.steps.reduce(0) { $0 + $1.weight + $1.termFrequency } - explanation.weight) < 0.001)
        #expect(throws: LinkageError.recordUnknown) { try result.explanation("A3", "B1000") }
    }

    @Test func reusesAModelWithoutEstimatingAgain() throws {
        let people = FrenchRecords.people(200)
        let table = FrenchRecords.table(people, people)
        let first = try run(table)
        var configuration = FrenchRecords.configuration
        configuration.model = first.model
        let again = try run(table, configuration)
        #expect(again.model == first.model)
        #expect(again.pairs.weights == first.pairs.weights)
    }

    @Test func refusesAComparisonOfAnAbsentColumn() {
        let configuration = LinkageConfiguration(
            columns: FrenchRecords.columns,
            comparisons: [ComparisonSpecification("animal", .text, column: "animal")], blocking: [])
        #expect(throws: LinkageError.columnMissing(comparison: "animal", column: "animal")) {
            try LinkageEngine(configuration).run(FrenchRecords.table(FrenchRecords.people(2), []))
        }
    }

    @Test func refusesMoreRulesOrComparisonsThanItCanCount() {
        var configuration = FrenchRecords.configuration
        let people = FrenchRecords.table(FrenchRecords.people(2), [])
        configuration.blocking = [BlockingRule](repeating: configuration.blocking[1], count: 17)
        #expect(throws: LinkageError.configurationMalformed(reason: "blocking")) {
            try LinkageEngine(configuration).run(people)
        }
        configuration = FrenchRecords.configuration
        configuration.comparisons = [ComparisonSpecification](repeating: configuration.comparisons[0], count: 20)
        #expect(throws: LinkageError.configurationMalformed(reason: "comparisons")) {
            try LinkageEngine(configuration).run(people)
        }
    }

    @Test func linksThreeSourcesTogether() throws {
        let people = FrenchRecords.people(150)
        let result = try run(FrenchRecords.table(people, people, people))
        let linked = LinkedFiles(result: result, configuration: FrenchRecords.configuration)
        let groups = linked.identifierGroups(linked.clusters())
        #expect(groups.count == 150)
        #expect(groups.allSatisfy { Set($0.map { $0.prefix(1) }) == ["A", "B", "C"] && $0.count == 3 })
    }
}
