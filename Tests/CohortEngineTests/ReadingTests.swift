import CohortEngine
import Foundation
import HealthModel
import Testing

/// Where Circe's SQL does something else than the JSON says.
struct ReadingTests {
    private func definition(_ primary: String, rule: String? = nil) throws -> CohortDefinition {
        try CirceJSON.read(Definitions.json(primary: primary, rule: rule))
    }

    private func query(_ primary: String, _ reading: CohortReading) throws -> EventQuery {
        try definition(primary).primary.criteria[0].eventQuery(reading)
    }

    private func operands(_ primary: String, _ reading: CohortReading) throws -> [Operand] {
        try query(primary, reading).predicates.flatMap(\.alternatives).map(\.operand)
    }

    @Test func strictTestsTheStartOfADrugWhereTheEndIsWritten() throws {
        let primary = #"{"DrugExposure": {"OccurrenceEndDate": {"Value": "2024-01-01", "Op": "lt"}}}"#
        #expect(try operands(primary, .strict) == [.startDay])
        #expect(try operands(primary, .fixed) == [.endDay])
    }

    @Test func strictTakesTheAgeAtTheEndOfAVisitDetail() throws {
        let primary = #"{"VisitDetail": {"Age": {"Value": 60, "Op": "gte"}}}"#
        #expect(try operands(primary, .strict) == [.ageAtEnd])
        #expect(try operands(primary, .fixed) == [.ageAtStart])
    }

    @Test func strictCountsTheDaysOfADeathFromItsOwnDates() throws {
        let primary =
            #"{"Death": {"DateAdjustment": {"StartWith": "END_DATE", "StartOffset": 2, "EndWith": "START_DATE"}}}"#
        let death = DayExpression.column("death_date")
        #expect(try query(primary, .strict).start == .adding(death, days: 2))
        #expect(try query(primary, .strict).end == .adding(death, days: 1))
        #expect(try query(primary, .fixed).start == .adding(.adding(death, days: 1), days: 2))
        #expect(try query(primary, .fixed).end == death)
    }

    @Test func strictLeavesSpecimensWhereTheyAre() throws {
        let primary = #"{"Specimen": {"DateAdjustment": {"StartOffset": 3}}}"#
        #expect(try query(primary, .strict).start == .column("specimen_date"))
        #expect(try !query(primary, .strict).keepsOrder)
        #expect(try query(primary, .fixed).start == .adding(.column("specimen_date"), days: 3))
        #expect(try query(primary, .fixed).keepsOrder)
    }

    @Test func bothReadingsCompareSetsOfRaceWithRace() throws {
        let rule =
            #"{"Type": "ALL", "DemographicCriteriaList": [{"RaceCS": {"CodesetId": 0}, "EthnicityCS": {"CodesetId": 0}}]}"#
        let definition = try definition(#"{"Death": {}}"#, rule: rule)
        for reading in CohortReading.allCases {
            let operands = definition.rules[0].group.demographics[0].predicates(reading).flatMap(\.alternatives)
                .map(\.operand)
            #expect(operands == [.person("race_concept_id"), .person("ethnicity_concept_id")])
        }
        #expect(definition.readingDifferences.map(\.kind) == [.olderCirce, .olderCirce])
        #expect(
            definition.readingDifferences.map(\.path) == [
                "$.InclusionRules[0].expression.DemographicCriteriaList[0].RaceCS",
                "$.InclusionRules[0].expression.DemographicCriteriaList[0].EthnicityCS",
            ])
        #expect(definition.refusals(.strict).isEmpty)
    }

    @Test func bothReadingsTestTheGapsOfADrugEra() throws {
        let primary = #"{"DrugEra": {"GapDays": {"Value": 3, "Op": "lt"}, "EraLength": {"Value": 9, "Op": "gt"}}}"#
        for reading in CohortReading.allCases {
            #expect(try operands(primary, reading) == [.durationDays, .column("gap_days")])
        }
        #expect(try definition(primary).readingDifferences.map(\.code) == ["reading.gap-days"])
    }

