import HealthModel

/// Withholds counts of fewer persons than the threshold; zero too, unless saying it harms nobody.
struct ThresholdStep: CountStep {
    func apply(_ count: CountUnderReview, _ policy: DisclosurePolicy) -> CountStepOutcome {
        if count.exact == 0, !count.isZeroSensitive { return .goesOn(count) }
        return count.exact < policy.thresholdPersons ? .withheld(.tooFew(policy)) : .goesOn(count)
    }
}

extension Phrase {
    static func tooFew(_ policy: DisclosurePolicy) -> Phrase {
        Phrase(
            fr: "Non communiqué : moins de \(policy.thresholdPersons) personnes (peut-être aucune).",
            en: "Withheld: fewer than \(policy.thresholdPersons) persons (perhaps none).")
    }
}
