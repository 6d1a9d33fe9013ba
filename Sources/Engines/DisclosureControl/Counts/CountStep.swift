import HealthModel

/// A count on its way out.
struct CountUnderReview: Sendable {
    /// The exact number of persons.
    let exact: Int
    /// How many persons could have been counted; nil when no such whole exists.
    let universe: Int?
    /// Whether saying "nobody" tells something about a group, as for a disease in a small town.
    let isZeroSensitive: Bool
    /// The number as the steps so far have made it.
    var number: Int
}

/// One step of disclosure control for counts. To add one: a file beside this one and its place in `Disclosure.steps`.
///
/// Two steps have their place there and none today: snapping (give the stored answer of a set of persons that differs
/// by fewer than the threshold) and noise keyed on the set, both between the complement and the rounding.
protocol CountStep: Sendable {
    func apply(_ count: CountUnderReview, _ policy: DisclosurePolicy) -> CountStepOutcome
}

/// What a step decides.
enum CountStepOutcome: Sendable {
    case goesOn(CountUnderReview)
    case withheld(Phrase)
}
