import Testing

@testable import Intake

/// National claims: each rule on the smallest rows that show it.
@Suite struct ClaimsMappingTests {
    private let fixture: StagedFixture

    init() throws { fixture = try StagedFixture(.nationalClaims) }

    /// An act of 10 January 2020 with its nine join columns, distinguished by `number`.
    private func act(_ number: Int, person: Int = 1, _ values: [String: String] = [:]) throws {
        var row = [
            "person_id": "\(person)", "EXE_SOI_DTD": "2020-01-10", "EXE_SOI_DTF": "2020-01-10", "PRS_NAT_REF": "3313",
            "BSE_PRS_NAT": "3313", "PFS_EXE_NUM": "P1", "PRS_ACT_QTE": "1", "CPL_MAJ_TOP": "0",
        ]
        row.merge(key(number)) { $1 }
        row.merge(values) { $1 }
        try fixture.insert("ER_PRS_F", row)
    }

    private func key(_ number: Int) -> [String: String] {
        [
            "FLX_DIS_DTD": "2020-02-01", "FLX_TRT_DTD": "2020-01-20", "FLX_EMT_TYP": "1", "FLX_EMT_NUM": "1",
            "FLX_EMT_ORD": "0", "ORG_CLE_NUM": "01C", "DCT_ORD_NUM": "\(number)", "PRS_ORD_NUM": "1",
            "REM_TYP_AFF": "0",
        ]
    }

    private func drug(_ number: Int, boxes: Int, code: String = "3400930000014", _ values: [String: String] = [:])
        throws
    {
        let row = key(number).merging(["PHA_PRS_C13": code, "PHA_ACT_QSN": "\(boxes)"]) { $1 }
        try fixture.insert("ER_PHA_F", row.merging(values) { $1 })
    }

