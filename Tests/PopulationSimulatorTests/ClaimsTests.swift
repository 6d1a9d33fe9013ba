import Foundation
import HealthModel
import Testing

@testable import PopulationSimulator

struct ClaimsTests {
    private static let key = [
        "FLX_DIS_DTD", "FLX_TRT_DTD", "FLX_EMT_TYP", "FLX_EMT_NUM", "FLX_EMT_ORD", "ORG_CLE_NUM", "DCT_ORD_NUM",
        "PRS_ORD_NUM", "REM_TYP_AFF",
    ]
    private let country: SmallCountry
    private let acts: CSVTable

    init() throws {
        country = try SmallCountry.read.get()
        acts = try country.table("national-claims/ER_PRS_F.csv")
    }

    @Test(arguments: ["ER_PHA_F", "ER_BIO_F", "ER_CAM_F"])
    func everyDetailFindsItsActByTheNineColumns(table: String) throws {
        let keys = acts.keys(ClaimsTests.key)
        let known = Set(keys)
        #expect(known.count == keys.count)
        let details = try country.table("national-claims/\(table).csv").keys(ClaimsTests.key)
        #expect(details.count > 500)
        #expect(Set(details).isSubset(of: known))
    }

    @Test(arguments: ["IR_BEN_R", "IR_IMB_R", "ER_PRS_F", "ER_PHA_F", "ER_BIO_F", "ER_CAM_F"])
    func columnsAreThoseOfThePublishedSchema(table: String) throws {
        let published = Set(
            try #require(PublishedColumns.byTable[table]).split(whereSeparator: \.isWhitespace).map(String.init))
        let written = try country.table("national-claims/\(table).csv")
        #expect(Set(written.header).isSubset(of: published), "\(Set(written.header).subtracting(published))")
        #expect(written.rows.allSatisfy { $0.count == written.header.count })
    }

    @Test func negativeLinesMirrorAnEarlierPositiveOne() throws {
        let mirrored = ["BEN_NIR_PSA", "BEN_RNG_GEM", "EXE_SOI_DTD", "PRS_NAT_REF"]
        let keys = acts.keys(mirrored)
        let rows = zip(
            zip(keys, acts.values("FLX_DIS_DTD")), zip(acts.values("PRS_ACT_QTE"), acts.values("PRS_PAI_MNT")))
        var positives: [String: String] = [:]
        var negatives: [(key: String, flow: String)] = []
        for ((key, flow), (quantity, amount)) in rows {
            if quantity.hasPrefix("-") {
                #expect(amount.hasPrefix("-"))
                negatives.append(("\(key)|\(quantity.dropFirst())|\(amount.dropFirst())", flow))
            } else {
                let full = "\(key)|\(quantity)|\(amount)"
                positives[full] = min(positives[full] ?? flow, flow)
            }
        }
        let share = Double(negatives.count) / Double(acts.rows.count)
        #expect((0.008...0.025).contains(share))
        for negative in negatives {
            let earlier = try #require(positives[negative.key])
            #expect(earlier < negative.flow)
        }
    }

    @Test func careArrivesLateUpTo27Months() {
        func months(_ text: String) -> Int { (Int(text.prefix(4)) ?? 0) * 12 + (Int(text.dropFirst(5).prefix(2)) ?? 0) }
        let first = zip(zip(acts.values("EXE_SOI_DTD"), acts.values("FLX_DIS_DTD")), acts.values("PRS_ACT_QTE"))
        let delays = first.map { months($0.0.1) - months($0.0.0) }
        #expect(delays.allSatisfy { (1...27).contains($0) })
        let late = Double(delays.count { $0 > 6 }) / Double(delays.count)
        #expect((0.01...0.04).contains(late), "\(late)")
    }

    @Test func actsCarryTheDefectsOfTheRealThing() {
        #expect(acts.values("DPN_QLF").contains("71"))
        #expect(acts.values("CPL_MAJ_TOP").contains("2"))
        #expect(acts.values("CPL_AFF_COD").contains("16"))
        let quantities = zip(acts.values("CPL_AFF_COD"), acts.values("PRS_ACT_QTE")).filter { $0.0 == "16" }
        #expect(quantities.allSatisfy { $0.1 == "0" })
    }

    @Test func beneficiariesHaveSentinelsAndUnknownDeaths() throws {
        let large = try SmallCountry.large.get()
        let table = try large.table("national-claims/IR_BEN_R.csv")
        let dead = table.values("BEN_DCD_DTE").count { $0 != "1600-01-01" }
        let died = try large.table("truth/persons.csv").values("death_date").count { !$0.isEmpty }
        #expect(died > 200)
        #expect(dead < died)
        #expect(dead > died * 4 / 5)
        #expect(Set(table.values("BEN_CDI_NIR")).isSuperset(of: ["00", "01", "04"]))
        #expect(table.values("BEN_NAI_ANN").contains("1600"))
        #expect(table.values("BEN_NIR_PSA").allSatisfy { $0.utf8.count == 17 })
        #expect(try large.table("national-claims/IR_IMB_R.csv").values("IMB_ALD_DTF").contains("1600-01-01"))
    }

    @Test func moneyAddsUp() {
        let rows = zip(zip(acts.values("PRS_PAI_MNT"), acts.values("BSE_REM_MNT")), acts.values("RGO_REM_TAU"))
        for ((paid, refunded), rate) in rows {
            let cents = (Double(paid) ?? 0) * (Double(rate) ?? 0)
            let found = (Double(refunded) ?? 0) * 100
            #expect(abs(cents - found) < 2 || found == 0)
        }
    }
}