    @Test(arguments: [
        (
            #"{"Measurement": {"Abnormal": true}}"#, nil,
            "$.PrimaryCriteria.CriteriaList[0].Measurement.Abnormal"
        ),
        (
            #"{"Death": {}}"#,
            Definitions.group(
                criterion: #"{"Measurement": {"CorrelatedCriteria": \#(Definitions.group())}}"#,
                occurrence: #"{"Type": 2, "Count": 2, "IsDistinct": true}"#),
            "$.InclusionRules[0].expression.CriteriaList[0].Occurrence.CountColumn"
        ),
        (
            #"{"Death": {}}"#,
            Definitions.group(
                criterion: #"{"Episode": {}}"#, occurrence: #"{"Type": 2, "Count": 2, "IsDistinct": true}"#),
            "$.InclusionRules[0].expression.CriteriaList[0].Occurrence.CountColumn"
        ),
        (
            #"{"Death": {}}"#,
            Definitions.group(
                criterion: #"{"PayerPlanPeriod": {}}"#, occurrence: #"{"Type": 2, "Count": 2, "IsDistinct": true}"#),
            "$.InclusionRules[0].expression.CriteriaList[0].Occurrence.CountColumn"
        ),
    ])
    func strictRefusesWhatCirceCannotRun(_ primary: String, _ rule: String?, _ path: String) throws {
        let definition = try definition(primary, rule: rule)
        let refusal = try #require(definition.refusals(.strict).first)
        #expect(refusal.code == "cohort.refused-in-strict")
        #expect(refusal.path == path)
        #expect(refusal.message.en.contains("--reading fixed"))
        #expect(refusal.message.fr.contains("--reading fixed"))
        #expect(throws: refusal) { try definition.admit(.strict) }
        #expect(throws: Never.self) { try definition.admit(.fixed) }
    }

    @Test(arguments: [
        (#"{"Measurement": {"Abnormal": true, "ValueAsConcept": [{"CONCEPT_ID": 1}]}}"#, nil),
        (#"{"Measurement": {"Abnormal": true, "ValueAsConceptCS": {"CodesetId": 0}}}"#, nil),
        (#"{"Measurement": {"Abnormal": false}}"#, nil),
        (
            #"{"Death": {}}"#,
            Definitions.group(
                criterion: #"{"Measurement": {"CorrelatedCriteria": \#(Definitions.group())}}"#,
                occurrence: #"{"Type": 2, "Count": 2, "IsDistinct": true, "CountColumn": "START_DATE"}"#)
        ),
        (
            #"{"Death": {}}"#,
            Definitions.group(
                criterion: #"{"PayerPlanPeriod": {"PayerConcept": 0}}"#,
                occurrence: #"{"Type": 2, "Count": 2, "IsDistinct": true}"#)
        ),
        (#"{"Death": {"DateAdjustment": {"StartOffset": 1}}}"#, nil),
    ])
    func bothReadingsAgreeOtherwise(_ primary: String, _ rule: String?) throws {
        let definition = try definition(primary, rule: rule)
        #expect(definition.readingDifferences.isEmpty)
        #expect(definition.refusals(.strict).isEmpty)
    }

    @Test func everyDifferenceIsToldInBothLanguages() throws {
        let primary = [
            #"{"DrugExposure": {"OccurrenceEndDate": {"Value": "2024-01-01", "Op": "lt"}}}"#,
            #"{"VisitDetail": {"Age": {"Value": 60, "Op": "gte"}}}"#, #"{"Measurement": {"Abnormal": true}}"#,
            #"{"Death": {"DateAdjustment": {"EndWith": "START_DATE"}}}"#,
            #"{"Specimen": {"DateAdjustment": {}}}"#, #"{"DrugEra": {"GapDays": {"Value": 3, "Op": "lt"}}}"#,
        ]
        let definition = try definition(primary.joined(separator: ","))
        let differences = definition.readingDifferences
        #expect(Set(differences.map(\.code)).count == primary.count)
        #expect(differences.allSatisfy { $0.explanation.fr != $0.explanation.en })
        #expect(Set(definition.check().sorted.map(\.code)).isSuperset(of: differences.map(\.code)))
        let told = definition.description().text(.english)
        for difference in differences { #expect(told.contains(difference.explanation.en)) }
    }
}
