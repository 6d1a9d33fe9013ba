/// How many of a group have something, and what share of the group that is, as it may be shown.
package struct ReleasableShare: Sendable, Hashable {
    package let persons: ReleasableCount
    /// Percent of the group to one decimal, from the rounded counts and never from the exact ones; nil when withheld.
    package let percent: Double?
    /// Whether it is withheld because nearly the whole group has it.
    package let isNearlyAll: Bool
    /// What any reader knows of the share, 0...1: from the released counts, or from the rule that withheld it.
    let knownShares: ClosedRange<Double>
}

extension ReleasableShare {
    /// Whether it is withheld without the reader knowing whether it is small: hidden to protect another part.
    package var isHiddenPart: Bool { percent == nil && !isNearlyAll && knownShares == 0...1 }
}
