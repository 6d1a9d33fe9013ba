/// The figures below which nothing leaves, and how the rest is blurred.
package struct DisclosurePolicy: Sendable, Hashable {
    /// A count of fewer persons is withheld; so is a difference between two answers that would show fewer.
    package let thresholdPersons: Int
    /// Released counts are rounded to the nearest multiple.
    package let roundingBase: Int

    /// The threshold of the French national health data system, and the rounding of OpenSAFELY.
    package static let national = DisclosurePolicy(checkedThreshold: 11, roundingBase: 5)

    /// A threshold below 5, or a rounding of more than the threshold, is refused.
    package init(thresholdPersons: Int, roundingBase: Int) throws(DisclosureError) {
        guard thresholdPersons >= 5 else { throw .badPolicy("thresholdPersons >= 5") }
        guard roundingBase >= 1, roundingBase <= thresholdPersons else {
            throw .badPolicy("1 <= roundingBase <= thresholdPersons")
        }
        self.init(checkedThreshold: thresholdPersons, roundingBase: roundingBase)
    }

    private init(checkedThreshold: Int, roundingBase: Int) {
        thresholdPersons = checkedThreshold
        self.roundingBase = roundingBase
    }

    /// To the nearest multiple of the base, halves up.
    func rounded(_ count: Int) -> Int { (count + roundingBase / 2) / roundingBase * roundingBase }

    /// What a released count can have been: all that a reader may conclude from it.
    package func possibleCounts(of released: Int) -> ClosedRange<Int> {
        let lowest = max(thresholdPersons, released - roundingBase / 2)
        let highest = released - roundingBase / 2 + roundingBase - 1
        return lowest...max(lowest, highest)
    }
}
