import CohortEngine

/// Evaluates groups around index events, in one shard.
struct GroupEvaluation {
    let shard: IndexShard
    let scratch: ShardScratch
    let stop: EvaluationStop
    /// A set of events whose persons are known already.
    var known: (bits: EventBits, persons: PersonSet)?
    /// Where the events of each person begin among these.
    private var placed: (events: IndexEvents, byPerson: PersonEvents)?
    private let index: PatientIndex

    init(_ index: PatientIndex, shard: IndexShard, scratch: ShardScratch, stop: EvaluationStop) {
        self.index = index
        self.shard = shard
        self.scratch = scratch
        self.stop = stop
    }

    /// Notes where the events of each person begin, for the rules around them. Valid until the next call with the same
    /// working memory.
    mutating func place(_ events: IndexEvents) {
        let offsets = scratch.eventOffsets.elements
        scratch.eventDays.restart(count: events.entryCount + SIMD16<Int32>.scalarCount)
        let areOrdered = writePersonEvents(
            events.keys.elements, events.entryCount, offsets, scratch.eventDays.elements,
            personCount: shard.personCount)
        let byPerson = PersonEvents(
            offsets: offsets, days: UnsafePointer(scratch.eventDays.elements), areOrdered: areOrdered)
        placed = (events, byPerson)
    }

    /// Events by person, if these are the ones that were placed.
    func byPerson(_ events: IndexEvents) -> PersonEvents? {
        placed.flatMap { $0.events === events ? $0.byPerson : nil }
    }

    /// The events of `alive` for which the group holds. Members are looked at only for events that are not decided.
    func evaluate(
        _ group: CompiledGroup, around index: IndexEvents, alive: EventBits, into result: EventBits
    ) throws(CohortEvaluationError) {
        guard !group.isEmpty else { return result.copy(alive) }
        let members = ordered(group)
        switch group.quantifier {
        case .all:
            let passed = scratch.borrowBits()
            defer { scratch.giveBack(passed) }
            for (place, member) in members.enumerated() {
                if place == 0 {
                    try evaluate(member, group, around: index, alive: alive, into: result)
                } else if !result.isEmpty {
                    try evaluate(member, group, around: index, alive: result, into: passed)
                    result.copy(passed)
                }
            }
        case .any: try evaluateAny(members, group, around: index, alive: alive, into: result)
        case .atLeast(0): result.copy(alive)
        case .atLeast(1): try evaluateAny(members, group, around: index, alive: alive, into: result)
        case .atLeast(let count):
            try evaluateCounts(members, group, around: index, alive: alive, into: result) { $0 >= count }
        case .atMost(let count):
            try evaluateCounts(members, group, around: index, alive: alive, into: result) { $0 <= count }
        }
    }

    // MARK: - Members

    private enum Member {
        case criterion(Int, rowCount: Int)
        case demographic(Int)
        case group(Int)

        var cost: Int {
            switch self {
            case .demographic: -1
            case .criterion(_, let rowCount): rowCount
            case .group: Int.max
            }
        }
    }

    /// The cheapest first: later ones meet fewer events.
    private func ordered(_ group: CompiledGroup) -> [Member] {
        var members: [Member] = group.demographics.indices.map(Member.demographic)
        for place in group.criteria.indices {
            let criterion = group.criteria[place].criterion
            var rowCount = 0
            if group.memberCount > 1, let table = shard.tables[criterion.query.table] {
                rowCount =
                    criterion.concepts.map {
                        BoundCriterion.postings(of: $0, in: table).reduce(0) { $0 + $1.rowCount }
                    } ?? table.rowCount
            }
            members.append(.criterion(place, rowCount: rowCount))
        }
        members += group.groups.indices.map(Member.group)
        return members.sorted { $0.cost < $1.cost }
    }

    private func evaluate(
        _ member: Member, _ group: CompiledGroup, around index: IndexEvents, alive: EventBits, into result: EventBits
    ) throws(CohortEvaluationError) {
        switch member {
        case .criterion(let place, _): try evaluate(group.criteria[place], around: index, alive: alive, into: result)
        case .group(let place): try evaluate(group.groups[place], around: index, alive: alive, into: result)
        case .demographic(let place):
            result.copy(alive)
            let memory = memory(index)
            for test in DemographicTest.bind(group.demographics[place], shard: shard, group.resolver) {
                test.keep(result, memory)
            }
        }
    }

