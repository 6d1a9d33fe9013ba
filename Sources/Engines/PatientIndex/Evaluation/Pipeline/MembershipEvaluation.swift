import CohortEngine
import HealthModel

/// One membership, with the person's number in the shard.
struct Membership: Sendable {
    let person: Int32
    let start: Int32
    let end: Int32
}

/// The memberships of a shard.
struct MembershipCount: Sendable {
    var personCount = 0
    var rowCount = 0
    /// Only when asked for.
    var rows: [Membership] = []
}

/// From included events to memberships, in one shard.
struct MembershipEvaluation {
    let compiled: CompiledDefinition
    let groups: GroupEvaluation

    private var scratch: ShardScratch { groups.scratch }
    private var shard: IndexShard { groups.shard }

    /// The included events become spans, and spans that overlap or touch become one membership.
    func evaluate(_ included: EventBits, of index: IndexEvents, wantsRows: Bool)
        throws(CohortEvaluationError) -> MembershipCount
    {
        guard !included.isEmpty else { return MembershipCount() }
        EventSelection.limit(included, of: index, compiled.definition.expressionLimit)
        let events = scratch.borrowIndex()
        let spans = scratch.borrowList()
        defer {
            scratch.giveBack(events)
            scratch.giveBack(spans)
        }
        events.restart(index.fields, capacity: included.setCount)
        EventSelection.copy(included, of: index, into: events)
        try writeSpans(events, into: spans)
        spans.sort(byOrder: false, scratch)
        return collapse(spans, wantsRows: wantsRows)
    }

    // MARK: - Ends

    /// The earliest candidate that is not before the start; events without one are lost.
    private func writeSpans(_ events: IndexEvents, into spans: EventList) throws(CohortEvaluationError) {
        let ends = NumberBuffer<Int32>(capacity: events.entryCount)
        for event in 0..<events.entryCount {
            let start = EventKey.day(events.keys.elements[event])
            let periodEnd = Int(shard.periodEnds[Int(events.periods.elements[event])])
            var candidate = periodEnd
            if case .offset(let days, let date) = compiled.definition.endStrategy {
                let stored = date == .start ? Int32(start) : events.ends.elements[event]
                // An event whose end is not known has no such candidate.
                candidate = stored == unknownDay ? Int.min : min(periodEnd, Int(stored) + days)
            }
            ends.elements[event] = candidate >= start ? Int32(clamping: candidate) : .max
        }
        try applyExposure(events, ends.elements)
        for criterion in compiled.censoring { try applyCensoring(criterion, events, ends.elements) }
        spans.restart(.end)
        spans.reserve(more: events.entryCount)
        var count = 0
        for event in 0..<events.entryCount where ends.elements[event] != .max {
            spans.keys.elements[count] = events.keys.elements[event]
            spans.ends.elements[count] = ends.elements[event]
            count += 1
        }
        spans.setCount(count)
    }

    private func applyCensoring(
        _ criterion: CompiledCriterion, _ events: IndexEvents, _ ends: UnsafeMutablePointer<Int32>
    ) throws(CohortEvaluationError) {
        let found = scratch.borrowList()
        let persons = scratch.borrowSet()
        defer {
            scratch.giveBack(found)
            scratch.giveBack(persons)
        }
        persons.become(personsOf: events.keys.elements, count: events.entryCount)
        try groups.events(criterion, persons: persons, fields: [], into: found)
        var cursor = 0
        let keys = found.keys.elements
        for event in 0..<events.entryCount {
            let key = events.keys.elements[event]
            while cursor > 0, keys[cursor - 1] >= key { cursor -= 1 }
            while cursor < found.count, keys[cursor] < key { cursor += 1 }
            guard cursor < found.count, keys[cursor] >> 32 == key >> 32 else { continue }
            let day = EventKey.day(keys[cursor])
            if day <= Int(shard.periodEnds[Int(events.periods.elements[event])]) {
                ends[event] = min(ends[event], Int32(clamping: day))
            }
        }
    }

    private func applyExposure(
        _ events: IndexEvents, _ ends: UnsafeMutablePointer<Int32>
    ) throws(CohortEvaluationError) {
        guard case .continuousExposure(let exposure) = compiled.definition.endStrategy,
            let drugs = compiled.exposureDrugs
        else { return }
        let found = scratch.borrowList()
        let persons = scratch.borrowSet()
        defer {
            scratch.giveBack(found)
            scratch.giveBack(persons)
        }
        persons.become(personsOf: events.keys.elements, count: events.entryCount)
        try ExposureReader(exposure: exposure, drugs: drugs, groups: groups).read(persons, into: found)
        found.sort(byOrder: false, scratch)
        mergeSpans(found)
        var era = 0
        for event in 0..<events.entryCount {
            let key = events.keys.elements[event]
            let person = key >> 32
            let day = EventKey.day(key)
            while era > 0, found.keys.elements[era - 1] >> 32 >= person { era -= 1 }
            while era < found.count, found.keys.elements[era] >> 32 < person { era += 1 }
            var place = era
            while place < found.count, found.keys.elements[place] <= key, found.keys.elements[place] >> 32 == person {
                let end = Int(found.ends.elements[place]) - exposure.gapDays
                if end >= day { ends[event] = min(ends[event], Int32(clamping: end)) }
                place += 1
            }
        }
    }

