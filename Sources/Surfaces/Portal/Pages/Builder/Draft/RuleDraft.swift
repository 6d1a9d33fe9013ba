package import CohortEngine

/// An inclusion rule while it is being composed.
package struct RuleDraft: Sendable, Hashable {
    package var name: String
    package var description: String?
    package var quantifier: CriteriaGroup.Quantifier
    package var criteria: [CriterionDraft]
    package var persons: [PersonDraft]
    /// Groups inside the group: told in words, kept as they came.
    package var groups: [CriteriaGroup]

    package init(name: String = "", criteria: [CriterionDraft] = [], persons: [PersonDraft] = []) {
        self.name = name
        quantifier = .all
        self.criteria = criteria
        self.persons = persons
        groups = []
    }

    init(_ rule: InclusionRule) {
        name = rule.name
        description = rule.description
        quantifier = rule.group.quantifier
        criteria = rule.group.criteria.map(CriterionDraft.init)
        persons = rule.group.demographics.map(PersonDraft.init)
        groups = rule.group.groups
    }

    package var rule: InclusionRule {
        InclusionRule(
            name: name, description: description,
            group: CriteriaGroup(
                quantifier, criteria: criteria.map(\.windowed), demographics: persons.map(\.demographic),
                groups: groups))
    }
}

/// An event looked for around the entry event, while it is being composed.
package struct CriterionDraft: Sendable, Hashable {
    package var event: EventDraft
    package var window: Window
    package var occurrence: Occurrence
    package var restrictsToVisit: Bool
    package var ignoresObservationPeriod: Bool
    /// Told in words, kept as it came.
    package var endWindow: Window?

    /// At least once in the year before, the entry day included.
    package static let yearBefore = Window(start: .days(-365, isBefore: true), end: .days(0, isBefore: true))

    package init(_ event: EventDraft, window: Window = yearBefore, occurrence: Occurrence = Occurrence(.atLeast, 1)) {
        self.event = event
        self.window = window
        self.occurrence = occurrence
        restrictsToVisit = false
        ignoresObservationPeriod = false
    }

    init(_ windowed: WindowedCriterion) {
        event = EventDraft(windowed.criterion)
        window = windowed.startWindow
        occurrence = windowed.occurrence
        restrictsToVisit = windowed.restrictsToVisit
        ignoresObservationPeriod = windowed.ignoresObservationPeriod
        endWindow = windowed.endWindow
    }

    package var windowed: WindowedCriterion {
        WindowedCriterion(
            event.criterion, startWindow: window, endWindow: endWindow, occurrence: occurrence,
            restrictsToVisit: restrictsToVisit, ignoresObservationPeriod: ignoresObservationPeriod)
    }
}

/// A condition on the person, while it is being composed: age and sex; the rest is kept as it came.
package struct PersonDraft: Sendable, Hashable {
    package var age: NumberRange?
    package var sexes: [Concept]
    private let other: DemographicCriterion

    package init() { self.init(DemographicCriterion()) }

    init(_ demographic: DemographicCriterion) {
        age = demographic.age
        sexes = demographic.sexes
        other = DemographicCriterion(
            sexSet: demographic.sexSet, races: demographic.races, raceSet: demographic.raceSet,
            ethnicities: demographic.ethnicities, ethnicitySet: demographic.ethnicitySet, start: demographic.start,
            end: demographic.end)
    }

    package var demographic: DemographicCriterion {
        DemographicCriterion(
            age: age, sexes: sexes, sexSet: other.sexSet, races: other.races, raceSet: other.raceSet,
            ethnicities: other.ethnicities, ethnicitySet: other.ethnicitySet, start: other.start, end: other.end)
    }

    /// The part without fields of its own; nil when there is none.
    package var advanced: DemographicCriterion? { other == DemographicCriterion() ? nil : other }
}
