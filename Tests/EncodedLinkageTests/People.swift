import EncodedLinkage
import HealthModel
import HubTestSupport

/// Synthetic persons: frequent and rare names, dates and places, and the errors of a second source.
struct People {
    static let firstNames = [
        "MARIE", "JEAN", "PIERRE", "MICHEL", "ANDRE", "PHILIPPE", "NATHALIE", "ISABELLE", "SYLVIE", "CATHERINE",
        "LOUIS",
        "ALAIN", "JACQUES", "MONIQUE", "NICOLAS", "STEPHANE", "SANDRINE", "VALERIE", "THOMAS", "JULIE", "CAMILLE",
        "LUCIE", "ANTOINE", "MATHILDE", "HUGO", "EMMA", "CHLOE", "THEO", "KARIM", "FATIMA", "YASMINE", "BRUNO",
    ]
    static let roots = [
        "MART", "BERN", "DUB", "THOM", "ROB", "RICH", "PET", "DUR", "LER", "MOR", "SIM", "LAUR", "LEF", "MICH", "GARC",
        "DAV", "BERTR", "ROU", "VINC", "FOURN", "GIR", "BONN", "DUP", "LAMB", "FONT", "ROUSS", "BLANCH", "GUER", "MULL",
    ]
    static let ends = ["IN", "ARD", "OIS", "ET", "AND", "EAU", "IER", "ON", "E", "EZ", "OT", "AUD"]

    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func person() -> IdentityTraits {
        let year = Int.random(in: 1930...2015, using: &generator)
        let month = Int.random(in: 1...12, using: &generator)
        let day = Int.random(in: 1...28, using: &generator)
        let place = Int.random(in: 1001...95999, using: &generator)
        return IdentityTraits(
            birthName: frequent(People.roots) + frequent(People.ends), givenNames: frequent(People.firstNames),
            birthDate: "\(year)-\(two(month))-\(two(day))", sex: Bool.random(using: &generator) ? .male : .female,
            birthPlace: five(place), postalCode: five(Int.random(in: 100...959, using: &generator) * 100))
    }

    mutating func persons(_ count: Int) -> [IdentityTraits] { (0..<count).map { _ in person() } }

    /// The same person as another source wrote them: one in three with an error.
    mutating func miswritten(_ person: IdentityTraits) -> IdentityTraits {
        var copy = person
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: copy.birthName.removeLast()
        case 1: copy.givenNames += "E"
        case 2: copy.postalCode = "75001"
        case 3: copy.birthPlace = ""
        default: break
        }
        return copy
    }

    /// A row with a token that depends on the number only.
    static func row(_ number: Int, _ person: IdentityTraits) -> EncodedFileMaker.Row {
        var generator = SeededGenerator(seed: UInt64(number) &* 7919 &+ 3)
        let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return EncodedFileMaker.Row(token: RowToken(bytes: bytes), traits: Nominative(person))
    }

    static func rows(_ persons: [IdentityTraits], from first: Int = 0) -> [EncodedFileMaker.Row] {
        persons.enumerated().map { row(first + $0, $1) }
    }

    /// Earlier values are more frequent, as names are.
    private mutating func frequent(_ values: [String]) -> String {
        let draw = Double.random(in: 0..<1, using: &generator)
        return values[min(values.count - 1, Int(Double(values.count) * draw * draw))]
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private func five(_ number: Int) -> String { String("0000\(number)".suffix(5)) }
}

/// A key that only tests use.
func testKey(_ project: String = "test", first: UInt8 = 1) throws -> EncodingKey {
    try EncodingKey(master: Array(first..<(first + 32)), project: project)
}

/// Common bits by the plainest loop: what every variant must agree with.
func naiveDice(_ first: [UInt64], _ second: [UInt64]) -> DiceScore {
    var counts = (0, 0, 0)
    for (one, two) in zip(first, second) {
        for bit in 0..<64 {
            let pair = (one >> UInt64(bit) & 1, two >> UInt64(bit) & 1)
            counts.0 += Int(pair.0)
            counts.1 += Int(pair.1)
            counts.2 += Int(pair.0 & pair.1)
        }
    }
    return DiceScore(common: counts.2, first: counts.0, second: counts.1)
}
