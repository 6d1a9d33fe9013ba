import HealthModel
import SQLBackends
import Testing

@testable import Intake

/// One person, one period and one death out of what three sources say.
@Suite struct PersonAssemblyTests {
    private let connection: DuckDBConnection
    private let fixture: StagedFixture

    /// Person 1 is in all three sources, 2 in the warehouse only, 3 in stays only, 4 has no birth year anywhere.
    init() throws {
        fixture = try StagedFixture(.nationalClaims)
        connection = fixture.connection
        for statement in PersonAssembly.preparation { try connection.execute(statement) }
        try claims()
        let stays = try StagedFixture(.hospitalStays, on: connection)
        try fill(stays: stays)
        let warehouse = try StagedFixture(.hospitalWarehouse, on: connection)
        try fill(warehouse: warehouse)
        try connection.execute(PersonAssembly.publishedPerson)
    }

    private func collect(_ fixture: StagedFixture) throws {
        try fixture.prepare()
        for statement in PersonAssembly.collect(fixture.source) { try connection.execute(statement) }
    }

    private func claims() throws {
        let row = ["BEN_DTE_INS": "2019-01-01", "MAX_TRT_DTD": "2021-06-30"]
        try fixture.insert(
            "IR_BEN_R",
            row.merging(
                [
                    "person_id": "1", "BEN_NAI_ANN": "1950", "BEN_NAI_MOI": "7", "BEN_SEX_COD": "2",
                    "BEN_DCD_DTE": "2021-07-01", "delivery": "claims-1",
                ]) { $1 })
        try fixture.insert("IR_BEN_R", row.merging(["person_id": "4", "BEN_NAI_ANN": "1600"]) { $1 })
        try collect(fixture)
    }

    private func fill(stays: StagedFixture) throws {
        for (number, person, age, exit) in [(1, 1, 68, "2021-06-25"), (2, 3, 40, "2021-07-02")] {
            let key = ["ETA_NUM": "330781204", "RSA_NUM": "\(number)"]
            let stay = ["AGE_ANN": "\(age)", "COD_SEX": "1", "DGN_PAL": "I500", "SOR_MOD": "9", "SOR_ANN": "2021"]
            try stays.insert("T_MCOaaB", key.merging(stay) { $1 })
            var chain = ["person_id": "\(person)", "ENT_DAT": "2021-06-20", "SOR_DAT": exit]
            for code in StaysMapping.returnCodes { chain[code] = "0" }
            try stays.insert("T_MCOaaC", key.merging(chain) { $1 })
        }
        try collect(stays)
    }

    private func fill(warehouse: StagedFixture) throws {
        try warehouse.insert(
            "Patient", ["person_id": "1", "birth_year": "1950", "birth_month": "8", "gender": "female"])
        try warehouse.insert("Patient", ["person_id": "2", "birth_year": "1990", "gender": "male"])
        for (id, person, day) in [("a", 1, "2005-01-01"), ("b", 2, "2015-02-03"), ("c", 1, "2030-01-01")] {
            try warehouse.insert(
                "Encounter", ["id": id, "person_id": "\(person)", "class_code": "AMB", "start_date": day])
        }
        try collect(warehouse)
    }

    private func rows(_ table: String, _ columns: String) throws -> [[String?]] {
        let mapped = try #require(PersonAssembly.tables.first { $0.table == table })
        return try fixture.query("SELECT \(columns) FROM (\(mapped.select)) ORDER BY ALL")
    }

    private func count(of rule: String) throws -> Int {
        let found = try #require(PersonAssembly.rules.first { $0.name == rule })
        return try fixture.number(found.removedCountQuery)
    }

    @Test func theBestInformedSourceIsBelieved() throws {
        #expect(
            try rows("person", "person_id, gender_concept_id, year_of_birth, month_of_birth, delivery")
                == [
                    ["1", "8532", "1950", "7", "claims-1"], ["2", "8507", "1990", nil, "d1"],
                    ["3", "8507", "1981", nil, "d1"],
                ])
    }

    @Test func disagreementsAreCounted() throws {
        #expect(try count(of: "conflicting-sex") == 1)
        #expect(try count(of: "conflicting-birth-year") == 1)
        #expect(try count(of: "conflicting-death") == 1)
        #expect(try count(of: "unknown-birth-year") == 1)
    }

    @Test func oneNationalPeriodAPersonThatAHospitalMayOnlyProlong() throws {
        #expect(
            try rows(
                "observation_period", "person_id, observation_period_start_date, observation_period_end_date")
                == [
                    ["1", "2019-01-01", "2021-07-02"], ["2", "2015-02-03", "2015-02-03"],
                    ["3", "2021-06-20", "2021-07-02"],
                ])
    }

    @Test func oneDeathAPerson() throws {
        #expect(
            try rows("death", "person_id, death_date") == [["1", "2021-07-01"], ["3", "2021-07-02"]])
    }

    @Test func eventsOfUnpublishedPersonsAreLeftOut() throws {
        let mapped = MappedTable(
            table: "visit_occurrence", select: "SELECT 4::BIGINT AS person_id UNION ALL SELECT 2::BIGINT")
        #expect(try fixture.query(PersonAssembly.events(mapped)) == [["2"]])
    }

    @Test(arguments: PersonAssembly.tables.map(\.table))
    func assembledTablesHaveOMOPsColumns(table: String) throws {
        let mapped = try #require(PersonAssembly.tables.first { $0.table == table })
        let omop = try #require(OMOPVersion54.table(table))
        let described = try fixture.query("SELECT column_name, column_type FROM (DESCRIBE \(mapped.select))")
        #expect(
            described.map { "\($0[0] ?? "") \($0[1] ?? "")" }
                == omop.fields.map { "\($0.name) \($0.duckDBType)" } + ["delivery VARCHAR"])
    }
}
