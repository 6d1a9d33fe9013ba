/// One degree of agreement of a comparison, from the strictest to "else".
package struct ComparisonLevel: Sendable, Hashable, Codable {
    package let name: String
    /// m and u of the levels of one stratum sum to 1: the level is conditional on it (both women, same birth year…).
    package let stratum: Int
    /// A value is missing: the level says nothing and is not trained.
    package let isNull: Bool
    /// Where the estimation of m starts.
    package let startingM: Double
    /// u when it is known beforehand and not sampled.
    package let fixedU: Double?
    /// Chance among twins and kin at most; nil for no bound.
    package let familyChanceMax: Double?

    package init(
        _ name: String, m: Double, stratum: Int = 0, fixedU: Double? = nil, familyChanceMax: Double? = nil
    ) {
        self.name = name
        self.stratum = stratum
        isNull = false
        startingM = m
        self.fixedU = fixedU
        self.familyChanceMax = familyChanceMax
    }

    private init() {
        name = "missing"
        stratum = -1
        isNull = true
        startingM = 1
        fixedU = nil
        familyChanceMax = nil
    }

    /// Level 0 of every comparison.
    package static let missing = ComparisonLevel()
}

/// What members of a family share of a comparison: twins, and other kin, are classes of pairs of their own beside
/// matches and non-matches.
package enum HouseholdRole: String, Codable, Sendable {
    /// Kin agree on it as one person does with himself (family name).
    case inherited
    /// Twins agree on it as one person does with himself, other kin by chance (birth date).
    case twins
    /// Kin agree on it by chance only (given name).
    case individual
    /// Its agreement among kin is estimated (sex, birth place, residence, number).
    case free
}

/// A comparison of two records on one trait, or on several that are not independent.
package protocol Comparator: Sendable {
    /// The first level is "missing".
    var levels: [ComparisonLevel] { get }
    /// The level of a pair of records.
    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int
    /// Term frequency: log2 of the frequency of the value agreed on over the mean chance to agree; 0 when none.
    func frequencyShift(_ a: Int, _ b: Int, level: Int) -> Float
}

extension Comparator {
    package func frequencyShift(_ a: Int, _ b: Int, level: Int) -> Float { 0 }
}

/// Working memory of one thread: similarities of names already compared.
package final class ComparisonScratch {
    private static let slotBits = 17
    private var keys = [UInt64](repeating: 0, count: 1 << slotBits)
    private var similarities = [UInt8](repeating: 0, count: 1 << slotBits)

    package init() {}

    /// Similarity of two values of a dictionary in 200ths: Jaro-Winkler, and 186 at least for one edit in 5 letters.
    func similarity(_ left: UInt32, _ right: UInt32, _ values: ValueDictionary) -> UInt8 {
        if left == right { return 200 }
        let key = left < right ? UInt64(left) << 32 | UInt64(right) : UInt64(right) << 32 | UInt64(left)
        let slot = Int(truncatingIfNeeded: mixed(key)) & (1 << ComparisonScratch.slotBits - 1)
        if keys[slot] == key { return similarities[slot] }
        let a = values.range(left)
        let b = values.range(right)
        var score = UInt8(TextSimilarity.jaroWinkler(values.bytes, a, values.bytes, b) * 200)
        if score < 186, min(a.count, b.count) >= 5, TextSimilarity.isOneEdit(values.bytes, a, values.bytes, b) {
            score = 186
        }
        keys[slot] = key
        similarities[slot] = score
        return score
    }
}

/// A probability as a similarity in 200ths.
func hundredths(_ threshold: Double) -> UInt8 { UInt8((threshold * 200).rounded()) }