    @Test func aCorrectionTakesItsDeliveryAway() throws {
        try act(1)
        try drug(1, boxes: 2)
        try act(2, ["PRS_ACT_QTE": "-1"])
        try drug(2, boxes: -2)
        try act(3)
        try drug(3, boxes: 1)
        try act(4, person: 2)
        try drug(4, boxes: 3)
        try act(5, person: 2, ["PRS_ACT_QTE": "-1"])
        try drug(5, boxes: -3)
        try fixture.prepare()
        #expect(
            try fixture.rows("drug_exposure", "person_id, quantity, drug_source_value") == [
                ["1", "1.0", "3400930000014"]
            ])
        #expect(try fixture.count(of: "regularisation") == 2)
    }

    @Test func twoDetailsOfOneActAreTwoDrugs() throws {
        try act(1)
        try drug(1, boxes: 1, code: "3400930000014")
        try drug(1, boxes: 1, code: "3400930000021")
        try fixture.prepare()
        #expect(try fixture.rows("drug_exposure", "drug_source_value") == [["3400930000014"], ["3400930000021"]])
        let ids = try fixture.rows("drug_exposure", "drug_exposure_id")
        #expect(Set(ids.map { $0[0] }).count == 2)
    }

    @Test func detailsJoinByTheNineColumnsTogether() throws {
        try act(1)
        try drug(1, boxes: 1, ["REM_TYP_AFF": "1"])
        try fixture.prepare()
        #expect(try fixture.rows("drug_exposure", "person_id").isEmpty)
    }

    @Test(arguments: [
        ("dpn-qlf-71", ["DPN_QLF": "71"]), ("dpn-qlf-71", ["PRS_DPN_QLP": "71"]),
        ("act-complement", ["CPL_MAJ_TOP": "2"]),
        ("no-base-act", ["BSE_PRS_NAT": "0"]), ("fictive-number", ["BEN_CDI_NIR": "01"]),
        ("fictive-number", ["RGM_COD": "888"]), ("no-care-date", ["EXE_SOI_DTD": "1600-01-01"]),
    ])
    func actsThatDoNotCountAreRemovedAndCounted(rule: String, values: [String: String]) throws {
        try act(1, values)
        try drug(1, boxes: 1)
        try act(2)
        try drug(2, boxes: 1)
        try fixture.prepare()
        #expect(try fixture.rows("drug_exposure", "person_id").count == 1)
        for other in ["dpn-qlf-71", "act-complement", "no-base-act", "fictive-number", "no-care-date"] {
            #expect(try fixture.count(of: other) == (other == rule ? 1 : 0))
        }
    }

    @Test(arguments: [["DPN_QLF": "70"], ["BEN_CDI_NIR": "04"], ["CPL_MAJ_TOP": "1"], [:]])
    func whatIsMissingOrHarmlessKeepsTheAct(values: [String: String]) throws {
        try act(1, values)
        try drug(1, boxes: 1)
        try fixture.prepare()
        #expect(try fixture.rows("drug_exposure", "person_id") == [["1"]])
    }

    @Test func oneVisitAPersonDayAndPerformer() throws {
        try act(1, ["PRS_NAT_REF": "1111"])
        try act(2, ["PRS_NAT_REF": "1352"])
        try act(3, ["PRS_NAT_REF": "1111", "PFS_EXE_NUM": "P2"])
        try act(4, ["PRS_NAT_REF": "1111", "PFS_EXE_NUM": "P3"])
        try act(5, ["PRS_NAT_REF": "1111", "PFS_EXE_NUM": "P3", "PRS_ACT_QTE": "-1"])
        try act(6, ["PRS_NAT_REF": "3313", "PFS_EXE_NUM": "P4"])
        try fixture.prepare()
        #expect(
            try fixture.rows("visit_occurrence", "visit_source_value, visit_concept_id, visit_start_date")
                == [["1111", "9202", "2020-01-10"], ["1111", "9202", "2020-01-10"]])
        #expect(try fixture.count(of: "regularisation") == 2)
    }

    @Test func technicalActsCountOnceAndHangOnTheirVisit() throws {
        try act(1, ["PRS_NAT_REF": "1321"])
        try fixture.insert("ER_CAM_F", key(1).merging(["CAM_PRS_IDE": "NEKA020", "CAM_ACT_COD": "1"]) { $1 })
        try act(2, ["PRS_NAT_REF": "1321"])
        try fixture.insert("ER_CAM_F", key(2).merging(["CAM_PRS_IDE": "NEKA020", "CAM_ACT_COD": "4"]) { $1 })
        try fixture.prepare()
        let acts = try fixture.rows(
            "procedure_occurrence", "procedure_source_value, procedure_concept_id, quantity, visit_occurrence_id")
        let visits = try fixture.rows("visit_occurrence", "visit_occurrence_id")
        #expect(acts.count == 1)
        #expect(acts.first?.prefix(3) == ["NEKA020", "4203771", "1"])
        #expect(acts.first?.last == visits.first?.first)
        #expect(try fixture.count(of: "ccam-activity-1") == 1)
    }

    @Test func laboratoryActsAreMeasurementsWithoutValue() throws {
        try act(1, ["PRS_NAT_REF": "3211"])
        try fixture.insert("ER_BIO_F", key(1).merging(["BIO_PRS_IDE": "0592", "BIO_ACT_QSN": "1"]) { $1 })
        try fixture.prepare()
        #expect(
            try fixture.rows("measurement", "measurement_source_value, measurement_type_concept_id, value_as_number")
                == [["592", "32859", nil]])
    }

    @Test func longTermIllnessesComeFromTheirMotive() throws {
        let illness = ["person_id": "1", "IMB_ALD_DTD": "2015-03-01", "IMB_ALD_DTF": "1600-01-01"]
        try fixture.insert("IR_IMB_R", illness.merging(["MED_MTF_COD": "E119", "IMB_ALD_NUM": "8"]) { $1 })
        try fixture.insert("IR_IMB_R", illness.merging(["MED_MTF_COD": "E119", "IMB_ALD_DTF": "2020-02-28"]) { $1 })
        try fixture.insert("IR_IMB_R", illness.merging(["IMB_ALD_NUM": "8"]) { $1 })
        try fixture.prepare()
        #expect(
            try fixture.rows(
                "condition_occurrence",
                "condition_source_value, condition_concept_id, condition_start_date, condition_end_date")
                == [["E119", "201826", "2015-03-01", nil]])
        #expect(try fixture.count(of: "illness-from-motive") == 1)
    }

    @Test func sentinelDatesAreNoDates() throws {
        try fixture.insert(
            "IR_BEN_R",
            [
                "person_id": "1", "BEN_NAI_ANN": "1960", "BEN_NAI_MOI": "5", "BEN_SEX_COD": "2",
                "BEN_DCD_DTE": "1600-01-01", "BEN_DCD_AME": "160001", "BEN_DTE_MAJ": "2020-01-01",
            ])
        try fixture.insert(
            "IR_BEN_R",
            [
                "person_id": "1", "BEN_NAI_ANN": "1600", "BEN_NAI_MOI": "1", "BEN_SEX_COD": "0",
                "BEN_DTE_MAJ": "2021-01-01",
            ])
        try fixture.insert(
            "IR_BEN_R", ["person_id": "2", "BEN_NAI_ANN": "1940", "BEN_DCD_DTE": "1600-01-01", "BEN_DCD_AME": "202106"])
        try fixture.prepare()
        #expect(
            try fixture.rows("person", "person_id, gender_concept_id, year_of_birth, month_of_birth")
                == [["1", "8532", "1960", "5"], ["2", "0", "1940", nil]])
        #expect(try fixture.rows("death", "person_id, death_date") == [["2", "2021-06-01"]])
        #expect(try fixture.count(of: "sentinel-dates") == 3)
    }

    @Test func theLastSixMonthsAreNotedNotRemoved() throws {
        try act(1)
        try act(2, ["EXE_SOI_DTD": "2019-06-10", "EXE_SOI_DTF": "2019-06-12"])
        try fixture.prepare()
        #expect(try fixture.count(of: "late-flow") == 1)
        #expect(
            try fixture.rows("observation_period", "observation_period_start_date, observation_period_end_date")
                == [["2019-06-10", "2020-01-10"]])
    }

    @Test func aDrugKnownBySevenDigitsFindsItsPresentation() throws {
        let known = try fixture.query("SELECT concept_code FROM vocabulary.concept WHERE vocabulary_id = 'CIP' LIMIT 1")
        let code = try #require(known.first?.first ?? nil)
        try act(1)
        try drug(1, boxes: 1, code: "0", ["PHA_PRS_IDE": "000000" + code.dropFirst(5).prefix(7)])
        try fixture.prepare()
        let rows = try fixture.rows("drug_exposure", "drug_concept_id, drug_source_concept_id")
        #expect(rows.count >= 1)
        #expect(rows.allSatisfy { $0[0] != "0" && $0[1] != "0" })
    }
}
