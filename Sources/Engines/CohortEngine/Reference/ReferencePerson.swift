import HealthModel

/// What became of one person: every primary event with its fate, and the memberships.
struct PersonOutcome {
    let person: Int64
    /// Events of the primary criteria, observed or not, in the order in which they are numbered.
    var events: [PrimaryOutcome]
    /// First and last day of each membership.
    var memberships: [Period] = []
}

/// One event of the primary criteria in one observation period, and how far it came.
struct PrimaryOutcome {
    let event: ReferenceEvent
    /// Which primary criterion found it, from 0.
    let criterion: Int
    /// Nil when no observation period contains it.
    let period: Period?
    /// Its place among the events that are observed long enough, from 1: the event number of all later steps.
    var number: Int?
    var fate: CohortEvidence.Fate
    var additional: GroupOutcome?
    /// One outcome per rule, for qualified events.
    var rules: [GroupOutcome] = []
    /// Every candidate for the end of membership that is not before the start, in no order.
    var ends: [EndCandidate] = []

    var isQualified: Bool { fate >= .failsRules }
    /// "mask = Σ 2^i of satisfied rules".
    var mask: Int { rules.enumerated().reduce(0) { $1.element.holds ? $0 | 1 << $1.offset : $0 } }
    /// The candidate that ends membership: the earliest.
    var end: EndCandidate? { ends.min { $0.day < $1.day } }

    func index(of person: Int64) -> IndexEvent? {
        period.map { IndexEvent(person: person, start: event.start, end: event.end, period: $0, visit: event.visit) }
    }
}

/// A day on which membership may end.
struct EndCandidate {
    let reason: CohortEvidence.EndReason
    let day: Day
}
