/// The country's hospitals by their FINESS number.
///
/// The numbers are real, so that checks on them are exercised; the stays are invented. The ninth character is the Luhn
/// key, with the letter of Corsica (2A, 2B) counted as 1 or 2.
struct Hospitals {
    /// University hospital that runs the data warehouse.
    static let warehouse: StaticString = "750712184"
    /// The second number under which the warehouse's hospital sent some of its stays again.
    static let duplicate: StaticString = "750100125"

    private static let others: [StaticString] = [
        "690781810", "130786049", "590780193", "310781406", "330781196", "440000289", "350005179", "670780055",
        "340780477", "060785011", "380780080", "760780239", "970408589", "970100228", "870000015", "210780581",
        "630780989", "800000044", "540023264", "450000088", "370000481", "860014208", "490000031", "140000100",
        "290000017", "250000015", "510000029",
    ]

    private let numbers: [StaticString]

    init() { numbers = Array(Hospitals.others) }

    /// The hospital of people living in a commune.
    func nearest(to commune: Int, in places: Places) -> StaticString {
        let home = places.communes[commune]
        if home.isCorsican { return home.code[1] == 0x41 ? "2A0000014" : "2B0000020" }
        return numbers[Int(RandomStream.mixed(UInt64(home.department)) % UInt64(numbers.count))]
    }
}
