/// One hospital stay, before it is written in the PMSI and, at the warehouse's hospital, in FHIR.
struct Stay {
    let entry: Int
    var exit: Int
    /// CIM-10, without dot.
    let principal: StaticString
    var related: StaticString = ""
    var associated: [StaticString] = []
    /// CCAM.
    var acts: [StaticString] = []
    /// GHM; its first two characters are the major category.
    let group: StaticString
    var sessions = 0
    var isUrgent = false
    var isDeath = false
    /// Ties a birth to the stay of the mother.
    var motherKey: UInt64?
    /// Weight at birth, in grams.
    var weight: Int?
    var isAtWarehouse = false

    init(_ principal: StaticString, group: StaticString, entry: Int, nights: Int) {
        self.principal = principal
        self.group = group
        self.entry = entry
        exit = entry + nights
    }

    /// GHS_NUM: one number for one group, as tariffs have.
    var tariff: Int {
        group.withUTF8Buffer { letters in
            1_000 + letters.reduce(0) { ($0 * 31 + Int($1)) % 8_000 }
        }
    }
}
