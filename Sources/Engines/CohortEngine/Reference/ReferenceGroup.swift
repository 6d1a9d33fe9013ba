import HealthModel

/// The event around which windowed criteria look, in one observation period.
struct IndexEvent {
    let person: Int64
    let start: Day
    let end: Day?
    let period: Period
    let visit: Int64?
}

/// Whether a group holds for an index event, and what each member found.
struct GroupOutcome {
    let holds: Bool
    let members: [MemberOutcome]
}

/// Whether a member of a group holds, and why.
struct MemberOutcome {
    enum Finding {
        /// The events found, and the figure that was compared: events, or different values.
        case criterion(WindowedCriterion, events: [ReferenceEvent], count: Int)
        case demographic(DemographicCriterion)
        indirect case group(CriteriaGroup, GroupOutcome)
    }

    let holds: Bool
    let finding: Finding
}

/// A group with its criteria made ready to be asked.
final class ReferenceGroup {
    private let group: CriteriaGroup
    private let criteria: [(windowed: WindowedCriterion, asked: ReferenceCriterion)]
    private let demographics: [(criterion: DemographicCriterion, predicates: [EventPredicate])]
    private let groups: [ReferenceGroup]
    private let context: ReferenceContext

    init(_ group: CriteriaGroup, _ context: ReferenceContext) {
        self.group = group
        self.context = context
        criteria = group.criteria.map { windowed in
            (windowed, ReferenceCriterion(windowed.criterion, counting: windowed.occurrence.distinct, context))
        }
        demographics = group.demographics.map { ($0, $0.predicates(context.reading)) }
        groups = group.groups.map { ReferenceGroup($0, context) }
    }

    /// "Group Type ALL (= number of members), ANY (>0), AT_LEAST n, AT_MOST n. Empty group = every event passes."
    func outcome(around index: IndexEvent) -> GroupOutcome {
        let members =
            criteria.map { outcome($0.windowed, $0.asked, index) }
            + demographics.map {
                MemberOutcome(holds: satisfies($0.predicates, index), finding: .demographic($0.criterion))
            }
            + groups.map { inner in
                let outcome = inner.outcome(around: index)
                return MemberOutcome(holds: outcome.holds, finding: .group(inner.group, outcome))
            }
        let count = members.count(where: \.holds)
        let holds =
            switch group.quantifier {
            case _ where members.isEmpty: true
            case .all: count == members.count
            case .any: count > 0
            case .atLeast(let wanted): count >= wanted
            case .atMost(let wanted): count <= wanted
            }
        return GroupOutcome(holds: holds, members: members)
    }

    /// "DemographicCriteria: Age at P.start, Gender, Race, Ethnicity, OccurrenceStart/EndDate on P."
    private func satisfies(_ predicates: [EventPredicate], _ index: IndexEvent) -> Bool {
        guard context.data.value("person", index.person, "person_id") != nil else { return false }
        let subject = PredicateSubject(data: context.data, person: index.person, start: index.start, end: index.end)
        return predicates.allSatisfy { subject.satisfies($0, context.sets) }
    }

    /// "Occurrence: Type 0 exactly, 1 at most, 2 at least; IsDistinct counts distinct CountColumn; distinct nulls do
    /// not count."
    private func outcome(
        _ windowed: WindowedCriterion, _ asked: ReferenceCriterion, _ index: IndexEvent
    ) -> MemberOutcome {
        let events = asked.events(of: index.person).filter { windowed.admits($0, around: index) }
        var count = events.count
        if windowed.occurrence.distinct != nil {
            count = Set(events.map(\.counted)).subtracting([.unknown]).count
        }
        let holds =
            switch windowed.occurrence.comparison {
            case .exactly: count == windowed.occurrence.count
            case .atMost: count <= windowed.occurrence.count
            case .atLeast: count >= windowed.occurrence.count
            }
        return MemberOutcome(holds: holds, finding: .criterion(windowed, events: events, count: count))
    }
}

extension WindowedCriterion {
    /// "Windowed criterion for index event P, candidate A (same person): unless IgnoreObservationPeriod, A.start within
    /// [P.op_start, P.op_end]. RestrictVisit: equal visit_occurrence_id (nulls never match)."
    fileprivate func admits(_ event: ReferenceEvent, around index: IndexEvent) -> Bool {
        if !ignoresObservationPeriod, !index.period.contains(event.start) { return false }
        // "StartWindow: x = A.start (A.end if UseEventEnd)."
        let looked = startWindow.usesEventEnd == true ? event.end : event.start
        guard admits(looked, startWindow, index) else { return false }
        // "EndWindow: its x defaults to A.end when UseEventEnd is absent."
        if let endWindow {
            let looked = endWindow.usesEventEnd == false ? event.start : event.end
            guard admits(looked, endWindow, index) else { return false }
        }
        if restrictsToVisit {
            guard let visit = event.visit, visit == index.visit else { return false }
        }
        return true
    }

    private func admits(_ day: Day?, _ window: Window, _ index: IndexEvent) -> Bool {
        let origin = window.usesIndexEnd ? index.end : index.start
        return isOnTheRightSide(day, of: window.start, origin, index) { $0 >= $1 }
            && isOnTheRightSide(day, of: window.end, origin, index) { $0 <= $1 }
    }

    /// "Bounds = P.start (P.end if UseIndexEnd) + Coeff*Days; Days null = op_start (Coeff -1) / op_end (Coeff +1), or no
    /// bound if IgnoreObservationPeriod."
    private func isOnTheRightSide(
        _ day: Day?, of endpoint: Window.Endpoint, _ origin: Day?, _ index: IndexEvent, _ isRight: (Day, Day) -> Bool
    ) -> Bool {
        let bound: Day?
        switch endpoint {
        case .edgeBefore where ignoresObservationPeriod, .edgeAfter where ignoresObservationPeriod: return true
        case .days(let days, _): bound = origin.map { $0 + days }
        case .edgeBefore: bound = index.period.start
        case .edgeAfter: bound = index.period.end
        }
        guard let day, let bound else { return false }
        return isRight(day, bound)
    }
}
