/// Decides what may leave: the way from exact figures to `Releasable` ones.
package struct Disclosure: Sendable {
    package let policy: DisclosurePolicy

    package init(policy: DisclosurePolicy = .national) { self.policy = policy }

    /// The steps of every count, in order.
    private static let steps: [any CountStep] = [ThresholdStep(), ComplementStep(), RoundingStep()]

    /// A number of persons. `universe` is how many could have been counted.
    package func count(
        _ exact: Int, of universe: Int? = nil, isZeroSensitive: Bool = true
    ) throws(DisclosureError) -> Releasable<ReleasableCount> {
        guard exact >= 0 else { throw .negativeCount }
        return Releasable(checked: review(exact, of: universe, isZeroSensitive: isZeroSensitive))
    }

    func review(_ exact: Int, of universe: Int? = nil, isZeroSensitive: Bool = true) -> ReleasableCount {
        var count = CountUnderReview(
            exact: exact, universe: universe, isZeroSensitive: isZeroSensitive, number: exact)
        for step in Disclosure.steps {
            switch step.apply(count, policy) {
            case .goesOn(let next): count = next
            case .withheld(let reason): return .withheld(reason: reason)
            }
        }
        return .exactlyRounded(count.number)
    }
}
