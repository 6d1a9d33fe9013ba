import CohortEngine
import Foundation
import HealthModel
import Testing

struct LimitTests {
    @Test func refusesMoreBytesThanTheLimit() {
        let data = Data(repeating: 0x20, count: CohortLimits.byteCountMax + 1)
        #expect(Definitions.error(data) == .limit(path: "$", name: "bytes", maximum: CohortLimits.byteCountMax))
    }

    @Test func refusesJSONThatIsTooDeep() {
        func nested(_ depth: Int) -> Data {
            Data((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(Definitions.error(nested(CohortLimits.depthMax + 2))?.code == "cohort.limit")
        #expect(Definitions.error(nested(CohortLimits.depthMax))?.code == "cohort.wrong-type")
    }

    @Test func acceptsSixtyThreeRulesAndRefusesOneMore() throws {
        func rules(_ count: Int) -> Data {
            let list = (0..<count).map { #"{"name": "\#($0)", "expression": {"Type": "ALL"}}"# }
            return Definitions.json(rest: #", "InclusionRules": [\#(list.joined(separator: ","))]"#)
        }
        #expect(try CirceJSON.read(rules(63)).rules.count == 63)
        #expect(Definitions.error(rules(64)) == .limit(path: "$.InclusionRules", name: "inclusion rules", maximum: 63))
    }

    @Test func refusesMoreCriteriaThanTheLimit() throws {
        func criteria(_ count: Int) -> Data {
            Definitions.json(primary: Array(repeating: #"{"Death": {}}"#, count: count).joined(separator: ","))
        }
        #expect(try CirceJSON.read(criteria(CohortLimits.criterionCountMax)).allCriteria.count == 2_000)
        #expect(Definitions.error(criteria(CohortLimits.criterionCountMax + 1))?.code == "cohort.limit")
    }

    @Test func refusesDaysBeyondReason() {
        let rest = #", "CollapseSettings": {"EraPad": \#(CohortLimits.dayCountMax + 1)}"#
        #expect(Definitions.error(Definitions.json(rest: rest))?.path == "$.CollapseSettings.EraPad")
    }

    @Test(arguments: [
        "", "{", "{\"a\":1,}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":1.}", "{\"a\":\"\u{01}\"}", "{\"a\":\"\\x\"}",
        "{} {}",
        "{'a':1}", "nul", "{\"a\":\"\\ud800\"}", "{\"a\":1e999}",
    ])
    func refusesWhatIsNotJSON(_ text: String) {
        #expect(Definitions.error(Data(text.utf8))?.code == "cohort.not-json")
    }

    @Test func refusesWrongUTF8AndDuplicateKeys() {
        #expect(Definitions.error(Data([0x22, 0xFF, 0x22]))?.code == "cohort.not-json")
        #expect(Definitions.error(Data(#"{"Title": "a", "Title": "b"}"#.utf8)) == .duplicateKey(path: "$.Title"))
    }

    @Test func givesEveryErrorItsOwnCodeAndWords() {
        let errors: [CohortError] = [
            .notJSON(offset: 0, expected: "x"), .duplicateKey(path: "$"), .unknownKey(path: "$"), .missing(path: "$"),
            .wrongType(path: "$", expected: "x"), .badValue(path: "$", allowed: "x"),
            .unsupported(path: "$", reason: Phrase(fr: "a", en: "b")), .limit(path: "$", name: "n", maximum: 1),
            .refusedInStrict(path: "$", reason: Phrase(fr: "a", en: "b")),
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(errors.allSatisfy { $0.message.fr != $0.message.en })
    }
}
