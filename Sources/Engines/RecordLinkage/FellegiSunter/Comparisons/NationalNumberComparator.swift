/// National numbers. Sex, year, month and place of birth are parts of the number, so a number counts as certified only
/// when it agrees with its own record: what is left to compare is whose it is.
///
/// A wrong sex or birth date makes a number that is not certified of one that would be. So that the error does not count
/// twice, records of different or unknown sex and birth month are a stratum of their own.
final class NationalNumberComparator: Comparator {
    /// Chance that two people of one sex, month and place of birth bear one certified number, by error. It is given that
    /// these parts agree, which the other comparisons weigh: no part counts twice.
    static let sameNumberChance = 1e-3
    static let sameNumberChanceInFamily = 1e-4
    static let certifiedEqual = 1
    static let certifiedDifferent = 5
    let levels: [ComparisonLevel] = [
        .missing,
        ComparisonLevel(
            "same certified number", m: 0.6, fixedU: sameNumberChance, familyChanceMax: sameNumberChanceInFamily),
        ComparisonLevel("same number, not certified", m: 0.05, fixedU: sameNumberChance),
        ComparisonLevel("one error in the number", m: 0.01, fixedU: sameNumberChance),
        ComparisonLevel("waiting number, or number of another civil sex", m: 0.002),
        ComparisonLevel("two certified numbers", m: 0.0005),
        ComparisonLevel("different, not both certified", m: 0.3375),
        ComparisonLevel("same number, birth data differ or unknown", m: 0.75, stratum: 1),
        ComparisonLevel("one error in the number, birth data differ or unknown", m: 0.05, stratum: 1),
        ComparisonLevel("different, birth data differ or unknown", m: 0.1995, stratum: 1),
        ComparisonLevel("two certified numbers, birth data differ or unknown", m: 0.0005, stratum: 1),
    ]
    let bits: [UInt64]
    private let traits: [UInt8]
    private let sexes: [UInt32]
    private let dates: [Int32]

    init(table: RecordTable, column: String, sex: String?, date: String?) {
        (bits, traits) = table.numbers(column)
        sexes = table.codes(sex)
        dates = table.dates(date)
    }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        let (left, right) = (bits[a], bits[b])
        if left == 0 || right == 0 { return 0 }
        let traitsA = PackedNumber.Traits(rawValue: traits[a])
        let traitsB = PackedNumber.Traits(rawValue: traits[b])
        let isCertified = traitsA.contains(.isOwn) && traitsB.contains(.isOwn)
        if left == right {
            if isCertified { return NationalNumberComparator.certifiedEqual }
            return hasOneBirth(a, b) ? 2 : 7
        }
        if isFlawed(traitsA) || isFlawed(traitsB) {
            let isNear =
                PackedNumber.differenceCount(left, right) == 1 || PackedNumber.isTransposed(left, right)
            if isNear { return hasOneBirth(a, b) ? 3 : 8 }
        }
        let birthParts = PackedNumber.birthPart(left) == PackedNumber.birthPart(right)
        if birthParts, PackedNumber.character(left, 0) != PackedNumber.character(right, 0) { return 4 }
        if traitsA.contains(.isProvisional) || traitsB.contains(.isProvisional) { return 4 }
        if isCertified { return hasOneBirth(a, b) ? NationalNumberComparator.certifiedDifferent : 10 }
        return hasOneBirth(a, b) ? 6 : 9
    }

    /// Whether both records have the sex, birth year and month that a number tells, and the same.
    private func hasOneBirth(_ a: Int, _ b: Int) -> Bool {
        if !sexes.isEmpty, sexes[a] != sexes[b] || sexes[a] == 0 { return false }
        return dates.isEmpty || (dates[a] / 100 == dates[b] / 100 && dates[a] != 0)
    }

    /// A wrong key, or none to tell.
    private func isFlawed(_ traits: PackedNumber.Traits) -> Bool { !traits.contains(.hasKey) }

    /// Whether the pair's truth is known: both numbers certified, equal or not. Nil when it is not.
    func truth(_ a: Int, _ b: Int) -> Bool? {
        guard bits[a] != 0, bits[b] != 0, PackedNumber.Traits(rawValue: traits[a]).contains(.isOwn),
            PackedNumber.Traits(rawValue: traits[b]).contains(.isOwn)
        else { return nil }
        return bits[a] == bits[b]
    }

    func isCertified(_ record: Int) -> Bool { PackedNumber.Traits(rawValue: traits[record]).contains(.isOwn) }
}
