import HealthModel

/// Withholds counts that leave out fewer persons than the threshold: "all but three" tells about the three.
struct ComplementStep: CountStep {
    func apply(_ count: CountUnderReview, _ policy: DisclosurePolicy) -> CountStepOutcome {
        guard let universe = count.universe, count.exact > 0, universe - count.exact < policy.thresholdPersons else {
            return .goesOn(count)
        }
        return .withheld(
            Phrase(
                fr: "Non communiqué : presque toute la population y serait, à moins de "
                    + "\(policy.thresholdPersons) personnes près.",
                en: "Withheld: nearly the whole population would be in it, all but fewer than "
                    + "\(policy.thresholdPersons) persons."))
    }
}
