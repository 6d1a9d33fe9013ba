import Testing

@testable import Intake

/// Hospital stays: each rule on the smallest rows that show it.
@Suite struct StaysMappingTests {
    private let fixture: StagedFixture

    init() throws { fixture = try StagedFixture(.hospitalStays) }

    private func stay(
        _ number: Int, person: Int? = 1, _ stay: [String: String] = [:], chaining: [String: String] = [:]
    ) throws {
        let key = ["ETA_NUM": "2A0000014", "RSA_NUM": "\(number)"]
        let base = [
            "SOR_ANN": "2021", "AGE_ANN": "60", "COD_SEX": "2", "ENT_MOD": "8", "SOR_MOD": "8", "DGN_PAL": "I500",
            "GRG_GHM": "05M092", "SEJ_NBJ": "4",
        ]
        try fixture.insert("T_MCOaaB", key.merging(base) { $1 }.merging(stay) { $1 })
        guard let person else { return }
        var chain = ["person_id": "\(person)", "ENT_DAT": "2021-03-01", "SOR_DAT": "2021-03-05"]
        for code in ["NIR_RET", "NAI_RET", "SEX_RET", "SEJ_RET", "FHO_RET", "PMS_RET", "DAT_RET"] { chain[code] = "0" }
        try fixture.insert(
            "T_MCOaaC",
            key.merging(chain) { $1 }.merging(stay.filter { $0.key == "ETA_NUM" }) { $1 }
                .merging(chaining) { $1 })
    }

