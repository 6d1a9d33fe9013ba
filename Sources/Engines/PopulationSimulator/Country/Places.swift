/// Communes to live and be born in, and countries to be born in.
struct Places {
    /// One commune.
    struct Commune {
        /// INSEE code, 5 characters.
        let code: [UInt8]
        let postalCode: [UInt8]
        let name: [UInt8]
        /// Department as claims write it, 3 characters, `097` overseas.
        let claimsDepartment: [UInt8]
        /// Commune within the department as claims write it, 3 characters.
        let claimsCommune: [UInt8]
        let isOverseas: Bool
        let isCorsican: Bool
        /// The first two characters of the code, to find neighbours.
        let department: Int
    }

    let communes: [Commune]
    /// INSEE codes of countries, 5 characters, `99…`.
    let countries: [[UInt8]]
    private let communeChoice: WeightedChoice
    private let countryChoice: WeightedChoice
    /// First and last commune of the department of each commune: the table is in order of department.
    private let neighbours: [ClosedRange<Int>]

    init() {
        let rows = Places.rows(PlaceTable.communes, cells: 4)
        communes = rows.map { Commune(cells: $0) }
        communeChoice = WeightedChoice(rows.map { Double($0[3]) ?? 1 })
        let abroad = Places.rows(PlaceTable.countries, cells: 2)
        countries = abroad.map { Array($0[0].utf8) }
        countryChoice = WeightedChoice(abroad.map { Double($0[1]) ?? 1 })
        let departments = communes.map(\.department)
        neighbours = departments.map { department in
            (departments.firstIndex(of: department) ?? 0)...(departments.lastIndex(of: department) ?? 0)
        }
    }

    /// How many places of birth there are: communes, then countries.
    var birthPlaceCount: Int { communes.count + countries.count }

    func anyCommune(_ random: inout RandomStream) -> Int { communeChoice.pick(&random) }

    /// A place of birth abroad, numbered after the communes.
    func anyCountry(_ random: inout RandomStream) -> Int { communes.count + countryChoice.pick(&random) }

    /// A commune of the same department.
    func neighbour(of commune: Int, _ random: inout RandomStream) -> Int { random.between(neighbours[commune]) }

    /// The five characters of a place of birth in a NIR: Corsica was department 20 until 1976.
    func birthCode(_ place: Int, bornBefore1976: Bool) -> [UInt8] {
        guard place < communes.count else { return countries[place - communes.count] }
        var code = communes[place].code
        if communes[place].isCorsican, bornBefore1976 { code[1] = 0x30 }
        return code
    }

    private static func rows(_ table: String, cells: Int) -> [[Substring]] {
        table.split(whereSeparator: { $0 == ";" || $0 == "\n" })
            .map { row in
                let parts = row.split(separator: "|")
                precondition(parts.count == cells, "A row of the table of places has the wrong number of cells.")
                return parts
            }
    }
}

extension Places.Commune {
    fileprivate init(cells: [Substring]) {
        let code = Array(cells[0].utf8)
        self.code = code
        postalCode = Array(cells[1].utf8)
        name = Array(cells[2].utf8)
        isOverseas = code[0] == 0x39 && code[1] == 0x37
        isCorsican = code[1] == 0x41 || code[1] == 0x42
        claimsDepartment = [0x30] + code[0..<2]
        claimsCommune = Array(code[2..<5])
        let third = isOverseas ? Int(code[2]) : 0
        department = Int(code[0]) << 16 | Int(code[1]) << 8 | third
    }
}
