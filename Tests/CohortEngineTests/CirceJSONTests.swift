import CohortEngine
import Foundation
import HealthModel
import HubTestSupport
import Testing

struct CirceJSONTests {
    @Test func readsAPlainDefinition() throws {
        let definition = try CirceJSON.read(Definitions.json(rule: Definitions.group()))
        #expect(definition.primary.priorDays == 1)
        #expect(definition.primary.postDays == 2)
        #expect(definition.primary.limit == .all)
        #expect(definition.expressionLimit == .first)
        #expect(definition.conceptSets[0].items[0].concept.identifier == 201_826)
        let windowed = definition.rules[0].group.criteria[0]
        #expect(windowed.startWindow.start == .days(-30, isBefore: true))
        #expect(windowed.startWindow.end == .edgeAfter)
        #expect(windowed.occurrence == Occurrence(.atLeast, 1))
    }

    @Test func tellsNoAdditionalCriteriaFromAnEmptyGroup() throws {
        #expect(try CirceJSON.read(Definitions.json()).additional == nil)
        let empty = try CirceJSON.read(Definitions.json(rest: #", "AdditionalCriteria": {"Type": "ALL"}"#))
        #expect(empty.additional?.isEmpty == true)
    }

    @Test(arguments: [
        (#"{"ConditionOccurrence": {"Codeset": 0}}"#, "$.PrimaryCriteria.CriteriaList[0].ConditionOccurrence.Codeset"),
        (#"{"Horoscope": {}}"#, "$.PrimaryCriteria.CriteriaList[0].Horoscope"),
        (
            #"{"Measurement": {"Age": {"Value": 1, "Op": "gt", "Unit": 2}}}"#,
            "$.PrimaryCriteria.CriteriaList[0].Measurement.Age.Unit"
        ),
        (
            #"{"Measurement": {"Unit": [{"CONCEPT_ID": 1, "COLOUR": 2}]}}"#,
            "$.PrimaryCriteria.CriteriaList[0].Measurement.Unit[0].COLOUR"
        ),
        (#"{"ObservationPeriod": {"CodesetId": 0}}"#, "$.PrimaryCriteria.CriteriaList[0].ObservationPeriod.CodesetId"),
    ])
    func refusesUnknownKeysWithTheirPath(_ primary: String, _ path: String) {
        #expect(Definitions.error(Definitions.json(primary: primary)) == .unknownKey(path: path))
    }

    @Test func refusesUnknownKeysAtTheTopAndInGroups() {
        #expect(Definitions.error(Definitions.json(rest: #", "Speed": 1"#)) == .unknownKey(path: "$.Speed"))
        #expect(
            Definitions.error(Definitions.json(rule: Definitions.group(extra: #", "Restrict": true"#)))
                == .unknownKey(path: "$.InclusionRules[0].expression.CriteriaList[0].Restrict"))
    }

    @Test func toleratesTheCaptionsThatAtlasAdds() throws {
        let primary =
            #"{"Measurement": {"Unit": [{"CONCEPT_ID": 1, "STANDARD_CONCEPT_CAPTION": "x", "INVALID_REASON_CAPTION": "y"}]}}"#
        #expect(throws: Never.self) { try CirceJSON.read(Definitions.json(primary: primary)) }
    }

    @Test(arguments: [
        (#"{"LocationRegion": {}}"#, "LocationRegion"), (#"{"CustomEra": {}}"#, "CustomEra"),
        (#"{"DrugExposure": {"EffectiveDrugDose": {"Value": 1, "Op": "gt"}}}"#, "DrugExposure.EffectiveDrugDose"),
        (#"{"VisitOccurrence": {"PlaceOfServiceLocation": 1}}"#, "VisitOccurrence.PlaceOfServiceLocation"),
    ])
    func namesWhatIsNotComputed(_ primary: String, _ path: String) throws {
        let error = try #require(Definitions.error(Definitions.json(primary: primary)))
        #expect(error.code == "cohort.unsupported")
        #expect(error.path == "$.PrimaryCriteria.CriteriaList[0].\(path)")
        #expect(error.message.fr != error.message.en)
    }

    @Test(arguments: [
        (#"{"Measurement": {"Age": {"Value": 1}}}"#, CohortError.missing(path: "Age.Op")),
        (#"{"Measurement": {"Age": {"Value": 1, "Op": "bt"}}}"#, .missing(path: "Age.Extent")),
        (#"{"Measurement": {"Age": {"Op": "lt"}}}"#, .missing(path: "Age.Value")),
    ])
    func saysWhatIsMissing(_ primary: String, _ expected: CohortError) {
        let path = "$.PrimaryCriteria.CriteriaList[0].Measurement." + expected.path
        #expect(Definitions.error(Definitions.json(primary: primary)) == .missing(path: path))
    }

    @Test(arguments: [
        #"{"Measurement": {"Age": {"Value": 1, "Op": "about"}}}"#,
        #"{"Measurement": {"OccurrenceStartDate": {"Value": "2024-02-30", "Op": "gt"}}}"#,
        #"{"Measurement": {"OccurrenceStartDate": {"Value": "yesterday", "Op": "gt"}}}"#,
        #"{"Observation": {"ValueAsString": {"Text": "a", "Op": "like"}}}"#,
    ])
    func refusesValuesThatAreNotAllowed(_ primary: String) {
        #expect(Definitions.error(Definitions.json(primary: primary))?.code == "cohort.bad-value")
    }

    @Test func refusesWrongTypes() {
        #expect(
            Definitions.error(Definitions.json(primary: #"{"Measurement": {"First": "yes"}}"#))
                == .wrongType(
                    path: "$.PrimaryCriteria.CriteriaList[0].Measurement.First", expected: "true or false"))
        #expect(Definitions.error(Data("[]".utf8)) == .wrongType(path: "$", expected: "an object"))
    }

    @Test func readsNumbersInQuotes() throws {
        let primary = #"{"Measurement": {"ValueAsNumber": {"Value": "6.5", "Op": "gte"}, "CodesetId": "0"}}"#
        let criterion = try CirceJSON.read(Definitions.json(primary: primary)).primary.criteria[0]
        #expect(criterion.conceptSetID == 0)
        #expect(criterion.attributes == [.init("ValueAsNumber", .numbers(NumberRange(.greaterOrEqual, 6.5)))])
    }

    @Test func refusesGroupsThatCannotBeDecided() {
        func error(_ type: String) -> CohortError? {
            Definitions.error(Definitions.json(rule: Definitions.group(type: type)))
        }
        let path = "$.InclusionRules[0].expression"
        #expect(error(#""Type": "AT_LEAST""#) == .missing(path: path + ".Count"))
        #expect(error(#""Type": "SOME""#)?.code == "cohort.bad-value")
        #expect(error(#""Count": 1"#) == .missing(path: path + ".Type"))
        #expect(error(#""Type": "any""#) == nil)
    }

    @Test func refusesDistinctCountsOfAColumnThatTheEventsDoNotHave() {
        let group = Definitions.group(
            occurrence: #"{"Type": 2, "Count": 2, "IsDistinct": true, "CountColumn": "RANGE_LOW"}"#)
        let error = Definitions.error(Definitions.json(rule: group))
        #expect(error?.code == "cohort.unsupported")
        #expect(error?.path == "$.InclusionRules[0].expression.CriteriaList[0].Occurrence.CountColumn")
    }

    @Test func refusesAConceptSetNumberUsedTwice() {
        let sets =
            #"{"PrimaryCriteria": {}, "ConceptSets": [{"id": 1, "expression": {"items": []}}, {"id": 1, "expression": {"items": []}}]}"#
        #expect(Definitions.error(Data(sets.utf8))?.path == "$.ConceptSets[1].id")
    }

    @Test func writesWhatItReads() throws {
        let data = Definitions.json(
            primary:
                #"{"Measurement": {"CodesetId": 0, "First": true, "Abnormal": true, "Age": {"Value": 7.5, "Extent": 9, "Op": "!bt"}, "MeasurementType": [{"CONCEPT_ID": 5}], "MeasurementTypeExclude": true, "UnitCS": {"IsExclusion": true}, "DateAdjustment": {"StartWith": "END_DATE", "StartOffset": -3}, "CorrelatedCriteria": \#(Definitions.group())}}"#,
            rest:
                #", "Title": "é \" \u0007 \ud83d\ude00", "EndStrategy": {"DateOffset": {"DateField": "EndDate", "Offset": 7}}, "CensorWindow": {"StartDate": "2020-01-01"}, "CollapseSettings": {"CollapseType": "ERA", "EraPad": 30}"#,
            rule: Definitions.group(
                extra:
                    #", "EndWindow": {"Start": {"Coeff": -1}, "End": {"Days": 0, "Coeff": -1}}, "RestrictVisit": true"#,
                occurrence: #"{"Type": 1, "Count": 3, "IsDistinct": true, "CountColumn": "START_DATE"}"#,
                type: #""Type": "AT_MOST", "Count": 2"#))
        let definition = try CirceJSON.read(data)
        let written = CirceJSON.write(definition)
        #expect(try CirceJSON.read(written) == definition)
        #expect(CirceJSON.write(try CirceJSON.read(written)) == written)
        #expect(definition.title == "é \" \u{07} 😀")
    }
}