    @Test func aStayIsAVisitWithItsDiagnosesAndActs() throws {
        try stay(1, ["ENT_PRV": "5", "DGN_REL": "E119"])
        for code in ["E119", "N183", "ZZZ"] {
            try fixture.insert("T_MCOaaD", ["ETA_NUM": "2A0000014", "RSA_NUM": "1", "ASS_DGN": code])
        }
        try fixture.insert("T_MCOaaUM", ["ETA_NUM": "2A0000014", "RSA_NUM": "1", "DGN_PAL": "I500"])
        for activity in ["1", "4"] {
            try fixture.insert(
                "T_MCOaaA",
                [
                    "ETA_NUM": "2A0000014", "RSA_NUM": "1", "CDC_ACT": "DEQP003", "ACV_ACT": activity,
                    "ENT_DAT_DEL": "2", "NBR_EXE_ACT": "1",
                ])
        }
        try fixture.prepare()
        #expect(
            try fixture.rows(
                "visit_occurrence", "visit_concept_id, visit_start_date, visit_end_date, visit_source_value")
                == [["262", "2021-03-01", "2021-03-05", "05M092"]])
        #expect(
            try fixture.rows("condition_occurrence", "condition_source_value, condition_status_source_value")
                == [["E119", "DR"], ["I500", "DP"], ["N183", "DAS"]])
        #expect(
            try fixture.rows("procedure_occurrence", "procedure_source_value, procedure_date, quantity")
                == [["DEQP003", "2021-03-03", "1"]])
        let visit = try fixture.rows("visit_occurrence", "visit_occurrence_id").first?.first
        for table in ["condition_occurrence", "procedure_occurrence"] {
            #expect(try fixture.rows(table, "DISTINCT visit_occurrence_id") == [[visit ?? nil]])
        }
        #expect(try fixture.count(of: "cim-sentinels") == 1)
        #expect(try fixture.count(of: "ccam-activity-1") == 1)
    }

    @Test(
        arguments: [
            ("error-ghm-90", ["GRG_GHM": "90Z00Z"], [:]),
            ("service-between-hospitals", ["SEJ_TYP": "B"], [:]),
            ("duplicate-finess", ["ETA_NUM": "750100042", "SOR_ANN": "2017"], [:]),
            ("chaining-error", [:], ["NIR_RET": "1"]),
            ("chaining-error", [:], ["COH_SEX_RET": "1"]),
            ("stay-without-dates", [:], ["SOR_DAT": "2021-02-01"]),
        ] as [(String, [String: String], [String: String])])
    func staysThatDoNotCountAreRemovedAndCounted(
        rule: String, values: [String: String], chaining: [String: String]
    ) throws {
        try stay(1, values, chaining: chaining)
        try stay(2)
        try fixture.prepare()
        #expect(try fixture.rows("visit_occurrence", "person_id").count == 1)
        #expect(try fixture.count(of: rule) == 1)
        #expect(try StaysMapping.stayFilters.map { try fixture.count(of: $0.name) }.reduce(0, +) == 1)
    }

    @Test(arguments: [
        ["SEJ_TYP": "B", "GRG_GHM": "28Z14Z"], ["ETA_NUM": "750100042", "SOR_ANN": "2021"], ["SEJ_TYP": "A"],
    ])
    func exceptionsAreKept(values: [String: String]) throws {
        try stay(1, values)
        try fixture.prepare()
        #expect(try fixture.rows("visit_occurrence", "person_id") == [["1"]])
    }

    @Test func theSameStayUnderTwoNumbersCountsOnceInAnyYear() throws {
        try stay(1, ["ETA_NUM": "750712184"])
        try stay(1, ["ETA_NUM": "750100125"])
        try stay(2, person: 2, ["ETA_NUM": "750100125"])
        try fixture.prepare()
        #expect(try fixture.rows("visit_occurrence", "person_id") == [["1"], ["2"]])
        #expect(try fixture.count(of: "duplicate-finess") == 1)
    }

    @Test func aStayWithoutItsPersonIsCounted() throws {
        try stay(1, person: nil)
        try stay(2)
        try fixture.prepare()
        #expect(try fixture.rows("visit_occurrence", "person_id").count == 1)
        #expect(try fixture.count(of: "stay-without-person") == 1)
    }

    @Test func aRepeatedKeyNamesNoStay() throws {
        try stay(1)
        try stay(1, person: 2)
        try stay(2)
        try fixture.prepare()
        #expect(try fixture.rows("visit_occurrence", "visit_occurrence_id").count == 1)
        #expect(try fixture.count(of: "stay-key-repeated") == 4)
    }

    @Test func aDiagnosisGoesWhereItsConceptBelongs() throws {
        try stay(1, ["DGN_PAL": "Z511", "GRG_GHM": "28Z07Z"])
        try fixture.prepare()
        #expect(try fixture.rows("condition_occurrence", "person_id").isEmpty)
        #expect(try fixture.rows("procedure_occurrence", "procedure_source_value") == [["Z511"]])
        #expect(try fixture.rows("visit_occurrence", "visit_concept_id") == [["9202"]])
    }

    @Test func anUnknownFrenchExtensionIsReadByItsBeginning() throws {
        try stay(1, ["DGN_PAL": "I500+8"])
        try stay(2, ["DGN_PAL": "QQ99"])
        try fixture.prepare()
        let rows = try fixture.rows("condition_occurrence", "condition_source_value, condition_concept_id")
        #expect(rows.count == 2)
        #expect(rows[0][1] != "0")
        #expect(rows[1] == ["QQ99", "0"])
    }

    @Test func deathAndBirthYearComeFromTheStay() throws {
        try stay(1, ["SOR_MOD": "9"])
        try fixture.prepare()
        #expect(try fixture.rows("death", "person_id, death_date") == [["1", "2021-03-05"]])
        #expect(try fixture.rows("person", "gender_concept_id, year_of_birth") == [["8532", "1961"]])
    }

    @Test func theDuplicateEstablishmentsAreFINESSNumbers() {
        #expect(DuplicateEstablishments.numbers.count == 46)
        for number in DuplicateEstablishments.numbers {
            let digits = number.compactMap(\.wholeNumberValue)
            let sum = digits.reversed().enumerated()
                .reduce(0) { sum, digit in
                    let doubled = digit.offset % 2 == 1 ? digit.element * 2 : digit.element
                    return sum + (doubled > 9 ? doubled - 9 : doubled)
                }
            #expect(digits.count == 9 && sum % 10 == 0, "Luhn")
        }
    }
}
