import CohortEngine
import Foundation
import HealthModel
import Testing

/// The plain words of a definition leave nothing out.
struct DescriptionTests {
    private func text(_ primary: String, rest: String = "", rule: String? = nil) throws -> (fr: String, en: String) {
        let words = try CirceJSON.read(Definitions.json(primary: primary, rest: rest, rule: rule)).description()
        return (words.text(.french), words.text(.english))
    }

    /// Every attribute of every kind, with two values that must read differently.
    @Test func everyAttributeOfEveryKindChangesTheText() throws {
        let values = [
            (#"{"Value": 3, "Op": "gt"}"#, #"{"Value": 4, "Op": "gt"}"#),
            (#"{"Value": "2024-01-01", "Op": "gt"}"#, #"{"Value": "2024-01-02", "Op": "gt"}"#),
            (#"[{"CONCEPT_ID": 5}]"#, #"[{"CONCEPT_ID": 6}]"#), (#"{"CodesetId": 1}"#, #"{"IsExclusion": true}"#),
            (#"{"Text": "a", "Op": "contains"}"#, #"{"Text": "a", "Op": "endsWith"}"#), ("7", "8"),
            (#"{"StartDate": "2024-01-01"}"#, #"{"StartDate": "2024-01-02"}"#), ("true", "false"),
        ]
        var attributeCount = 0
        for type in CriterionType.all {
            let plain = try text(#"{"\#(type.name)": {}}"#)
            for specification in type.attributes {
                let readable = values.first { value in
                    Definitions.error(
                        Definitions.json(primary: #"{"\#(type.name)": {"\#(specification.key)": \#(value.0)}}"#)) == nil
                }
                guard let (first, second) = readable else { continue }
                let one = try text(#"{"\#(type.name)": {"\#(specification.key)": \#(first)}}"#)
                let two = try text(#"{"\#(type.name)": {"\#(specification.key)": \#(second)}}"#)
                #expect(
                    Set([plain.fr, one.fr, two.fr]).count >= (second == "false" ? 2 : 3),
                    "\(type.name).\(specification.key)")
                #expect(
                    Set([plain.en, one.en, two.en]).count >= (second == "false" ? 2 : 3),
                    "\(type.name).\(specification.key)")
                #expect(specification.label.fr != specification.key, "\(type.name).\(specification.key)")
                attributeCount += 1
            }
        }
        #expect(attributeCount > 150)
    }

    /// Everything around the criteria: each change alone changes the text.
    @Test func everyOtherPartChangesTheText() throws {
        let plain = try text(#"{"Death": {}}"#, rule: Definitions.group())
        var seen: Set<String> = [plain.en]
        var french: Set<String> = [plain.fr]
        func differs(_ primary: String = #"{"Death": {}}"#, rest: String = "", rule: String? = Definitions.group())
            throws
        {
            let words = try text(primary, rest: rest, rule: rule)
            #expect(seen.insert(words.en).inserted, "\(primary) \(rest) \(rule ?? "")")
            #expect(french.insert(words.fr).inserted, "\(primary) \(rest) \(rule ?? "")")
        }
        for body in [
            #""CodesetId": 0"#, #""CodesetId": 9"#, #""DateAdjustment": {"StartOffset": 1}"#,
            #""DateAdjustment": {"EndOffset": 1}"#, #""CorrelatedCriteria": \#(Definitions.group())"#,
            #""DeathTypeExclude": true, "DeathType": [{"CONCEPT_ID": 5}]"#, #""DeathType": [{"CONCEPT_ID": 5}]"#,
        ] { try differs(#"{"Death": {\#(body)}}"#) }
        try differs(#"{"Measurement": {"First": true}}"#)
        try differs(#"{"Measurement": {}}"#)
        for rest in [
            #""Title": "T""#, #""cdmVersionRange": ">=5.0""#, #""AdditionalCriteria": {"Type": "ALL"}"#,
            #""AdditionalCriteria": {"Type": "ALL"}, "QualifiedLimit": {"Type": "Last"}"#,
            #""QualifiedLimit": {"Type": "Last"}"#, #""ExpressionLimit": {"Type": "All"}"#,
            #""EndStrategy": {"DateOffset": {"DateField": "EndDate", "Offset": 7}}"#,
            #""EndStrategy": {"DateOffset": {"DateField": "StartDate", "Offset": 7}}"#,
            #""EndStrategy": {"CustomEra": {"DrugCodesetId": 0}}"#,
            #""EndStrategy": {"CustomEra": {"DrugCodesetId": 0, "GapDays": 3}}"#,
            #""EndStrategy": {"CustomEra": {"DrugCodesetId": 0, "Offset": 3}}"#,
            #""EndStrategy": {"CustomEra": {"DrugCodesetId": 0, "DaysSupplyOverride": 3}}"#,
            #""CensoringCriteria": [{"Death": {}}]"#, #""CollapseSettings": {"EraPad": 3}"#,
            #""CensorWindow": {"StartDate": "2024-01-01"}"#, #""CensorWindow": {"EndDate": "2024-01-01"}"#,
        ] { try differs(rest: ", " + rest) }
        try differs(rule: nil)
        for type in [#""Type": "ANY""#, #""Type": "AT_LEAST", "Count": 1"#, #""Type": "AT_MOST", "Count": 1"#] {
            try differs(rule: Definitions.group(type: type))
        }
        for extra in [
            #""RestrictVisit": true"#, #""IgnoreObservationPeriod": true"#,
            #""EndWindow": {"Start": {"Coeff": -1}, "End": {"Days": 3, "Coeff": 1}}"#,
            #""EndWindow": {"Start": {"Coeff": -1}, "End": {"Days": 3, "Coeff": 1}, "UseEventEnd": false}"#,
            #""EndWindow": {"Start": {"Coeff": -1}, "End": {"Days": 3, "Coeff": 1}, "UseIndexEnd": true}"#,
        ] { try differs(rule: Definitions.group(extra: ", " + extra)) }
        for occurrence in [
            #"{"Type": 0, "Count": 0}"#, #"{"Type": 0, "Count": 2}"#, #"{"Type": 1, "Count": 2}"#,
            #"{"Type": 2, "Count": 2}"#, #"{"Type": 2, "Count": 2, "IsDistinct": true}"#,
            #"{"Type": 2, "Count": 2, "IsDistinct": true, "CountColumn": "START_DATE"}"#,
        ] { try differs(rule: Definitions.group(occurrence: occurrence)) }
        for key in ["Gender", "Race", "Ethnicity"] {
            try differs(rule: #"{"Type": "ALL", "DemographicCriteriaList": [{"\#(key)": [{"CONCEPT_ID": 1}]}]}"#)
            try differs(rule: #"{"Type": "ALL", "DemographicCriteriaList": [{"\#(key)CS": {"CodesetId": 0}}]}"#)
        }
        for key in ["OccurrenceStartDate", "OccurrenceEndDate"] {
            try differs(
                rule: #"{"Type": "ALL", "DemographicCriteriaList": [{"\#(key)": {"Value": "2024-01-01", "Op": "lt"}}]}"#
            )
        }
        try differs(rule: #"{"Type": "ALL", "DemographicCriteriaList": [{"Age": {"Value": 1, "Op": "lt"}}]}"#)
        try differs(rule: #"{"Type": "ALL", "Groups": [\#(Definitions.group())]}"#)
    }

    @Test func everyFlagOfAConceptChangesTheText() throws {
        var seen: Set<String> = []
        for flags in ["", #", "isExcluded": true"#, #", "includeDescendants": true"#, #", "includeMapped": true"#] {
            let json = """
                {"PrimaryCriteria": {"CriteriaList": [{"Death": {}}], "ObservationWindow": {}},
                 "ConceptSets": [{"id": 0, "name": "S", "expression": {"items": [{"concept": {"CONCEPT_ID": 1}\(flags)}]}}]}
                """
            #expect(seen.insert(try CirceJSON.read(Data(json.utf8)).description().text(.english)).inserted)
        }
    }

    @Test func writesDatesAndNumbersAsEachLanguageDoes() throws {
        let words = try text(
            #"{"Measurement": {"ValueAsNumber": {"Value": 7.5, "Op": "gte"}, "OccurrenceStartDate": {"Value": "2024-03-01", "Op": "gte"}}}"#
        )
        #expect(words.fr.contains("valeur d’au moins 7,5"))
        #expect(words.en.contains("value of at least 7.5"))
        #expect(words.fr.contains("à partir du 1er mars 2024"))
        #expect(words.en.contains("on or after 1 March 2024"))
    }
}
