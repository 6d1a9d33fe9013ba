import CohortEngine
import Foundation

/// Definitions that together use every form of criterion, window, count, limit, end and attribute.
enum EveryForm {
    static func definitions() throws -> [(name: String, definition: CohortDefinition)] {
        [
            ("rules", try CirceJSON.read(Data(rules.utf8))), ("exposure", try CirceJSON.read(Data(exposure.utf8))),
            ("attributes", try CirceJSON.read(Data(attributes.utf8))),
        ]
    }

    private static let sets = #"""
        "ConceptSets": [
          {"id": 0, "name": "Diabetes", "expression": {"items": [
            {"concept": {"CONCEPT_ID": 201826}, "includeDescendants": true, "includeMapped": true},
            {"concept": {"CONCEPT_ID": 4096041}, "isExcluded": true, "includeDescendants": true}]}},
          {"id": 1, "name": "Metformin", "expression": {"items": [{"concept": {"CONCEPT_ID": 1503297}}]}}]
        """#

    private static func windowed(
        _ criterion: String, _ occurrence: String, extra: String = "",
        window: String = #"{"Start": {"Days": 365, "Coeff": -1}, "End": {"Days": 30, "Coeff": 1}}"#
    ) -> String {
        #"{"Criteria": \#(criterion), "StartWindow": \#(window), "Occurrence": \#(occurrence)\#(extra)}"#
    }

    private static let drug = #"{"DrugExposure": {"CodesetId": 1}}"#
    private static let once = #"{"Type": 2, "Count": 1}"#

    static let rules = #"""
        {\#(sets), "PrimaryCriteria": {"CriteriaList": [
            {"ConditionOccurrence": {"CodesetId": 0, "First": true, "ConditionSourceConcept": 1}},
            {"Measurement": {"CodesetId": 0, "DateAdjustment": {"StartOffset": -3, "EndWith": "START_DATE", "EndOffset": 5},
              "CorrelatedCriteria": {"Type": "ANY", "CriteriaList": [\#(windowed(drug, once))],
                "DemographicCriteriaList": [{"Age": {"Value": 18, "Op": "gte"}}]}}}],
          "ObservationWindow": {"PriorDays": 30, "PostDays": 1}, "PrimaryCriteriaLimit": {"Type": "Last"}},
         "AdditionalCriteria": {"Type": "AT_LEAST", "Count": 1, "CriteriaList": [\#(windowed(drug, #"{"Type": 2, "Count": 2}"#))],
           "DemographicCriteriaList": [{"GenderCS": {"CodesetId": 0}, "OccurrenceEndDate": {"Value": "2020-01-01", "Op": "lt"}}]},
         "QualifiedLimit": {"Type": "Last"}, "ExpressionLimit": {"Type": "First"},
         "InclusionRules": [
           {"name": "semi", "expression": {"Type": "ALL", "CriteriaList": [\#(windowed(drug, once))]}},
           {"name": "anti", "expression": {"Type": "ALL", "CriteriaList": [
             \#(windowed(drug, #"{"Type": 0, "Count": 0}"#, extra: #", "IgnoreObservationPeriod": true"#,
                window: #"{"Start": {"Coeff": -1}, "End": {"Days": 1, "Coeff": -1}, "UseEventEnd": true}"#))]}},
           {"name": "counts", "expression": {"Type": "AT_MOST", "Count": 1, "CriteriaList": [
             \#(windowed(drug, #"{"Type": 2, "Count": 2, "IsDistinct": true, "CountColumn": "START_DATE"}"#)),
             \#(windowed(drug, #"{"Type": 1, "Count": 3}"#, extra: #", "RestrictVisit": true"#)),
             \#(windowed(drug, #"{"Type": 2, "Count": 1, "IsDistinct": true, "CountColumn": "DURATION"}"#,
                extra: #", "EndWindow": {"Start": {"Coeff": -1}, "End": {"Days": 0, "Coeff": 1}, "UseIndexEnd": true}"#))],
             "Groups": [{"Type": "ALL", "CriteriaList": [\#(windowed(drug, once)), \#(windowed(drug, #"{"Type": 2, "Count": 4}"#))]}]}},
           {"name": "empty", "expression": {"Type": "ALL"}}],
         "CensoringCriteria": [{"Death": {}}], "CollapseSettings": {"CollapseType": "ERA", "EraPad": 7},
         "CensorWindow": {"StartDate": "2010-01-01", "EndDate": "2024-12-31"},
         "EndStrategy": {"DateOffset": {"DateField": "EndDate", "Offset": 14}}}
        """#

    static let exposure = #"""
        {\#(sets), "PrimaryCriteria": {"CriteriaList": [\#(drug)], "ObservationWindow": {"PriorDays": 0},
          "PrimaryCriteriaLimit": {"Type": "First"}}, "ExpressionLimit": {"Type": "All"},
         "EndStrategy": {"CustomEra": {"DrugCodesetId": 1, "GapDays": 30, "Offset": 2, "DaysSupplyOverride": 28}}}
        """#

    static let attributes = #"""
        {\#(sets), "PrimaryCriteria": {"CriteriaList": [
            {"ConditionOccurrence": {"StopReason": {"Text": "50%\\ o'clock/_x", "Op": "!contains"}, "VisitType": [{"CONCEPT_ID": 9201}],
              "ProviderSpecialtyCS": {"CodesetId": 0, "IsExclusion": true}, "ConditionType": [{"CONCEPT_ID": 1}],
              "ConditionTypeExclude": true, "Age": {"Value": 40, "Extent": 75, "Op": "bt"}}},
            {"Measurement": {"ValueAsNumber": {"Value": 7, "Extent": 10.25, "Op": "!bt"}, "RangeHighRatio": {"Value": 1.5, "Op": "gt"},
              "UnitCS": {"IsExclusion": true}, "Abnormal": true, "ValueAsConcept": [{"CONCEPT_ID": 2}]}},
            {"VisitOccurrence": {"PlaceOfService": [{"CONCEPT_ID": 3}], "VisitLength": {"Value": 3, "Op": "!eq"}}},
            {"VisitDetail": {"Age": {"Value": 60, "Op": "gte"}}},
            {"ObservationPeriod": {"UserDefinedPeriod": {"StartDate": "2020-01-01", "EndDate": "2020-12-31"}}},
            {"DrugExposure": {"OccurrenceStartDate": {"Value": "2010-01-01", "Op": "gt"}, "Quantity": {"Value": 2, "Op": "eq"}}},
            {"Observation": {"ValueAsString": {"Text": "oui", "Op": "startsWith"}}},
            {"Death": {"Gender": [{"CONCEPT_ID": 8507}]}}],
          "ObservationWindow": {"PriorDays": 0}, "PrimaryCriteriaLimit": {"Type": "All"}}, "ExpressionLimit": {"Type": "All"}}
        """#
}
