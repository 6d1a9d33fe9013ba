import HealthModel
import SQLBackends
import Testing

@testable import Intake

/// Every select of every source, against the tables of OMOP.
@Suite struct MappedColumnsTests {
    @Test(arguments: ["national-claims", "hospital-stays", "hospital-warehouse"])
    func selectsGiveTheColumnsAndTypesOfTheirTableThenTheDelivery(name: String) throws {
        let source = try #require(SourceDescription.named(name))
        let fixture = try StagedFixture(source)
        try fixture.prepare()
        for mapped in source.mapping.tables {
            let table = try #require(OMOPVersion54.table(mapped.table))
            let described = try fixture.query("SELECT column_name, column_type FROM (DESCRIBE \(mapped.select))")
            #expect(
                described.map { "\($0[0] ?? "") \($0[1] ?? "")" }
                    == table.fields.map { "\($0.name) \($0.duckDBType)" } + ["delivery VARCHAR"], "\(mapped.table)")
            #expect(try fixture.query(mapped.select).isEmpty)
        }
        let expected = ["person", "observation_period", "death", "visit_occurrence", "condition_occurrence"]
        #expect(Set(expected).isSubset(of: source.mapping.tables.map(\.table)))
    }

    @Test(arguments: ["national-claims", "hospital-stays", "hospital-warehouse"])
    func rulesAreNamedOnceExplainedAndCountNothingInNothing(name: String) throws {
        let source = try #require(SourceDescription.named(name))
        let fixture = try StagedFixture(source)
        try fixture.prepare()
        let rules = source.mapping.rules
        #expect(Set(rules.map(\.name)).count == rules.count)
        for rule in rules {
            #expect(!rule.explanation.fr.isEmpty && !rule.explanation.en.isEmpty)
            #expect(try fixture.number(rule.removedCountQuery) == 0, "\(rule.name)")
        }
    }

    @Test(arguments: ["national-claims", "hospital-stays", "hospital-warehouse"])
    func rulesAndEventsOutliveTheStagedTables(name: String) throws {
        let source = try #require(SourceDescription.named(name))
        let fixture = try StagedFixture(source)
        try fixture.prepare()
        for statement in PersonAssembly.preparation + PersonAssembly.collect(source) + [PersonAssembly.publishedPerson]
        {
            try fixture.connection.execute(statement)
        }
        try fixture.connection.execute("DROP SCHEMA staged CASCADE")
        for rule in source.mapping.rules {
            #expect(try fixture.connection.query(rule.removedCountQuery).scalarInt64() == 0)
        }
        for mapped in source.mapping.tables where !PersonAssembly.tableNames.contains(mapped.table) {
            #expect(try fixture.query(PersonAssembly.events(mapped)).isEmpty)
        }
    }

    @Test func identifiersOfDifferentSelectsNeverMeet() {
        let first = EventNumbering.expression(.nationalClaims, part: 1, ordinal: "n")
        let second = EventNumbering.expression(.nationalClaims, part: 2, ordinal: "n")
        #expect(first == "101000000000000 + n * 16 + 0")
        #expect(second == "102000000000000 + n * 16 + 0")
        #expect(EventNumbering.ordinalCountMax * EventNumbering.targetCountMax == 1_000_000_000_000)
    }

    @Test func sourcesKeepTheirNumbers() {
        #expect(EventNumbering.Source.allCases.map(\.rawValue) == [1, 2, 3])
        #expect(SourceDescription.all.map(\.name) == ["national-claims", "hospital-stays", "hospital-warehouse"])
        #expect(SourceDescription.named("nothing") == nil)
    }
}
