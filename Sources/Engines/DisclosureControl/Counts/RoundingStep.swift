/// Rounds to the nearest multiple of the base.
struct RoundingStep: CountStep {
    func apply(_ count: CountUnderReview, _ policy: DisclosurePolicy) -> CountStepOutcome {
        var rounded = count
        rounded.number = policy.rounded(count.number)
        return .goesOn(rounded)
    }
}
