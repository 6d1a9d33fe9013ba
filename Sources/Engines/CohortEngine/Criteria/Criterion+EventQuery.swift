extension Criterion {
    /// The criterion as a neutral question to one table.
    package func eventQuery(_ reading: CohortReading) -> EventQuery {
        let type = type
        let source = type.source
        var membership: [EventQuery.Membership] = []
        if let conceptSetID, let column = source.concept {
            membership.append(EventQuery.Membership(column: column, conceptSetID: conceptSetID))
        }
        var predicates: [EventPredicate] = []
        var told = DayBounds(start: nil, end: nil)
        for attribute in attributes {
            guard let specification = type.attributes.first(where: { $0.key == attribute.key }) else { continue }
            predicates += specification.predicates(attribute.value, reading)
            if case .membership(let column) = specification.kind, case .conceptSet(let set) = attribute.value {
                membership.append(EventQuery.Membership(column: column, conceptSetID: set))
            }
            if case .period(let bounds) = attribute.value { told = bounds }
        }
        let adjustment = effectiveAdjustment(reading)
        let days = Criterion.days(source, adjustment)
        return EventQuery(
            table: source.table, identifier: source.identifier, start: days.start, end: days.end,
            orderedBy: source.start, visit: source.visit, membership: membership, isFirst: isFirst,
            keepsOrder: adjustment != nil, predicates: predicates, told: told,
            nested: nested.flatMap { $0.isEmpty ? nil : $0 })
    }

    /// The adjustment that the reading applies.
    private func effectiveAdjustment(_ reading: CohortReading) -> DateAdjustment? {
        guard let adjustment, reading == .strict else { return adjustment }
        switch type.adjustment {
        case .asWritten: return adjustment
        case .ownDates:
            return DateAdjustment(
                start: .start, startOffsetDays: adjustment.startOffsetDays, end: .end,
                endOffsetDays: adjustment.endOffsetDays)
        case .ignored: return nil
        }
    }

    private static func days(
        _ source: EventSource, _ adjustment: DateAdjustment?
    ) -> (start: DayExpression, end: DayExpression) {
        guard let adjustment else { return (source.start, source.end) }
        func day(_ date: EventDate) -> DayExpression { date == .start ? source.start : source.end }
        return (
            day(adjustment.start).moved(by: adjustment.startOffsetDays),
            day(adjustment.end).moved(by: adjustment.endOffsetDays)
        )
    }
}
