import CohortEngine
import Foundation
import HealthModel
import Testing

/// Documents made to hurt: a clear error, no crash, bounded time.
struct RobustnessTests {
    /// Seconds that any document may take; many times what this machine needs.
    private static let secondsMax = 5.0

    private func outcome(_ data: Data) -> String {
        let start = ContinuousClock.now
        defer {
            #expect(ContinuousClock.now - start < .seconds(RobustnessTests.secondsMax), "\(data.count) bytes")
        }
        return Definitions.error(data)?.code ?? "read"
    }

    private func repeated(
        _ text: String, _ separator: String = ",", upTo byteCount: Int = CohortLimits.byteCountMax - 4096
    ) -> String {
        Array(repeating: text, count: byteCount / (text.utf8.count + separator.utf8.count)).joined(separator: separator)
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":[", "{\"CorrelatedCriteria\":{\"Groups\":["])
    func deepNestingIsALimit(_ opening: String) {
        #expect(outcome(Data(String(repeating: opening, count: 400_000 / opening.utf8.count).utf8)) == "cohort.limit")
    }

    @Test func longPathsWithManyValuesAreReadInBoundedTime() {
        let key = String(repeating: "k", count: 79)
        let depth = 120
        let opening = String(repeating: "{\"\(key)\":", count: depth)
        let numbers = repeated("1", upTo: CohortLimits.byteCountMax - 20_000)
        let text = "\(opening)[\(numbers)]\(String(repeating: "}", count: depth))"
        #expect(outcome(Data(text.utf8)) == "cohort.missing")
    }

    @Test func hugeNumbersAreRefused() {
        let digits = String(repeating: "9", count: 1_000_000)
        #expect(outcome(Definitions.json(rest: ", \"CollapseSettings\": {\"EraPad\": \(digits)}")) == "cohort.not-json")
        for number in ["9223372036854775808", "-9223372036854775809", "1e18", "4294967296", "1e-400", "0.5"] {
            let code = outcome(Definitions.json(rest: ", \"CollapseSettings\": {\"EraPad\": \(number)}"))
            #expect(code != "read" || number == "1e-400", "\(number)")
        }
    }

    @Test func aValueThatNoIntegerHoldsIsStillCompared() throws {
        for value in ["1e300", "-1e300", "9223372036854775807", "1e-300"] {
            let primary =
                #"{"Measurement": {"ValueAsNumber": {"Value": \#(value), "Op": "gt"}, "Age": {"Value": \#(value), "Op": "lt"}}}"#
            let definition = try CirceJSON.read(Definitions.json(primary: primary))
            #expect(try CirceJSON.read(CirceJSON.write(definition)) == definition)
            _ = definition.check()
            _ = definition.description().text(.french)
        }
    }

    @Test func longStringsAreCarriedAndPathsStayShort() throws {
        let long = String(repeating: "é", count: 1_000_000)
        #expect(outcome(Definitions.json(rest: ", \"Title\": \"\(long)\"")) == "read")
        let error = try #require(Definitions.error(Definitions.json(rest: ", \"\(long)\": 1")))
        #expect(error.code == "cohort.unknown-key")
        #expect(error.path.utf8.count < 200)
        #expect(error.message.fr.utf8.count < 500)
    }

    @Test func manyRulesCriteriaSetsAndItemsAreLimits() {
        let rules = repeated(#"{"name": "r", "expression": {"Type": "ALL"}}"#, upTo: 500_000)
        #expect(outcome(Definitions.json(rest: ", \"InclusionRules\": [\(rules)]")) == "cohort.limit")
        #expect(outcome(Definitions.json(primary: repeated(#"{"Death":{}}"#))) == "cohort.limit")
        let sets = repeated(#"{"id":1,"expression":{"items":[]}}"#)
        let primary =
            #"{"PrimaryCriteria": {"CriteriaList": [{"Death": {}}], "ObservationWindow": {}}, "ConceptSets": ["#
        #expect(outcome(Data("\(primary)\(sets)]}".utf8)) == "cohort.limit")
        let items = repeated(#"{"concept":{"CONCEPT_ID":1}}"#)
        let set = #"{"id":1,"expression":{"items":[\#(items)]}}"#
        #expect(outcome(Data("\(primary)\(set)]}".utf8)) == "cohort.limit")
    }

    @Test func manyKeysInOneObjectAreRead() {
        let keys = (0..<300_000).map { "\"k\($0)\":1" }.joined(separator: ",")
        #expect(outcome(Data("{\(keys)}".utf8)) == "cohort.missing")
        #expect(outcome(Data("{\(repeated("\"k\":1"))}".utf8)) == "cohort.duplicate-key")
    }

    @Test func aDefinitionAtTheLimitsIsCheckedAndToldInBoundedTime() throws {
        let member =
            #"{"Criteria": {"DrugExposure": {"CodesetId": 0, "First": true}}, "StartWindow": {"Start": {"Days": -30, "Coeff": 1}, "End": {"Coeff": 1}}, "Occurrence": {"Type": 2, "Count": 0}}"#
        let members = Array(repeating: member, count: 1_900).joined(separator: ",")
        let data = Definitions.json(rule: #"{"Type": "ALL", "CriteriaList": [\#(members)]}"#)
        let start = ContinuousClock.now
        let definition = try CirceJSON.read(data)
        #expect(definition.check().sorted.count <= Findings.distinctCountMax)
        #expect(!definition.description().text(.english).isEmpty)
        #expect(ContinuousClock.now - start < .seconds(RobustnessTests.secondsMax))
    }

    @Test func nestedCriteriaAtTheDepthLimitAreHandled() throws {
        var criterion = #"{"Death": {}}"#
        // Each level is an object, a group, a list, a member and its criterion.
        for _ in 0..<20 {
            criterion = #"{"Death": {"CorrelatedCriteria": \#(Definitions.group(criterion: criterion))}}"#
        }
        let definition = try CirceJSON.read(Definitions.json(primary: criterion))
        _ = definition.check()
        #expect(definition.description().sections[0].lines.map(\.level).max() ?? 0 > 20)
        #expect(try CirceJSON.read(CirceJSON.write(definition)) == definition)
        for _ in 0..<20 {
            criterion = #"{"Death": {"CorrelatedCriteria": \#(Definitions.group(criterion: criterion))}}"#
        }
        #expect(Definitions.error(Definitions.json(primary: criterion))?.code == "cohort.limit")
    }
}
