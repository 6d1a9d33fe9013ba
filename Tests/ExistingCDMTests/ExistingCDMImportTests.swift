import Foundation
import HealthModel
import HubTestSupport
import Intake
import SQLBackends
import Testing

@Suite struct ExistingCDMImportTests {
    @Test func readsCapitalsBlanksAndIdentifiersWrittenAsDecimals() throws {
        let fixture = try CDMFixture([
            "PERSON.CSV":
                "PERSON_ID, Gender_Concept_ID ,YEAR_OF_BIRTH,RACE_CONCEPT_ID,ETHNICITY_CONCEPT_ID\n1.0,8507.0,1950,0,0\n"
                + "9007199254740993,8532,1960,0,0\n"
        ])
        let (report, rows) = try fixture.rows(of: "person", "person_id,gender_concept_id,year_of_birth")
        #expect(rows == ["1|8507|1950", "9007199254740993|8532|1960"])
        #expect(report.table("person")?.rowsKept == 2)
        #expect(report.count("cdm.value-unreadable") == 0)
    }

    @Test func readsDaysInEveryFormThatPublicSetsUse() throws {
        let days = ["2020-03-01", "2020-03-01 10:11:12", "20200301", "2020-3-1", "2020-03-01T00:00:00"]
        let rows = days.enumerated().map { "\($0.offset),1,10,\($0.element),0" }.joined(separator: "\n")
        let fixture = try CDMFixture([
            "person.csv": CDMFixture.persons, "condition_occurrence.csv": CDMFixture.conditionHeader + "\n" + rows,
        ])
        let (report, read) = try fixture.rows(of: "condition_occurrence", "condition_start_date")
        #expect(read == Array(repeating: "2020-03-01", count: 5))
        #expect(report.table("condition_occurrence")?.dropped == [:])
    }

    @Test func leavesOutARowOfColumnNamesAndCountsIt() throws {
        let fixture = try CDMFixture([
            "person.csv": CDMFixture.persons, "death.csv": "PERSON_ID,DEATH_DATE\nperson_id,DEATH_DATE\n",
            "cost.csv": "cost_id,cost_event_id\n",
        ])
        let (report, rows) = try fixture.rows(of: "death", "person_id")
        #expect(rows == [])
        #expect(report.table("death")?.dropped == ["header-row": 1])
        #expect(report.count("cdm.header-row") == 1)
        #expect(report.table("cost")?.rowsInFiles == 0)
    }

    @Test func renamesTheColumnsOfVersion53() throws {
        let fixture = try CDMFixture([
            "person.csv": CDMFixture.persons,
            "visit_detail.csv": """
            visit_detail_id,person_id,visit_detail_concept_id,visit_detail_start_date,visit_detail_end_date,\
            visit_detail_type_concept_id,admitting_source_concept_id,discharge_to_source_value,\
            visit_detail_parent_id,visit_occurrence_id
            1,1,9201,2020-01-01,2020-01-02,0,8870,home,7,3
            """,
        ])
        let (report, rows) = try fixture.rows(
            of: "visit_detail", "admitted_from_concept_id,discharged_to_source_value,parent_visit_detail_id")
        #expect(rows == ["8870|home|7"])
        #expect(report.cdmVersion == "v5.3")
    }

