import CohortEngine

/// The qualified events of a definition in one shard.
struct EntryEvaluation {
    let compiled: CompiledDefinition
    let groups: GroupEvaluation

    private var scratch: ShardScratch { groups.scratch }

    /// Primary events, observed long enough and limited; then the additional criteria and their limit.
    func evaluate(fields: EventFields, into entry: IndexEvents) throws(CohortEvaluationError) {
        let list = scratch.borrowList()
        defer { scratch.giveBack(list) }
        try readPrimary(fields, into: list)
        let primary = compiled.definition.primary
        guard let additional = compiled.additional else {
            PeriodJoin.join(
                list, shard: groups.shard, priorDays: primary.priorDays, postDays: primary.postDays,
                limit: primary.limit, fields: fields, into: entry)
            return
        }
        let observed = scratch.borrowIndex()
        let every = scratch.borrowBits()
        let passed = scratch.borrowBits()
        defer {
            scratch.giveBack(observed)
            scratch.giveBack(every)
            scratch.giveBack(passed)
        }
        PeriodJoin.join(
            list, shard: groups.shard, priorDays: primary.priorDays, postDays: primary.postDays,
            limit: primary.limit, fields: fields, into: observed)
        every.fill(eventCount: observed.entryCount)
        var groups = groups
        groups.place(observed)
        try groups.evaluate(additional, around: observed, alive: every, into: passed)
        EventSelection.limit(passed, of: observed, compiled.definition.qualifiedLimit)
        entry.restart(fields, capacity: passed.setCount)
        EventSelection.copy(passed, of: observed, into: entry)
    }

    /// The events of all primary criteria, by person, day, identifier and criterion.
    private func readPrimary(_ fields: EventFields, into list: EventList) throws(CohortEvaluationError) {
        let hasSorts = compiled.primary.contains { $0.query.told.start != nil }
        // Events of which no more is known are alike on the same day: no order among them matters.
        let needsOrder = hasSorts || !fields.isEmpty || compiled.primary.contains { $0.nested != nil }
        if compiled.primary.count == 1 {
            let criterion = compiled.primary[0]
            try read(criterion, fields, hasSorts: hasSorts, isAlone: true, needsOrder: needsOrder, into: list)
            return
        }
        list.restart(needsOrder ? fields.union(.order) : fields, hasSorts: hasSorts)
        let part = scratch.borrowList()
        defer { scratch.giveBack(part) }
        for criterion in compiled.primary {
            try read(criterion, fields, hasSorts: hasSorts, isAlone: false, needsOrder: needsOrder, into: part)
            list.append(part)
        }
        list.sort(byOrder: true, scratch)
    }

    private func read(
        _ criterion: CompiledCriterion, _ fields: EventFields, hasSorts: Bool, isAlone: Bool, needsOrder: Bool,
        into list: EventList
    ) throws(CohortEvaluationError) {
        try groups.stop.check()
        guard let bound = try groups.bind(criterion, fields: fields.union(.order), counted: nil) else {
            list.restart(fields.union(.order), hasSorts: hasSorts)
            return
        }
        let isSorted =
            criterion.hasStoredStart && !hasSorts && (criterion.query.isFirst || bound.postings.count == 1)
        var needed = fields.union(criterion.nestedFields)
        if needsOrder, !isAlone || !isSorted { needed.insert(.order) }
        list.restart(needed, hasSorts: hasSorts)
        try EventReader.read(bound, persons: nil, counted: nil, into: list, scratch, groups.stop)
        if !isSorted, isAlone || criterion.nested != nil { list.sort(byOrder: true, scratch) }
        if let nested = criterion.nested { try groups.restrict(list, by: nested) }
    }
}

extension EventList {
    /// Adds the events of another list that knows at least as much.
    fileprivate func append(_ other: EventList) {
        reserve(more: other.count)
        (keys.elements + count).update(from: other.keys.elements, count: other.count)
        if fields.contains(.end) { (ends.elements + count).update(from: other.ends.elements, count: other.count) }
        if fields.contains(.visit) {
            (visits.elements + count).update(from: other.visits.elements, count: other.count)
        }
        if fields.contains(.order) {
            (orders.elements + count).update(from: other.orders.elements, count: other.count)
        }
        if hasSorts { (sorts.elements + count).update(from: other.sorts.elements, count: other.count) }
        setCount(count + other.count)
    }
}

/// Some of the index events.
enum EventSelection {
    /// Keeps the first or last set event of each person by start; ties go to the lower event number.
    static func limit(_ bits: EventBits, of index: IndexEvents, _ limit: EventLimit) {
        guard limit != .all else { return }
        var kept = -1
        for word in 0..<bits.wordCount {
            var rest = bits.words[word]
            while rest != 0 {
                let event = word << 6 | rest.trailingZeroBitCount
                rest &= rest &- 1
                let key = index.keys.elements[event]
                if kept >= 0, index.keys.elements[kept] >> 32 == key >> 32 {
                    let best = index.keys.elements[kept]
                    let isBetter = limit == .first ? key < best : key > best
                    let loser = isBetter ? kept : event
                    bits.words[loser >> 6] &= ~(1 << UInt64(loser & 63))
                    if isBetter { kept = event }
                } else {
                    kept = event
                }
            }
        }
    }

    static func copy(_ bits: EventBits, of source: IndexEvents, into target: IndexEvents) {
        var place = 0
        for word in 0..<bits.wordCount {
            var rest = bits.words[word]
            while rest != 0 {
                target.copyEntry(word << 6 | rest.trailingZeroBitCount, of: source, to: place)
                place += 1
                rest &= rest &- 1
            }
        }
        target.finish(entryCount: place)
    }
}
