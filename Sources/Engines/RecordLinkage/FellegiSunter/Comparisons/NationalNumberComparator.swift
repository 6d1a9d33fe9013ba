/// National numbers. Sex, year, month and place of birth are parts of the number, so a number counts as certified only
/// when it agrees with its own record: what is left to compare is whose it is.
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
        ComparisonLevel("same number, not certified", m: 0.05),
        ComparisonLevel("one error in the number", m: 0.01),
        ComparisonLevel("waiting number, or number of another civil sex", m: 0.002),
        ComparisonLevel("two certified numbers", m: 0.0005),
        ComparisonLevel("different, not both certified", m: 0.3375),
    ]
    let bits: [UInt64]
    private let traits: [UInt8]

    init(table: RecordTable, column: String) { (bits, traits) = table.numbers(column) }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        let (left, right) = (bits[a], bits[b])
        if left == 0 || right == 0 { return 0 }
        let traitsA = PackedNumber.Traits(rawValue: traits[a])
        let traitsB = PackedNumber.Traits(rawValue: traits[b])
        let isCertified = traitsA.contains(.isOwn) && traitsB.contains(.isOwn)
        if left == right { return isCertified ? NationalNumberComparator.certifiedEqual : 2 }
        if isFlawed(traitsA) || isFlawed(traitsB) {
            let isNear =
                PackedNumber.differenceCount(left, right) == 1 || PackedNumber.isTransposed(left, right)
            if isNear { return 3 }
        }
        let birthParts = PackedNumber.birthPart(left) == PackedNumber.birthPart(right)
        if birthParts, PackedNumber.character(left, 0) != PackedNumber.character(right, 0) { return 4 }
        if traitsA.contains(.isProvisional) || traitsB.contains(.isProvisional) { return 4 }
        return isCertified ? NationalNumberComparator.certifiedDifferent : 6
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
