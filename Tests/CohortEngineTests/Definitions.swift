import CohortEngine
import Foundation

/// Small definitions to change in one place.
enum Definitions {
    /// `body` replaces the primary criterion's body, `rest` adds keys at the top, `rule` replaces the rule's group.
    static func json(
        primary: String = #"{"ConditionOccurrence": {"CodesetId": 0}}"#, rest: String = "", rule: String? = nil
    ) -> Data {
        let rules = rule.map { #", "InclusionRules": [{"name": "r", "expression": \#($0)}]"# } ?? ""
        return Data(
            """
            {"PrimaryCriteria": {"CriteriaList": [\(primary)], "ObservationWindow": {"PriorDays": 1, "PostDays": 2},
              "PrimaryCriteriaLimit": {"Type": "All"}},
             "ConceptSets": [{"id": 0, "name": "Diabetes", "expression": {"items": [
               {"concept": {"CONCEPT_ID": 201826, "CONCEPT_NAME": "Type 2 diabetes"}, "includeDescendants": true}]}}]
             \(rules)\(rest)}
            """
            .utf8)
    }

    /// A group with one windowed criterion.
    static func group(
        criterion: String = #"{"DrugExposure": {"CodesetId": 0}}"#, extra: String = "",
        occurrence: String = #"{"Type": 2, "Count": 1}"#, type: String = #""Type": "ALL""#
    ) -> String {
        """
        {\(type), "CriteriaList": [{"Criteria": \(criterion),
          "StartWindow": {"Start": {"Days": 30, "Coeff": -1}, "End": {"Coeff": 1}}, "Occurrence": \(occurrence)\(extra)}]}
        """
    }

    static func error(_ data: Data) -> CohortError? {
        do {
            _ = try CirceJSON.read(data)
            return nil
        } catch {
            return error
        }
    }
}