    @Test func notesExtraUnknownAndMissingThings() throws {
        let fixture = try CDMFixture([
            "person.csv": CDMFixture.personHeader + ",favourite_colour\n1,8507,1950,1,0,0,a,red\n",
            "condition_occurrence.csv":
                "condition_occurrence_id,person_id,condition_concept_id,condition_start_date\n1,1,,2020-01-01\n",
            "biomarkers.csv": "a,b\n1,2\n3,\"x\ny\"\n", "README.md": "hello",
        ])
        let (report, rows) = try fixture.rows(
            of: "condition_occurrence", "condition_concept_id,condition_type_concept_id,condition_end_date")
        #expect(rows == ["0|0|-"])
        #expect(report.unknownFiles.map(\.file) == ["biomarkers.csv"])
        #expect(report.unknownFiles.map(\.rows) == [2])
        #expect(report.count("cdm.table-unknown") == 2)
        #expect(report.ignoredFiles == ["README.md"])
        #expect(report.findings.contains { $0.code == "cdm.column-extra" && $0.field == "favourite_colour" })
        #expect(
            report.findings.contains { $0.code == "cdm.column-required" && $0.field == "condition_type_concept_id" })
        #expect(report.count("cdm.concept-filled") == 1)
    }

    @Test func dropsRowsThatSayNothingWithTheirReason() throws {
        let fixture = try CDMFixture([
            "person.csv": CDMFixture.persons,
            "condition_occurrence.csv": CDMFixture.conditionHeader
                + "\n1,1,10,2020-01-01,0\n2,,10,2020-01-01,0\n3,1,10,31/12/2020,0\n4.5,1,10,2020-01-01,0\n5,1,x,2020-01-01,0\n",
        ])
        let (report, rows) = try fixture.rows(
            of: "condition_occurrence", "condition_occurrence_id,condition_concept_id")
        #expect(rows == ["1|10", "5|0"])
        #expect(report.table("condition_occurrence")?.dropped == ["unusable": 3])
        #expect(report.findings.filter { $0.code == "cdm.row-unusable" }.map(\.field).count == 3)
        #expect(report.count("cdm.value-unreadable") == 3)
        let words = report.findings.map { "\($0.fr) \($0.en)" }.joined()
        #expect(!words.contains("31/12/2020"))
    }

    @Test func mendsRaggedRowsAndCountsThoseItCannot() throws {
        let fixture = try CDMFixture([
            "person.csv": CDMFixture.persons,
            "death.csv":
                "person_id,death_date,death_type_concept_id\r\n1,2020-01-01,0,,\n2,2020-01-02\n1,2020,01,03,0\n",
        ])
        let (report, rows) = try fixture.rows(of: "death", "person_id,death_date,death_type_concept_id")
        #expect(rows == ["1|2020-01-01|0", "2|2020-01-02|-"])
        #expect(report.table("death")?.dropped == ["shifted": 1])
        #expect(report.table("death")?.rowsInFiles == 3)
        #expect(report.count("cdm.row-short") == 1)
        #expect(report.count("cdm.row-padded") == 1)
    }

    @Test func readsTabSeparatedFilesWithLoneQuotes() throws {
        let header = """
            concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\t\
            valid_start_date\tvalid_end_date\tinvalid_reason
            """
        let fixture = try CDMFixture([
            "person.csv": CDMFixture.persons,
            "CONCEPT.csv": header + "\n1\t\"Left\" arm 5\" long\tA\tB\tC\tS\t1\t19700101\t20991231\t\n"
                + "2\t\"open\tA\tB\tC\t\t2\t19700101\t20991231\t\n",
        ])
        let (report, rows) = try fixture.rows(of: "concept", "concept_id,concept_name,valid_end_date")
        #expect(rows == ["1|\"Left\" arm 5\" long|2099-12-31", "2|\"open|2099-12-31"])
        #expect(report.table("concept")?.rowsKept == 2)
    }

    @Test func readsQuotedLineBreaksAndLatin1() throws {
        let fixture = try CDMFixture([:])
        try fixture.folder.write(
            "input/person.csv", CDMFixture.personHeader + "\n1,8507,1950,1,0,0,\"a\nb \"\"c\"\"\"\n")
        let location = Data("location_id,city\n1,".utf8) + [0x4E, 0xEE, 0x6D, 0x65, 0x73, 0x0A]
        try fixture.folder.write("input/location.csv", location)
        let (_, persons) = try fixture.rows(of: "person", "person_source_value")
        #expect(persons == ["a\nb \"c\""])
        let (_, cities) = try fixture.rows(of: "location", "city")
        #expect(cities == ["Nîmes"])
    }

    @Test func readsParquetWithDoublesTimestampsAndParts() throws {
        let fixture = try CDMFixture([:])
        let place = fixture.input.appending(path: "Person")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for part in 0..<2 {
            try fixture.connection.execute(
                """
                COPY (SELECT i::DOUBLE AS "PERSON_ID", 8507.0::DOUBLE AS gender_concept_id, 1950::SMALLINT AS year_of_birth,
                    TIMESTAMP '1950-01-02 00:00:00' AS birth_datetime, NULL AS race_concept_id, 0 AS ethnicity_concept_id
                    FROM range(\(part * 10), \(part * 10 + 10)) t(i))
                TO \(SQLLiteral.text(place.appending(path: "part-\(part).parquet").path))
                """)
        }
        try fixture.connection.execute(
            """
            COPY (SELECT 3.0::DOUBLE AS person_id, TIMESTAMP '2020-05-06 01:02:03' AS death_date, 1.5::DOUBLE AS cause_concept_id)
            TO \(SQLLiteral.text(fixture.input.appending(path: "death.parquet").path))
            """)
        let (report, rows) = try fixture.rows(of: "person", "person_id,birth_datetime,race_concept_id")
        #expect(rows.count == 20)
        #expect(rows.first == "0|1950-01-02 00:00:00|0")
        let (_, deaths) = try fixture.rows(of: "death", "person_id,death_date,cause_concept_id")
        #expect(deaths == ["3|2020-05-06|-"])
        #expect(report.table("person")?.files.count == 2)
        #expect(report.count("cdm.value-unreadable") == 1)
    }

    @Test func refusesASetWithoutAnEssentialColumn() throws {
        let fixture = try CDMFixture(["person.csv": CDMFixture.persons, "death.csv": "person_id\n1\n"])
        let (release, report) = try fixture.released(fixture.input)
        #expect(release == nil)
        #expect(report.findings.first?.code == "cdm.column-required")
        #expect(try fixture.lake.releases().isEmpty)
    }

    @Test func writesNothingWhenTheCallerRefuses() throws {
        let fixture = try CDMFixture(["person.csv": CDMFixture.persons])
        let (release, report) = try fixture.released(fixture.input) { staged in
            let select = try #require(staged.selects.first?.select)
            let other = try fixture.connection.database.connect()
            #expect(try other.query("SELECT count(*) FROM (\(select))").scalarInt64() == 2)
            return false
        }
        #expect(release == nil)
        #expect(report.table("person")?.rowsKept == 2)
        #expect(try fixture.lake.releases().isEmpty)
    }

    @Test func asksWhichSetAndTakesTheOneNamed() throws {
        let fixture = try CDMFixture([
            "a/person.csv": CDMFixture.persons, "b/person.csv": CDMFixture.persons + "3,0,1970,,0,0,c\n",
        ])
        #expect(throws: ExistingCDMError.severalSets(names: ["a", "b"])) { try fixture.rows(of: "person", "person_id") }
        #expect(throws: ExistingCDMError.setUnknown(name: "c")) {
            try fixture.rows(of: "person", "person_id", set: "c")
        }
        let (report, rows) = try fixture.rows(of: "person", "person_id", set: "b")
        #expect(rows == ["1", "2", "3"])
        #expect(report.set == "b")
        let empty = try CDMFixture(["death.csv": "person_id,death_date\n"])
        #expect(throws: ExistingCDMError.noPersonTable(file: "input")) { try empty.rows(of: "death", "person_id") }
    }

    @Test func publishesAReleaseAndLeavesNoWorkBehind() throws {
        let fixture = try CDMFixture([
            "person.csv": CDMFixture.persons,
            "condition_occurrence.csv": CDMFixture.conditionHeader + "\n1,1,10,2020-01-01,0\n",
        ])
        let (release, report) = try fixture.released(fixture.input)
        let found = try #require(release)
        #expect(found.rowCount(of: "person") == 2)
        #expect(
            found.manifest.sources == [
                .init(source: "public", deliveries: [.init(delivery: "d1", digest: report.digest)])
            ])
        try found.attach(to: fixture.connection)
        #expect(try fixture.connection.query("SELECT count(*) FROM omop.condition_occurrence").scalarInt64() == 1)
        let left = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path).sorted()
        #expect(left == ["input", "releases"])
    }

    @Test func limitsTheNumberOfFiles() throws {
        let fixture = try CDMFixture(["person.csv": CDMFixture.persons, "death.csv": "person_id,death_date\n"])
        var limits = ExistingCDMLimits()
        limits.fileCountMax = 1
        #expect(throws: ExistingCDMError.tooManyFiles(file: "input", limit: 1)) {
            try fixture.cdm(limits: limits).withStaged { _ in }
        }
        limits.fileCountMax = 2
        limits.byteCountMax = 10
        #expect(throws: ExistingCDMError.tooLarge(file: "input", limit: 10)) {
            try fixture.cdm(limits: limits).withStaged { _ in }
        }
    }
}
