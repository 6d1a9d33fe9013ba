import HealthModel

/// A definition made ready, and its steps for one person after another.
final class ReferencePipeline {
    private let definition: CohortDefinition
    private let context: ReferenceContext
    private let primary: [ReferenceCriterion]
    private let additional: ReferenceGroup?
    private let rules: [ReferenceGroup]
    private let censoring: [ReferenceCriterion]

    init(_ definition: CohortDefinition, _ context: ReferenceContext) {
        self.definition = definition
        self.context = context
        primary = definition.primary.criteria.map { ReferenceCriterion($0, context) }
        additional = definition.additional.map { ReferenceGroup($0, context) }
        rules = definition.rules.map { ReferenceGroup($0.group, context) }
        censoring = definition.censoring.map { ReferenceCriterion($0, context) }
    }

    /// All steps, in order.
    func outcome(of person: Int64) -> PersonOutcome {
        var outcome = PersonOutcome(person: person, events: primaryEvents(of: person))
        applyPrimaryLimit(&outcome.events)
        applyAdditional(&outcome.events, of: person)
        applyRules(&outcome.events, of: person)
        applyEnds(&outcome.events, of: person)
        let spans = outcome.events.filter { $0.fate == .included }
            .compactMap { event in event.end.map { Span(start: event.event.start, end: $0.day) } }
        outcome.memberships = collapsed(spans).compactMap(censored)
        return outcome
    }

    // MARK: - Primary events

    /// "UNION ALL of the primary criteria, joined with OBSERVATION_PERIOD where op_start <= start_date <= op_end, kept
    /// if op_start + PriorDays <= start_date and start_date + PostDays <= op_end."
    private func primaryEvents(of person: Int64) -> [PrimaryOutcome] {
        let periods = context.data.observationPeriods(of: person)
        var events: [PrimaryOutcome] = []
        for (criterion, asked) in primary.enumerated() {
            for event in asked.events(of: person) {
                let containing = periods.filter { $0.contains(event.start) }
                if containing.isEmpty {
                    events.append(
                        PrimaryOutcome(event: event, criterion: criterion, period: nil, fate: .outsideObservation))
                }
                for period in containing {
                    let isLongEnough =
                        period.start + definition.primary.priorDays <= event.start
                        && event.start + definition.primary.postDays <= period.end
                    events.append(
                        PrimaryOutcome(
                            event: event, criterion: criterion, period: period,
                            fate: isLongEnough ? .included : .observedTooShortly))
                }
            }
        }
        return numbered(events)
    }

    /// "ordinal = row_number() over (partition by person order by sort_date [DESC if limit LAST], event_id)"; ties go to
    /// the earlier criterion, then to the earlier observation period.
    private func numbered(_ events: [PrimaryOutcome]) -> [PrimaryOutcome] {
        let isLast = definition.primary.limit == .last
        var events = events.sorted { left, right in
            if left.event.sortDay != right.event.sortDay {
                return (left.event.sortDay < right.event.sortDay) != isLast
            }
            if left.event.identifier != right.event.identifier { return left.event.identifier < right.event.identifier }
            if left.criterion != right.criterion { return left.criterion < right.criterion }
            guard let first = left.period, let second = right.period else { return right.period != nil }
            return first.start < second.start
        }
        var number = 0
        for place in events.indices where events[place].fate == .included {
            number += 1
            events[place].number = number
        }
        return events
    }

    /// "PrimaryCriteriaLimit First/Last -> ordinal = 1; All -> all. The limit comes after the observation window test,
    /// across all primary criteria together."
    private func applyPrimaryLimit(_ events: inout [PrimaryOutcome]) {
        guard definition.primary.limit != .all else { return }
        for place in events.indices where events[place].fate == .included && events[place].number != 1 {
            events[place].fate = .droppedByPrimaryLimit
        }
    }

    // MARK: - Qualified and included events

    /// "AdditionalCriteria: a group evaluated on primary events. Then QualifiedLimit only if AdditionalCriteria is not
    /// null - an empty group object counts as not null."
    private func applyAdditional(_ events: inout [PrimaryOutcome], of person: Int64) {
        guard let additional else { return }
        for place in events.indices where events[place].fate == .included {
            guard let index = events[place].index(of: person) else { continue }
            let outcome = additional.outcome(around: index)
            events[place].additional = outcome
            if !outcome.holds { events[place].fate = .failsAdditional }
        }
        limit(&events, definition.qualifiedLimit, .droppedByQualifiedLimit)
    }

    /// "InclusionRules 0..n-1, each a group on the qualified events. Included = mask = 2^n - 1. ExpressionLimit applies
    /// to included events."
    private func applyRules(_ events: inout [PrimaryOutcome], of person: Int64) {
        for place in events.indices where events[place].fate == .included {
            guard let index = events[place].index(of: person) else { continue }
            events[place].rules = rules.map { $0.outcome(around: index) }
            if !events[place].rules.allSatisfy(\.holds) { events[place].fate = .failsRules }
        }
        limit(&events, definition.expressionLimit, .droppedByExpressionLimit)
    }

    /// "Limits by start_date only; tie rule: start_date, then primary ordinal ASC."
    private func limit(_ events: inout [PrimaryOutcome], _ limit: EventLimit, _ fate: CohortEvidence.Fate) {
        guard limit != .all else { return }
        let remaining = events.indices.filter { events[$0].fate == .included }
        let kept = remaining.min { left, right in
            let (first, second) = (events[left], events[right])
            if first.event.start != second.event.start {
                return (first.event.start < second.event.start) != (limit == .last)
            }
            return first.number ?? 0 < second.number ?? 0
        }
        for place in remaining where place != kept { events[place].fate = fate }
    }

    // MARK: - Memberships

    /// "The smallest candidate >= start_date wins; an event with no such candidate is dropped."
    private func applyEnds(_ events: inout [PrimaryOutcome], of person: Int64) {
        let included = events.indices.filter { events[$0].fate == .included }
        guard !included.isEmpty else { return }
        let ends = ReferenceEnds(definition: definition, censoring: censoring, person: person, context: context)
        for place in included {
            guard let index = events[place].index(of: person) else { continue }
            events[place].ends = ends.candidates(of: index).filter { $0.day >= index.start }
            if events[place].ends.isEmpty { events[place].fate = .endsBeforeStart }
        }
    }

    /// "Collapse: per person merge rows with start <= running max(end + EraPad); end = max - EraPad."
    private func collapsed(_ spans: [Span]) -> [Span] { Span.merged(spans, padDays: definition.eraPadDays) }

    /// "CensorWindow: clamp start to >= StartDate, end to <= EndDate, drop if start > end."
    private func censored(_ span: Span) -> Period? {
        let start = definition.censorWindow?.start.map { max(span.start, $0) } ?? span.start
        let end = definition.censorWindow?.end.map { min(span.end, $0) } ?? span.end
        return Period(start: start, end: end)
    }
}