    private func evaluateAny(
        _ members: [Member], _ group: CompiledGroup, around index: IndexEvents, alive: EventBits, into result: EventBits
    ) throws(CohortEvaluationError) {
        let undecided = scratch.borrowBits()
        let passed = scratch.borrowBits()
        defer {
            scratch.giveBack(undecided)
            scratch.giveBack(passed)
        }
        for (place, member) in members.enumerated() {
            if place == 0 {
                try evaluate(member, group, around: index, alive: alive, into: result)
                undecided.copy(alive)
                undecided.subtract(result)
            } else if !undecided.isEmpty {
                try evaluate(member, group, around: index, alive: undecided, into: passed)
                result.formUnion(passed)
                undecided.subtract(passed)
            }
        }
    }

    private func evaluateCounts(
        _ members: [Member], _ group: CompiledGroup, around index: IndexEvents, alive: EventBits,
        into result: EventBits, _ holds: (Int) -> Bool
    ) throws(CohortEvaluationError) {
        let eventCount = alive.eventCount
        let each = scratch.borrowBits()
        defer { scratch.giveBack(each) }
        // Of its own: groups nest.
        let counts = NumberBuffer<UInt16>(capacity: eventCount)
        counts.elements.initialize(repeating: 0, count: eventCount)
        for member in members {
            try evaluate(member, group, around: index, alive: alive, into: each)
            for word in 0..<each.wordCount {
                var rest = each.words[word]
                while rest != 0 {
                    counts.elements[word << 6 | rest.trailingZeroBitCount] &+= 1
                    rest &= rest &- 1
                }
            }
        }
        result.clear(eventCount: eventCount)
        for word in 0..<alive.wordCount {
            var rest = alive.words[word]
            while rest != 0 {
                let event = word << 6 | rest.trailingZeroBitCount
                rest &= rest &- 1
                if holds(Int(counts.elements[event])) { result.insert(event) }
            }
        }
    }

    // MARK: - Windowed criteria

    func memory(_ index: IndexEvents) -> IndexMemory {
        IndexMemory(
            keys: UnsafePointer(index.keys.elements), periods: UnsafePointer(index.periods.elements),
            ends: index.fields.contains(.end) ? UnsafePointer(index.ends.elements) : nil,
            visits: index.fields.contains(.visit) ? UnsafePointer(index.visits.elements) : nil,
            entryOffsets: index.entryOffsets.map { UnsafePointer($0.elements) },
            // Without periods there are no index events, and nothing is read.
            periodStarts: shard.periodStarts.elements.baseAddress ?? UnsafePointer(scratch.starts.elements),
            periodEnds: shard.periodEnds.elements.baseAddress ?? UnsafePointer(scratch.ends.elements))
    }

    private func evaluate(
        _ windowed: CompiledWindowed, around index: IndexEvents, alive: EventBits, into result: EventBits
    ) throws(CohortEvaluationError) {
        try stop.check()
        let found = scratch.borrowList()
        defer { scratch.giveBack(found) }
        let borrowed = scratch.borrowSet()
        defer { scratch.giveBack(borrowed) }
        var persons = borrowed
        if let known, known.bits === alive {
            persons = known.persons
        } else {
            borrowed.become(
                personsOf: alive, keys: index.keys.elements,
                entryOffsets: index.entryOffsets.map { UnsafePointer($0.elements) })
        }
        let window = index.entryOffsets == nil ? StartWindow(windowed) : nil
        if let window, let byPerson = byPerson(index), windowed.asksForOneOrNone,
            let periods = shard.periodOffsets.elements.baseAddress
        {
            result.clear(eventCount: alive.eventCount)
            guard let bound = try bind(windowed.criterion, fields: [], counted: nil) else {
                if windowed.neededCount == 0 { result.copy(alive) }
                return
            }
            let marker = EventMarker(
                window: window, index: memory(index), events: byPerson, periodOffsets: periods, marks: result.words,
                days: scratch.starts.elements)
            try EventReader.mark(bound, persons: persons, by: marker, scratch, stop)
            if windowed.neededCount == 0 { result.complement(in: alive) } else { result.formIntersection(alive) }
            return
        }
        try events(
            windowed.criterion, persons: persons, fields: window == nil ? windowed.eventFields : [],
            counted: windowed.counted, into: found)
        if window != nil, windowed.countsDays { found.removeDuplicateKeys() }
        if found.count == 0 {
            if windowed.neededCount == 0 { result.copy(alive) } else { result.clear(eventCount: alive.eventCount) }
            return
        }
        let memory = memory(index)
        if let window {
            if windowed.neededCount == 0 { result.copy(alive) } else { result.clear(eventCount: alive.eventCount) }
            matchStarts(
                alive.words, eventCount: index.entryCount, memory, window, found: found.keys.elements,
                foundCount: found.count, needed: windowed.neededCount, forbidden: windowed.forbiddenCount,
                into: result.words)
        } else {
            result.clear(eventCount: alive.eventCount)
            var matcher = WindowMatcher(windowed, index: memory, found: found)
            matcher.match(alive, into: result)
        }
    }

