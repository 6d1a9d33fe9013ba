import HealthModel

extension Disclosure {
    /// Share of the largest value that all but the two largest must reach together (p% rule, SDC Handbook chapter 4).
    static let dominanceShare = 0.1

    /// Mean, spread and quartiles of a quantity.
    ///
    /// Mean and deviation need the threshold of persons, and that no person makes most of the sum. A quantile needs
    /// the threshold on each of its sides: twice for the median, four times for the quartiles. Where everybody has the
    /// same value nothing is told, as the mean would be each one's. What is told has three significant digits.
    /// `group` is how many persons could have had a value.
    package func summary(
        _ exact: NumberSummary, of group: Int? = nil
    ) throws(DisclosureError) -> Releasable<ReleasableSummary> {
        guard exact.persons >= 0 else { throw .negativeCount }
        let persons = review(exact.persons, of: group)
        let mean = refusal(exact) ?? dominance(exact)
        func quantile(_ value: Double, sides: Int) -> ReleasableNumber {
            if let reason = refusal(exact) { return .withheld(reason: reason) }
            let needed = sides * policy.thresholdPersons
            return exact.persons < needed ? .withheld(reason: .sideTooSmall(policy)) : .rounded(value.significant)
        }
        func moment(_ value: Double) -> ReleasableNumber {
            mean.map { .withheld(reason: $0) } ?? .rounded(value.significant)
        }
        return Releasable(
            checked: ReleasableSummary(
                persons: persons, mean: moment(exact.mean), standardDeviation: moment(exact.standardDeviation),
                lowerQuartile: quantile(exact.lowerQuartile, sides: 4), median: quantile(exact.median, sides: 2),
                upperQuartile: quantile(exact.upperQuartile, sides: 4)))
    }

    private func refusal(_ exact: NumberSummary) -> Phrase? {
        if exact.persons < policy.thresholdPersons { return .tooFew(policy) }
        // Deviations of equal values may come out as rounding noise; what is not a number is not told either.
        guard exact.standardDeviation > 1e-9 * max(1, exact.mean.magnitude) else { return .sameValue }
        return nil
    }

    private func dominance(_ exact: NumberSummary) -> Phrase? {
        let others = exact.absoluteSum - exact.largest - exact.secondLargest
        return others < Disclosure.dominanceShare * exact.largest ? .dominated : nil
    }
}

extension Double {
    /// To three significant digits.
    var significant: Double {
        guard isFinite, self != 0 else { return self }
        var scale = 1.0
        var size = magnitude
        while size >= 1_000 {
            size /= 10
            scale /= 10
        }
        while size < 100, scale < 1e12 {
            size *= 10
            scale *= 10
        }
        return (self * scale).rounded() / scale
    }
}

extension Phrase {
    fileprivate static let sameValue = Phrase(
        fr: "Non communiqué : tous ont la même valeur.", en: "Withheld: everybody has the same value.")
    fileprivate static let dominated = Phrase(
        fr: "Non communiqué : une personne fait l’essentiel de la somme.",
        en: "Withheld: one person makes most of the sum.")

    fileprivate static func sideTooSmall(_ policy: DisclosurePolicy) -> Phrase {
        Phrase(
            fr: "Non communiqué : moins de \(policy.thresholdPersons) personnes d’un côté de cette valeur.",
            en: "Withheld: fewer than \(policy.thresholdPersons) persons on one side of this value.")
    }
}
