import HealthModel

/// When the membership that an included event starts may end.
struct ReferenceEnds {
    private let strategy: EndStrategy?
    private let exposures: [Span]
    private let censoringStarts: [(criterion: Int, day: Day)]

    /// What is the same for all events of the person: continuous exposures and censoring events.
    init(definition: CohortDefinition, censoring: [ReferenceCriterion], person: Int64, context: ReferenceContext) {
        strategy = definition.endStrategy
        if case .continuousExposure(let exposure) = definition.endStrategy {
            exposures = ReferenceEnds.continuous(exposure, of: person, context)
        } else {
            exposures = []
        }
        censoringStarts = censoring.enumerated()
            .flatMap { criterion, asked in asked.events(of: person).map { (criterion, $0.start) } }
    }

    /// "Candidates = {op_end unless EndStrategy is DateOffset} ∪ {strategy end} ∪ {earliest censoring event start with
    /// start_date <= c.start <= op_end}."
    func candidates(of index: IndexEvent) -> [EndCandidate] {
        var candidates: [EndCandidate] = []
        switch strategy {
        case .offset(let days, let date):
            // "DateOffset: min(field + offset, op_end)."
            if let field = date == .start ? index.start : index.end {
                candidates.append(EndCandidate(reason: .dateOffset, day: min(field + days, index.period.end)))
            }
        case .continuousExposure:
            candidates.append(EndCandidate(reason: .observationPeriod, day: index.period.end))
            // "The event takes the era that contains its start; if none, op_end remains."
            for span in exposures where span.start <= index.start && index.start <= span.end {
                candidates.append(EndCandidate(reason: .continuousExposure, day: span.end))
            }
        case nil: candidates.append(EndCandidate(reason: .observationPeriod, day: index.period.end))
        }
        for (criterion, day) in censoringStarts where index.start <= day && day <= index.period.end {
            candidates.append(EndCandidate(reason: .censoring(criterion), day: day))
        }
        return candidates
    }

    /// "era = persistence of exposures of the codeset (drug_concept_id or drug_source_concept_id), each [start,
    /// end+gap+offset] with end = COALESCE(end_date, start+days_supply, start+1) or start+DaysSupplyOverride; merge
    /// overlapping/touching; era_end = max - gap (offset stays in)."
    private static func continuous(
        _ exposure: ContinuousExposure, of person: Int64, _ context: ReferenceContext
    ) -> [Span] {
        let table = context.data.sample.table("drug_exposure")
        let drugs = context.sets.concepts(exposure.drugSetID)
        var spans: [Span] = []
        for row in context.data.rows(of: person, in: table.name) {
            let concepts = [table[row, "drug_concept_id"].whole, table[row, "drug_source_concept_id"].whole]
            guard concepts.contains(where: { $0.map(drugs.contains) ?? false }),
                let start = table[row, "drug_exposure_start_date"].day
            else { continue }
            var end = start + 1
            if let days = exposure.daysSupply {
                end = start + days
            } else if let stored = table[row, "drug_exposure_end_date"].day {
                end = stored
            } else if let supplied = table[row, "days_supply"].whole.flatMap({ start.moved(by: $0) }) {
                end = supplied
            }
            spans.append(Span(start: start, end: end + exposure.offsetDays))
        }
        return Span.merged(spans, padDays: exposure.gapDays)
    }
}

/// Two days, of which the second may come first: an exposure shortened by a negative offset.
struct Span {
    let start: Day
    let end: Day

    /// "Merge rows with start <= running max(end + pad); end = max - pad. Pad 0 still merges overlapping and same-day
    /// touching rows; adjacent days do not merge." Of spans with the same start the longest comes first.
    static func merged(_ spans: [Span], padDays: Int) -> [Span] {
        var merged: [Span] = []
        for span in spans.sorted(by: { $0.start == $1.start ? $0.end > $1.end : $0.start < $1.start }) {
            if let open = merged.last, span.start <= open.end + padDays {
                merged[merged.count - 1] = Span(start: open.start, end: max(open.end, span.end))
            } else {
                merged.append(span)
            }
        }
        return merged
    }
}
