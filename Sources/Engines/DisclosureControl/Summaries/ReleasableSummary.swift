package import HealthModel

/// A figure of a quantity that may be shown, or why it may not.
package enum ReleasableNumber: Sendable, Hashable {
    /// To three significant digits.
    case rounded(Double)
    case withheld(reason: Phrase)

    /// The rounded number; nil when it is withheld.
    package var number: Double? {
        if case .rounded(let number) = self { return number }
        return nil
    }

    /// Why it is withheld; nil when it is told.
    package var reason: Phrase? {
        if case .withheld(let reason) = self { return reason }
        return nil
    }
}

/// A quantity in a group of persons, as it may be shown. Never a smallest nor a largest value: those are one person's.
package struct ReleasableSummary: Sendable, Hashable {
    package let persons: ReleasableCount
    package let mean: ReleasableNumber
    package let standardDeviation: ReleasableNumber
    package let lowerQuartile: ReleasableNumber
    package let median: ReleasableNumber
    package let upperQuartile: ReleasableNumber
}
