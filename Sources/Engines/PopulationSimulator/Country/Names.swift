/// Names by frequency: as civil status writes them (accents) and as the insurer does (capitals without).
struct Names {
    /// One name in its two ways of writing.
    struct Name {
        let accented: [UInt8]
        let capitals: [UInt8]

        init(_ text: Substring) {
            accented = Array(text.utf8)
            capitals = Names.capitals(text)
        }
    }

    let surnames: [Name]
    /// By sex (0 male, 1 female), era and rank.
    private let firstNames: [[[Name]]]
    private let surnameChoice: WeightedChoice
    private let firstNameChoice: WeightedChoice

    init() {
        surnames = SurnameTable.names.split(whereSeparator: { $0 == "," || $0 == "\n" }).map { Name($0) }
        let tables = [
            [
                FirstNameTable.maleBefore1946, FirstNameTable.maleBefore1966, FirstNameTable.maleBefore1986,
                FirstNameTable.maleBefore2006, FirstNameTable.maleSince2006,
            ],
            [
                FirstNameTable.femaleBefore1946, FirstNameTable.femaleBefore1966, FirstNameTable.femaleBefore1986,
                FirstNameTable.femaleBefore2006, FirstNameTable.femaleSince2006,
            ],
        ]
        firstNames = tables.map { eras in
            eras.map { era in era.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { Name($0) } }
        }
        surnameChoice = .byRank(count: surnames.count, shift: 12)
        firstNameChoice = .byRank(count: 30, shift: 5)
    }

    func anySurname(_ random: inout RandomStream) -> Int { surnameChoice.pick(&random) }

    /// The rank of a first name within its sex and era.
    func anyFirstName(_ random: inout RandomStream) -> Int { firstNameChoice.pick(&random) }

    func firstName(_ rank: Int, sex: Int, birthYear: Int) -> Name {
        let era = birthYear < 1946 ? 0 : birthYear < 1966 ? 1 : birthYear < 1986 ? 2 : birthYear < 2006 ? 3 : 4
        return firstNames[sex - 1][era][rank]
    }

    /// ASCII capitals: `Émilie` → `EMILIE`, `Maël` → `MAEL`.
    static func capitals(_ text: some StringProtocol) -> [UInt8] {
        var bytes: [UInt8] = []
        for character in text.uppercased().decomposed where character < 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: character))
        }
        return bytes
    }
}

extension String {
    /// Scalars with the accents of French capitals taken off.
    fileprivate var decomposed: [UInt32] {
        unicodeScalars.map { scalar in
            switch scalar {
            case "À", "Â", "Ä": 0x41
            case "Ç": 0x43
            case "É", "È", "Ê", "Ë": 0x45
            case "Î", "Ï": 0x49
            case "Ô", "Ö": 0x4F
            case "Ù", "Û", "Ü": 0x55
            default: scalar.value
            }
        }
    }
}
