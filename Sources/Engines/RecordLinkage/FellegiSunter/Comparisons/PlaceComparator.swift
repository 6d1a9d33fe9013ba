/// Birth places by INSEE code, with the history of codes and the births abroad.
final class PlaceComparator: Comparator {
    let levels: [ComparisonLevel] = [
        .missing,
        ComparisonLevel("same commune", m: 0.95),
        ComparisonLevel("same commune by the history of codes", m: 0.005),
        ComparisonLevel("same department", m: 0.015),
        ComparisonLevel("both abroad, other country", m: 0.002),
        ComparisonLevel("different", m: 0.028),
    ]
    private let codes: [UInt32]
    private let places: [BirthPlace]
    private let frequencies: TermFrequencies

    /// `successors` gives, for codes of communes that were merged, the present one.
    init(table: RecordTable, column: String, successors: [String: String], frequencyFloor: Double) {
        codes = table.codes(column)
        let values = table.dictionary(column)
        places = (0..<(values.count + 1)).map { BirthPlace(values.text(UInt32($0)), successors: successors) }
        frequencies = TermFrequencies(
            counts: TermFrequencies.codeCounts(codes, values), floor: frequencyFloor)
    }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        let (codeA, codeB) = (codes[a], codes[b])
        if codeA == 0 || codeB == 0 { return 0 }
        let (placeA, placeB) = (places[Int(codeA)], places[Int(codeB)])
        guard placeA.isKnown, placeB.isKnown else { return 0 }
        if codeA == codeB { return 1 }
        if placeA.isSameByHistory(as: placeB) { return 2 }
        if placeA.department == placeB.department { return placeA.isAbroad ? 4 : 3 }
        return 5
    }

    func frequencyShift(_ a: Int, _ b: Int, level: Int) -> Float { level == 1 ? frequencies.shift(codes[a]) : 0 }
}

/// A place of birth as its INSEE code tells it.
struct BirthPlace: Sendable, Hashable {
    /// The first two characters, three overseas; 99 abroad.
    let department: String
    /// The last three characters.
    let tail: String
    /// The code after mergers of communes, Paris, Lyon and Marseille without arrondissement, Corsica as 20.
    let canonical: String

    /// Nothing is known of a code of another length, or of `00000` and `99999`.
    let isKnown: Bool
    var isAbroad: Bool { department == "99" }

    /// Departments that Seine (75) and Seine-et-Oise (78) were parted into in 1968; tails were kept.
    private static let parisRegion: Set<String> = ["75", "78", "91", "92", "93", "94", "95"]
    /// Codes used before independence, and the country's code since.
    private static let formerDepartments = ["91": "99352", "92": "99352", "93": "99352", "94": "99352"]
    private static let formerProtectorates = ["95": "99350", "96": "99351"]

    init(_ code: String, successors: [String: String] = [:]) {
        isKnown = code.utf8.count == 5 && code != "00000" && code != "99999"
        let present = successors[code] ?? code
        department = String(present.prefix(present.hasPrefix("97") || present.hasPrefix("98") ? 3 : 2))
        tail = String(present.suffix(3))
        canonical = BirthPlace.canonical(present)
    }

    private static func canonical(_ code: String) -> String {
        let tail = String(code.suffix(3))
        switch code.prefix(3) {
        case "751": return "75056"
        case "132": return Int(code).map { (13201...13216).contains($0) } == true ? "13055" : code
        case "693": return Int(code).map { (69381...69389).contains($0) } == true ? "69123" : code
        default: break
        }
        return code.hasPrefix("2A") || code.hasPrefix("2B") ? "20" + tail : code
    }

    func isSameByHistory(as other: BirthPlace) -> Bool {
        if canonical == other.canonical { return true }
        if tail == other.tail, BirthPlace.parisRegion.contains(department),
            BirthPlace.parisRegion.contains(other.department)
        {
            return true
        }
        return isFormerCode(of: other) || other.isFormerCode(of: self)
    }

    /// The department, or the country: what two sources can be held to agree on when they write other codes for one
    /// birth. Communes merge within a department, Corsica was 20, seven departments were Seine and Seine-et-Oise until
    /// 1968, and four of them had the codes of Algeria before: those say nothing of older births.
    func region(birthYear: Int?) -> String? {
        guard isKnown else { return nil }
        if isAbroad { return canonical }
        if canonical.hasPrefix("20") { return "20" }
        guard BirthPlace.parisRegion.contains(department), (birthYear ?? 0) < 1968 else {
            return BirthPlace.formerProtectorates[department] ?? department
        }
        let mayBeAbroad = department != "75" && department != "78" && (birthYear ?? 0) < 1963
        return mayBeAbroad ? nil : "75"
    }

    private func isFormerCode(of country: BirthPlace) -> Bool {
        guard country.isAbroad else { return false }
        return BirthPlace.formerDepartments[department] == country.canonical
            || BirthPlace.formerProtectorates[department] == country.canonical
    }
}