    // MARK: - Collapse

    /// Joins the sorted spans of a person that overlap or touch on the same day.
    private func mergeSpans(_ spans: EventList) {
        var last = -1
        for place in 0..<spans.count {
            let key = spans.keys.elements[place]
            let end = spans.ends.elements[place]
            if last >= 0, spans.keys.elements[last] >> 32 == key >> 32,
                Int(spans.ends.elements[last]) >= EventKey.day(key)
            {
                spans.ends.elements[last] = max(spans.ends.elements[last], end)
            } else {
                last += 1
                spans.keys.elements[last] = key
                spans.ends.elements[last] = end
            }
        }
        spans.setCount(last + 1)
    }

    private func collapse(_ spans: EventList, wantsRows: Bool) -> MembershipCount {
        let pad = compiled.definition.eraPadDays
        if pad != 0 {
            for place in 0..<spans.count {
                spans.ends.elements[place] = Int32(clamping: Int(spans.ends.elements[place]) + pad)
            }
        }
        mergeSpans(spans)
        var count = MembershipCount()
        if wantsRows { count.rows.reserveCapacity(spans.count) }
        let window = compiled.definition.censorWindow
        var lastPerson: UInt64 = .max
        for place in 0..<spans.count {
            let key = spans.keys.elements[place]
            var start = Int32(clamping: EventKey.day(key))
            var end = Int32(clamping: Int(spans.ends.elements[place]) - pad)
            if let first = window?.start { start = max(start, first.daysSince1970) }
            if let last = window?.end { end = min(end, last.daysSince1970) }
            if window != nil, start > end { continue }
            count.rowCount += 1
            if key >> 32 != lastPerson { count.personCount += 1 }
            lastPerson = key >> 32
            if wantsRows {
                count.rows.append(Membership(person: Int32(truncatingIfNeeded: key >> 32), start: start, end: end))
            }
        }
        return count
    }
}

/// The exposures to the drugs of a set, by standard and by source concept, with the gap added to their end.
struct ExposureReader {
    let exposure: ContinuousExposure
    let drugs: ResolvedSet
    let groups: GroupEvaluation

    func read(_ persons: PersonSet, into list: EventList) throws(CohortEvaluationError) {
        list.restart(.end)
        let source = CriterionType.drugExposure.source
        guard let table = groups.shard.tables[source.table] else { return }
        let end = exposure.daysSupply.map { DayExpression.adding(source.start, days: $0) } ?? source.end
        let bound = BoundDay(
            .adding(end, days: exposure.gapDays + exposure.offsetDays), table: table,
            startColumn: source.start.columnName)
        let wordCount = (groups.shard.personCount + 63) >> 6
        let personCount = listPersons(groups.scratch.persons.elements, nil, persons.words, wordCount: wordCount)
        try groups.confirmWhole(table, source)
        for posting in BoundCriterion.postings(of: drugs.concepts, in: table) {
            var state = PostingSearch(row: posting.start, end: posting.end, personPlace: 0)
            while state.row < state.end {
                let count = searchPersons(
                    groups.scratch.rows.elements, capacity: ShardScratch.blockRowCount, &state, table.person,
                    groups.scratch.persons.elements, personCount)
                append(count, bound, table, list)
            }
            try groups.stop.check()
        }
        guard let sources = table.columns["drug_source_concept_id"] else { return }
        let bits = sources.bits(of: drugs.concepts)
        guard !bits.isEmpty else { return }
        for block in stride(from: 0, to: table.rowCount, by: ShardScratch.blockRowCount) {
            let blockEnd = min(table.rowCount, block + ShardScratch.blockRowCount)
            let rows = groups.scratch.rows.elements
            let selected = selectPersons(rows, from: block, to: blockEnd, table.person, persons.words)
            let count = bits.words.withUnsafeBufferPointer { words in
                words.baseAddress.map { keepCodeBits(rows, selected, sources.codes, $0) } ?? 0
            }
            append(count, bound, table, list)
        }
        try groups.stop.check()
    }

    private func append(_ count: Int, _ end: BoundDay, _ table: IndexTable, _ list: EventList) {
        guard count > 0 else { return }
        list.reserve(more: count)
        let rows = groups.scratch.rows.elements
        writeKeys(
            list.keys.elements + list.count, rows, count, table.person, table.start, firstDay: table.firstDay)
        end.write(list.ends.elements + list.count, rows, count, table)
        list.setCount(list.count + count)
    }
}
