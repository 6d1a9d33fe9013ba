import CohortEngine
import Foundation
import HealthModel
import Testing

/// Each check fires where it should, at the right place, and not otherwise.
struct CheckTests {
    /// A definition that no check remarks on.
    private static let plain = Pieces()

    /// The parts of a definition; each test changes one.
    struct Pieces: Sendable {
        var sets = #"""
            {"id": 0, "name": "Diabetes", "expression": {"items": [{"concept": {"CONCEPT_ID": 201826, "DOMAIN_ID": "Condition"}}]}},
            {"id": 1, "name": "Metformin", "expression": {"items": [{"concept": {"CONCEPT_ID": 1503297, "DOMAIN_ID": "Drug"}}]}}
            """#
        var primary = #"{"ConditionOccurrence": {"CodesetId": 0}}"#
        var limits = ("All", "All", "First")
        var additional = ""
        var rule = Definitions.group(criterion: #"{"DrugExposure": {"CodesetId": 1}}"#)
        var rest = ""

        var data: Data {
            Data(
                """
                {"ConceptSets": [\(sets)], "PrimaryCriteria": {"CriteriaList": [\(primary)],
                  "ObservationWindow": {"PriorDays": 365}, "PrimaryCriteriaLimit": {"Type": "\(limits.0)"}},
                 "QualifiedLimit": {"Type": "\(limits.1)"}, "ExpressionLimit": {"Type": "\(limits.2)"},
                 "InclusionRules": [{"name": "r", "expression": \(rule)}]\(additional)\(rest)}
                """
                .utf8)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let code: String
        let path: String
        let pieces: Pieces
        var testDescription: String { code }

        init(_ code: String, _ path: String, _ change: (inout Pieces) -> Void) {
            self.code = code
            self.path = path
            var pieces = Pieces()
            change(&pieces)
            self.pieces = pieces
        }
    }

    private static let rule = "$.InclusionRules[0].expression"
    private static let entry = "$.PrimaryCriteria.CriteriaList[0]"

    private static func drug(
        _ start: String, _ end: String, body: String = #""CodesetId": 1"#, kind: String = "DrugExposure",
        occurrence: String = #"{"Type": 2, "Count": 1}"#, extra: String = ""
    ) -> String {
        #"{"Criteria": {"\#(kind)": {\#(body)}}, "StartWindow": {"Start": \#(start), "End": \#(end)}, "Occurrence": \#(occurrence)\#(extra)}"#
    }

    private static func group(_ members: String..., type: String = #""Type": "ALL""#) -> String {
        #"{\#(type), "CriteriaList": [\#(members.joined(separator: ","))]}"#
    }

    private static let before = #"{"Days": 30, "Coeff": -1}"#
    private static let after = #"{"Days": 30, "Coeff": 1}"#
    private static let dayZero = #"{"Days": 0, "Coeff": 1}"#

    static let cases: [Case] = [
        Case("cohort.set-absent", entry + ".ConditionOccurrence") {
            $0.primary = #"{"ConditionOccurrence": {"CodesetId": 7}}"#
        },
        Case("cohort.set-absent", "$.EndStrategy.CustomEra.DrugCodesetId") {
            $0.rest = #", "EndStrategy": {"CustomEra": {"DrugCodesetId": 7}}"#
        },
        Case("cohort.set-empty", "$.ConceptSets[0]") {
            $0.sets = #"{"id": 0, "name": "a", "expression": {"items": []}}"#
        },
        Case("cohort.set-unused", "$.ConceptSets[1]") { $0.rule = #"{"Type": "ALL"}"# },
        Case("cohort.set-duplicate", "$.ConceptSets[2]") {
            $0.sets += #", {"id": 2, "name": "b", "expression": {"items": [{"concept": {"CONCEPT_ID": 201826}}]}}"#
        },
        Case("cohort.set-item-twice", "$.ConceptSets[0]") {
            $0.sets =
                #"{"id": 0, "name": "a", "expression": {"items": [{"concept": {"CONCEPT_ID": 1}}, {"concept": {"CONCEPT_ID": 1}}]}}"#
        },
        Case("cohort.no-set", entry + ".ConditionOccurrence") { $0.primary = #"{"ConditionOccurrence": {}}"# },
        Case("cohort.domain-mismatch", entry + ".ConditionOccurrence") {
            $0.primary = #"{"ConditionOccurrence": {"CodesetId": 1}}"#
        },
        Case("cohort.rule-empty", "$.InclusionRules[0]") { $0.rule = #"{"Type": "ALL"}"# },
        Case("cohort.group-empty", rule + ".Groups[0]") {
            $0.rule = #"{"Type": "ALL", "Groups": [{"Type": "ALL"}]}"#
        },
        Case("cohort.demographic-empty", rule + ".DemographicCriteriaList[0]") {
            $0.rule = #"{"Type": "ALL", "DemographicCriteriaList": [{}]}"#
        },
        Case("cohort.limit-without-effect", "$.QualifiedLimit") { $0.limits.1 = "First" },
        Case("cohort.limit-progression", "$.QualifiedLimit") {
            $0.limits = ("First", "All", "First")
            $0.additional = #", "AdditionalCriteria": {"Type": "ALL"}"#
        },
        Case("cohort.limit-progression", "$.ExpressionLimit") {
            $0.limits = ("All", "First", "Last")
            $0.additional = #", "AdditionalCriteria": {"Type": "ALL"}"#
        },
        Case("cohort.no-exit", "$.EndStrategy") { $0.limits.2 = "All" },
        Case("cohort.exit-at-start", "$.EndStrategy.DateOffset") {
            $0.rest = #", "EndStrategy": {"DateOffset": {"DateField": "StartDate", "Offset": 0}}"#
        },
        Case("cohort.exit-before-start", "$.EndStrategy.DateOffset") {
            $0.rest = #", "EndStrategy": {"DateOffset": {"DateField": "StartDate", "Offset": -1}}"#
        },
        Case("cohort.drug-exit", entry + ".DrugExposure") { $0.primary = #"{"DrugExposure": {"CodesetId": 1}}"# },
        Case("cohort.criterion-twice", "$.PrimaryCriteria.CriteriaList[1]") { $0.primary += ", " + $0.primary },
        Case("cohort.criterion-twice", rule + ".CriteriaList[1]") {
            $0.rule = group(drug(before, after), drug(before, after))
        },
        Case("cohort.at-least-zero", rule + ".CriteriaList[0].Occurrence") {
            $0.rule = group(drug(before, after, occurrence: #"{"Type": 2, "Count": 0}"#))
        },
        Case("cohort.group-impossible", rule + ".Count") {
            $0.rule = group(drug(before, after), type: #""Type": "AT_LEAST", "Count": 2"#)
        },
        Case("cohort.group-trivial", rule + ".Count") {
            $0.rule = group(drug(before, after), type: #""Type": "AT_MOST", "Count": 1"#)
        },
        Case("cohort.own-event", rule + ".CriteriaList[0]") {
            $0.rule = group(drug(before, dayZero, body: #""CodesetId": 0"#, kind: "ConditionOccurrence"))
        },
        Case("cohort.own-event-excluded", rule + ".CriteriaList[0]") {
            $0.rule = group(
                drug(
                    before, dayZero, body: #""CodesetId": 0"#, kind: "ConditionOccurrence",
                    occurrence: #"{"Type": 0, "Count": 0}"#))
        },
        Case("cohort.contradiction", rule + ".CriteriaList[1].Occurrence") {
            $0.rule = group(drug(before, after), drug(before, after, occurrence: #"{"Type": 0, "Count": 0}"#))
        },
        Case("cohort.window-reversed", rule + ".CriteriaList[0].StartWindow") { $0.rule = group(drug(after, before)) },
        Case("cohort.window-reversed", rule + ".CriteriaList[0].EndWindow") {
            $0.rule = group(
                drug(before, after, extra: #", "EndWindow": {"Start": {"Coeff": 1}, "End": {"Coeff": -1}}"#))
        },
        Case("cohort.window-negative", rule + ".CriteriaList[0].StartWindow.Start.Days") {
            $0.rule = group(drug(#"{"Days": -30, "Coeff": 1}"#, after))
        },
        Case("cohort.window-beyond-observation", rule + ".CriteriaList[0].StartWindow") {
            $0.rule = group(drug(#"{"Days": 366, "Coeff": -1}"#, after))
        },
        Case("cohort.death-before", rule + ".CriteriaList[0].StartWindow") {
            $0.rule = group(drug(before, dayZero, body: "", kind: "Death"))
        },
        Case("cohort.first-in-window", rule + ".CriteriaList[0].Criteria.DrugExposure.First") {
            $0.rule = group(drug(before, after, body: #""CodesetId": 1, "First": true"#))
        },
        Case("cohort.time-pattern", rule + ".CriteriaList[2].StartWindow") {
            let month = #"{"Days": 30, "Coeff": -1}"#
            $0.rule = group(drug(month, after), drug(month, dayZero), drug(#"{"Days": 31, "Coeff": -1}"#, after))
        },
        Case("cohort.drug-era", rule + ".CriteriaList[0].Criteria.DrugEra") {
            $0.rule = group(drug(before, after, kind: "DrugEra"))
        },
        Case("cohort.range-reversed", entry + ".ConditionOccurrence.Age") {
            $0.primary = #"{"ConditionOccurrence": {"CodesetId": 0, "Age": {"Value": 9, "Extent": 8, "Op": "bt"}}}"#
        },
        Case("cohort.range-reversed", "$.CensorWindow") {
            $0.rest = #", "CensorWindow": {"StartDate": "2024-01-02", "EndDate": "2024-01-01"}"#
        },
        Case("cohort.range-negative", rule + ".DemographicCriteriaList[0].Age") {
            $0.rule = #"{"Type": "ALL", "DemographicCriteriaList": [{"Age": {"Value": -1, "Op": "gt"}}]}"#
        },
        Case("cohort.age-range", entry + ".ConditionOccurrence.Age") {
            $0.primary = #"{"ConditionOccurrence": {"CodesetId": 0, "Age": {"Value": 131, "Op": "gt"}}}"#
        },
        Case("cohort.number-cut", entry + ".ConditionOccurrence.Age") {
            $0.primary = #"{"ConditionOccurrence": {"CodesetId": 0, "Age": {"Value": 17.5, "Op": "gt"}}}"#
        },
        Case("cohort.text-empty", entry + ".ConditionOccurrence.StopReason") {
            $0.primary = #"{"ConditionOccurrence": {"CodesetId": 0, "StopReason": {"Text": "", "Op": "contains"}}}"#
        },
        Case("cohort.selection-empty", entry + ".ConditionOccurrence.GenderCS") {
            $0.primary = #"{"ConditionOccurrence": {"CodesetId": 0, "GenderCS": {}}}"#
        },
        Case("reading.drug-end", entry + ".DrugExposure.OccurrenceEndDate") {
            $0.primary =
                #"{"DrugExposure": {"CodesetId": 1, "OccurrenceEndDate": {"Value": "2024-01-01", "Op": "lt"}}}"#
        },
    ]

    @Test(arguments: cases)
    func firesAtItsPlace(_ expected: Case) throws {
        let findings = try CirceJSON.read(expected.pieces.data).check().sorted
        let found = findings.filter { $0.code == expected.code }
        #expect(found.map(\.field) == [expected.path])
        #expect(found.allSatisfy { $0.message.fr != $0.message.en })
    }

    @Test func saysNothingOfAPlainDefinition() throws {
        #expect(try CirceJSON.read(CheckTests.plain.data).check().sorted.map(\.code) == [])
    }

    @Test func theBoundsOfTheChecksAreInside() throws {
        var pieces = CheckTests.plain
        pieces.primary = #"{"ConditionOccurrence": {"CodesetId": 0, "Age": {"Value": 130, "Extent": 130, "Op": "bt"}}}"#
        pieces.rule = CheckTests.group(
            CheckTests.drug(#"{"Days": 365, "Coeff": -1}"#, #"{"Days": 365, "Coeff": -1}"#),
            CheckTests.drug(#"{"Days": 365, "Coeff": -1}"#, CheckTests.after),
            type: #""Type": "AT_MOST", "Count": 1"#)
        #expect(try CirceJSON.read(pieces.data).check().sorted.map(\.code) == [])
    }
}