    /// A criterion in this shard, once what it reads is known to be whole; nil when the shard holds nothing for it.
    func bind(
        _ criterion: CompiledCriterion, fields: EventFields, counted: Operand?
    ) throws(CohortEvaluationError) -> BoundCriterion? {
        guard let table = shard.tables[criterion.query.table] else { return nil }
        let postings = BoundCriterion.postings(of: criterion.concepts, in: table)
        guard !postings.isEmpty else { return nil }
        var columns = criterion.columns
        if let counted { columns.add(counted) }
        do throws(PatientIndexError) {
            try index.confirm(
                postings, of: table, criterion.query.table, in: shard, columns,
                wantsOrder: fields.contains(.order) || criterion.query.isFirst,
                wantsVisit: fields.contains(.visit) || columns.names.contains(criterion.query.visit ?? ""))
        } catch {
            throw .damaged(error)
        }
        return BoundCriterion(criterion, shard: shard, table: table, postings: postings)
    }

    /// Checks all rows of a table in the columns of its days and in the source concept.
    func confirmWhole(_ table: IndexTable, _ source: EventSource) throws(CohortEvaluationError) {
        var columns = ReadColumns(source.start, source.end)
        columns.add(.column("drug_source_concept_id"))
        do throws(PatientIndexError) {
            try index.confirm(
                BoundCriterion.postings(of: nil, in: table), of: table, source.table, in: shard, columns,
                wantsOrder: false, wantsVisit: false)
        } catch {
            throw .damaged(error)
        }
    }

    /// The events of a criterion for some persons, sorted by person and start.
    func events(
        _ criterion: CompiledCriterion, persons: PersonSet?, fields: EventFields, counted: Operand? = nil,
        into list: EventList
    ) throws(CohortEvaluationError) {
        let bound = try bind(criterion, fields: fields.union(criterion.nestedFields), counted: counted)
        let isUnsorted = criterion.query.told.start == nil && !criterion.hasStoredStart
        list.restart(fields.union(criterion.nestedFields))
        guard let bound else { return }
        try EventReader.read(bound, persons: persons, counted: counted, into: list, scratch, stop)
        if bound.postings.count > 1 && !criterion.query.isFirst || isUnsorted { list.sort(byOrder: false, scratch) }
        if let nested = criterion.nested { try restrict(list, by: nested) }
    }

    /// Keeps the events for which a group holds, each in the observation periods that contain its start.
    func restrict(_ list: EventList, by group: CompiledGroup) throws(CohortEvaluationError) {
        guard list.count > 0 else { return }
        let index = scratch.borrowIndex()
        defer { scratch.giveBack(index) }
        let observed = scratch.borrowBits()
        let passed = scratch.borrowBits()
        defer {
            scratch.giveBack(observed)
            scratch.giveBack(passed)
        }
        PeriodJoin.join(list, shard: shard, fields: group.indexFields, into: index)
        observed.clear(eventCount: list.count)
        let offsets = index.entryOffsets?.elements
        for event in 0..<list.count {
            if let offsets, offsets[event + 1] > offsets[event] { observed.insert(event) }
        }
        try evaluate(group, around: index, alive: observed, into: passed)
        list.keep(passed)
    }
}

extension CompiledGroup {
    var memberCount: Int { criteria.count + demographics.count + groups.count }
}
