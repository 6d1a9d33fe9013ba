import CohortEngine
import HealthModel

/// Reads the events of one criterion in one shard, for all persons or for some, into a list or as marks.
struct EventReader {
    private let bound: BoundCriterion
    private let scratch: ShardScratch
    private let stop: EvaluationStop
    private let list: EventList
    private let counted: Operand?
    private let marker: EventMarker?
    private let query: EventQuery
    /// The first test of the events is done when rows are selected.
    private var isLeadingTested = false
    private var previousPerson = -1
    private var blockCount = 0
    /// Kept small enough to notice a stop within milliseconds.
    private static let blocksBetweenChecks = 64
    /// Looking a person up costs about as much as passing over so many rows.
    private static let rowsPerSearch = 12
    /// The same where the begin of each person's rows is stored.
    private static let rowsPerRun = 6

    /// Appends the events to a list that was restarted with the fields that are needed.
    static func read(
        _ bound: BoundCriterion, persons: PersonSet?, counted: Operand?, into list: EventList, _ scratch: ShardScratch,
        _ stop: EvaluationStop
    ) throws(CohortEvaluationError) {
        var reader = EventReader(
            bound: bound, scratch: scratch, stop: stop, list: list, counted: counted, marker: nil)
        try reader.read(persons)
    }

    /// Marks the index events that the events of a criterion decide. Only for criteria with a stored start that is not
    /// told otherwise, every event of which counts.
    static func mark(
        _ bound: BoundCriterion, persons: PersonSet?, by marker: EventMarker, _ scratch: ShardScratch,
        _ stop: EvaluationStop
    ) throws(CohortEvaluationError) {
        let list = scratch.borrowList()
        defer { scratch.giveBack(list) }
        var reader = EventReader(
            bound: bound, scratch: scratch, stop: stop, list: list, counted: nil, marker: marker)
        try reader.read(persons)
    }

    private mutating func read(_ persons: PersonSet?) throws(CohortEvaluationError) {
        if query.isFirst, bound.postings.count > 1 {
            try readFirstOfSeveral(persons)
        } else {
            try select(persons) { reader, count throws(CohortEvaluationError) in reader.take(count) }
        }
    }

    private init(
        bound: BoundCriterion, scratch: ShardScratch, stop: EvaluationStop, list: EventList, counted: Operand?,
        marker: EventMarker?
    ) {
        self.bound = bound
        self.scratch = scratch
        self.stop = stop
        self.list = list
        self.counted = counted
        self.marker = marker
        query = bound.compiled.query
    }

    // MARK: - Which rows

    /// Gives the rows of the postings block by block, by scanning or by searching, whichever is cheaper.
    private mutating func select(
        _ persons: PersonSet?,
        _ body: (inout EventReader, Int) throws(CohortEvaluationError) -> Void
    ) throws(CohortEvaluationError) {
        var scanStart = 0
        var scanEnd = 0
        for posting in bound.postings {
            if try readRuns(posting, persons, body) { continue }
            if let persons, try search(posting, persons, body) { continue }
            if posting.start == scanEnd, scanEnd > scanStart {
                scanEnd = posting.end
                continue
            }
            try scan(scanStart, scanEnd, persons, body)
            scanStart = posting.start
            scanEnd = posting.end
        }
        try scan(scanStart, scanEnd, persons, body)
    }

    /// Goes from person to person of a posting that has a bitmap; false when it has none, or when most of its rows are
    /// wanted. Of an event that must be the first of its person only the first row is given.
    private mutating func readRuns(
        _ posting: Posting, _ persons: PersonSet?,
        _ body: (inout EventReader, Int) throws(CohortEvaluationError) -> Void
    ) throws(CohortEvaluationError) -> Bool {
        guard let bitmap = bound.bitmap(posting) else { return false }
        let isFirst = query.isFirst && bound.membershipTests.isEmpty
        let wordCount = (bound.shard.personCount + 63) >> 6
        guard persons != nil || isFirst else { return false }
        let runCount = Int(bound.table.runOffsets[posting.concept + 1] - bound.table.runOffsets[posting.concept]) - 1
        let candidates = persons.map { countPersons(bitmap, $0.words, wordCount: wordCount) } ?? runCount
        if candidates == 0 { return true }
        guard candidates * EventReader.rowsPerRun < (isFirst ? posting.rowCount * 4 : posting.rowCount) else {
            return false
        }
        var state = RunSearch(
            bitmap: bitmap, set: persons.map { UnsafePointer($0.words) } ?? bitmap, wordCount: wordCount,
            runs: bound.table.runs, firstRun: Int(bound.table.runOffsets[posting.concept]), givesFirst: isFirst)
        while true {
            let count = selectRuns(scratch.rows.elements, capacity: ShardScratch.blockRowCount, &state)
            if count == 0 { return true }
            try countBlock()
            try body(&self, count)
        }
    }

    /// Looks each person up when they are few; false when scanning is cheaper.
    private mutating func search(
        _ posting: Posting, _ persons: PersonSet,
        _ body: (inout EventReader, Int) throws(CohortEvaluationError) -> Void
    ) throws(CohortEvaluationError) -> Bool {
        guard posting.rowCount > 256 else { return false }
        let bitmap = bound.bitmap(posting)
        let wordCount = (bound.shard.personCount + 63) >> 6
        let candidates = bitmap.map { countPersons($0, persons.words, wordCount: wordCount) } ?? persons.count
        if candidates == 0 { return true }
        guard candidates * EventReader.rowsPerSearch < posting.rowCount else { return false }
        let listed = listPersons(scratch.persons.elements, bitmap, persons.words, wordCount: wordCount)
        var state = PostingSearch(row: posting.start, end: posting.end, personPlace: 0)
        while state.row < state.end {
            let count = searchPersons(
                scratch.rows.elements, capacity: ShardScratch.blockRowCount, &state, bound.table.person,
                scratch.persons.elements, listed)
            try countBlock()
            try body(&self, count)
        }
        return true
    }

    private mutating func scan(
        _ start: Int, _ end: Int, _ persons: PersonSet?,
        _ body: (inout EventReader, Int) throws(CohortEvaluationError) -> Void
    ) throws(CohortEvaluationError) {
        let leading = persons == nil || isDense(persons) ? bound.leadingCodes : nil
        isLeadingTested = leading != nil
        defer { isLeadingTested = false }
        var block = start
        while block < end {
            let blockEnd = min(end, block + ShardScratch.blockRowCount)
            let rows = scratch.rows.elements
            var count: Int
            if let leading {
                count = selectCodes(
                    rows, from: block, to: blockEnd, leading.column, low: leading.low, high: leading.high)
                if let persons { count = keepPersons(rows, count, bound.table.person, persons.words) }
            } else if let persons {
                count = selectPersons(rows, from: block, to: blockEnd, bound.table.person, persons.words)
            } else {
                count = selectAll(rows, from: block, to: blockEnd)
            }
            try countBlock()
            if count > 0 { try body(&self, count) }
            block = blockEnd
        }
    }

    /// So many persons that another test takes more rows away.
    private func isDense(_ persons: PersonSet?) -> Bool {
        persons.map { $0.count * 3 > bound.shard.personCount } ?? false
    }

    private mutating func countBlock() throws(CohortEvaluationError) {
        blockCount += 1
        if blockCount % EventReader.blocksBetweenChecks == 0 { try stop.check() }
    }

    // MARK: - The first of each person

    private mutating func readFirstOfSeveral(_ persons: PersonSet?) throws(CohortEvaluationError) {
        // Left all unknown by whoever used it last.
        let firstRows = scratch.firstRows.elements
        let met = scratch.borrowSet()
        defer { scratch.giveBack(met) }
        met.removeAll()
        defer { forgetFirstRows(met) }
        try select(persons) { reader, count throws(CohortEvaluationError) in
            let kept = reader.keep(count, reader.bound.membershipTests)
            updateFirstRows(
                reader.scratch.rows.elements, kept, reader.bound.table.person, reader.bound.table.start,
                reader.bound.table.order, reader.scratch.firstRows.elements, met: met.words)
        }
        var count = 0
        for word in 0..<PersonSet.wordCount {
            var rest = met.words[word]
            while rest != 0 {
                let person = word << 6 | rest.trailingZeroBitCount
                rest &= rest &- 1
                scratch.rows.elements[count] = UInt32(truncatingIfNeeded: firstRows[person])
                count += 1
                if count == ShardScratch.blockRowCount {
                    emit(keep(count, bound.predicateTests))
                    count = 0
                }
            }
        }
        emit(keep(count, bound.predicateTests))
    }

    private func forgetFirstRows(_ met: PersonSet) {
        for word in 0..<PersonSet.wordCount {
            var rest = met.words[word]
            while rest != 0 {
                scratch.firstRows.elements[word << 6 | rest.trailingZeroBitCount] = .max
                rest &= rest &- 1
            }
        }
    }

    // MARK: - Which of the rows

    private mutating func take(_ count: Int) {
        var kept = keep(count, bound.membershipTests)
        if query.isFirst {
            kept = keepFirstOfPerson(scratch.rows.elements, kept, bound.table.person, previous: &previousPerson)
        }
        emit(keep(kept, bound.predicateTests))
    }

    private func keep(_ count: Int, _ tests: [RowTest]) -> Int {
        var kept = count
        for (place, test) in tests.enumerated() where kept > 0 {
            if isLeadingTested, place == 0 { continue }
            kept = keep(kept, test)
        }
        return kept
    }

    private func keep(_ count: Int, _ test: RowTest) -> Int {
        let rows = scratch.rows.elements
        let table = bound.table
        switch test {
        case .never: return 0
        case .codes(let column, let low, let high, let isNegated, let minimum):
            return keepCodes(rows, count, column, low: low, high: high, isNegated: isNegated, minimum: minimum)
        case .codeBits(let column, let bits):
            return bits.words.withUnsafeBufferPointer { words in
                words.baseAddress.map { keepCodeBits(rows, count, column, $0) } ?? 0
            }
        case .personCodes(let column, let bits):
            return bits.words.withUnsafeBufferPointer { words in
                words.baseAddress.map { keepPersonCodes(rows, count, table.person, column, $0) } ?? 0
            }
        case .listedPersonCodes(let column, let bits, let persons):
            return keep(keep(count, .personCodes(column, bits)), .listedPersons(persons))
        case .listedPersons(let persons):
            var kept = 0
            for place in 0..<count where persons.contains(table.person[Int(rows[place])]) {
                rows[kept] = rows[place]
                kept += 1
            }
            return kept
        case .visitCodes(let bits):
            guard let visits = table.visit, let offsets = bound.shard.visitOffsets.elements.baseAddress else {
                return 0
            }
            return bits.words.withUnsafeBufferPointer { words in
                words.baseAddress.map {
                    keepVisitCodes(
                        rows, count, table.person, visits, offsets, bound.shard.visitConcepts.codes, $0)
                } ?? 0
            }
        case .ageAtStart(let ages):
            bound.start.write(scratch.starts.elements, rows, count, table)
            return keepAges(count, ages)
        case .ageAtEnd(let ages):
            bound.end.write(scratch.starts.elements, rows, count, table)
            return keepAges(count, ages)
        case .startDays(let interval): return keepByDays(count) { start, _ in interval.contains(Double(start)) }
        case .endDays(let interval):
            return keepByDays(count) { _, end in end != unknownDay && interval.contains(Double(end)) }
        case .duration(let interval):
            return keepByDays(count) { start, end in
                end != unknownDay && interval.contains(Double(end) - Double(start))
            }
        case .general(let predicate):
            bound.start.write(scratch.starts.elements, rows, count, table)
            bound.end.write(scratch.ends.elements, rows, count, table)
            var kept = 0
            for place in 0..<count
            where bound.holds(
                predicate, row: Int(rows[place]), start: scratch.starts.elements[place],
                end: scratch.ends.elements[place])
            {
                rows[kept] = rows[place]
                kept += 1
            }
            return kept
        }
    }

    private func keepAges(_ count: Int, _ ages: AgeDays) -> Int {
        ages.firsts.withUnsafeBufferPointer { firsts in
            ages.lasts.withUnsafeBufferPointer { lasts in
                guard let first = firsts.baseAddress, let last = lasts.baseAddress else { return 0 }
                return keepAgeRows(
                    scratch.rows.elements, scratch.starts.elements, count, bound.table.person, ages.birthYears,
                    firsts: first, lasts: last, isNegated: ages.isNegated)
            }
        }
    }

    private func keepByDays(_ count: Int, _ holds: (Int32, Int32) -> Bool) -> Int {
        let rows = scratch.rows.elements
        bound.start.write(scratch.starts.elements, rows, count, bound.table)
        bound.end.write(scratch.ends.elements, rows, count, bound.table)
        var kept = 0
        for place in 0..<count where scratch.starts.elements[place] != unknownDay {
            guard holds(scratch.starts.elements[place], scratch.ends.elements[place]) else { continue }
            rows[kept] = rows[place]
            kept += 1
        }
        return kept
    }

    // MARK: - What is known of them

    private func emit(_ selected: Int) {
        var count = selected
        guard count > 0 else { return }
        let rows = scratch.rows.elements
        let table = bound.table
        if query.keepsOrder {
            count = keepByDays(count) { start, end in end != unknownDay && end >= start }
            guard count > 0 else { return }
        }
        if let marker {
            marker.mark(rows, count, table.person, table.start, firstDay: table.firstDay)
            return
        }
        list.reserve(more: count)
        let place = list.count
        if bound.compiled.hasStoredStart, query.told.start == nil {
            writeKeys(list.keys.elements + place, rows, count, table.person, table.start, firstDay: table.firstDay)
        } else {
            bound.start.write(scratch.starts.elements, rows, count, table)
            // A start that cannot be computed belongs to no observation period and to no window.
            let known = keepByDays(count) { _, _ in true }
            if known < count { return emit(known) }
            if list.hasSorts { (list.sorts.elements + place).update(from: scratch.starts.elements, count: count) }
            if let told = query.told.start {
                scratch.starts.elements.update(repeating: told.daysSince1970, count: count)
            }
            writeKeys(list.keys.elements + place, rows, count, table.person, days: scratch.starts.elements)
        }
        if list.hasSorts, bound.compiled.hasStoredStart, query.told.start == nil {
            bound.start.write(list.sorts.elements + place, rows, count, table)
        }
        writeFields(count, place)
        list.setCount(place + count)
    }

    private func writeFields(_ count: Int, _ place: Int) {
        let rows = scratch.rows.elements
        let table = bound.table
        if list.fields.contains(.end) {
            let ends = list.ends.elements + place
            if let told = query.told.end {
                ends.update(repeating: told.daysSince1970, count: count)
            } else {
                bound.end.write(ends, rows, count, table)
            }
        }
        if list.fields.contains(.visit) {
            if let visits = table.visit {
                writeCodes(list.visits.elements + place, rows, count, visits)
            } else {
                (list.visits.elements + place).update(repeating: 0, count: count)
            }
        }
        if list.fields.contains(.order) { writeCodes(list.orders.elements + place, rows, count, table.order) }
        if list.fields.contains(.counted), let counted { writeCounted(counted, count, place) }
    }

    /// What a distinct count looks at: values or their codes, which differ as the values do.
    private func writeCounted(_ operand: Operand, _ count: Int, _ place: Int) {
        let rows = scratch.rows.elements
        let table = bound.table
        let target = list.counted.elements + place
        switch operand {
        case .startDay:
            for event in 0..<count { target[event] = Int64(EventKey.day(list.keys.elements[place + event])) }
        case .endDay, .durationDays:
            let ends = scratch.ends.elements
            if let told = query.told.end {
                ends.update(repeating: told.daysSince1970, count: count)
            } else {
                bound.end.write(ends, rows, count, table)
            }
            for event in 0..<count {
                let start = operand == .durationDays ? EventKey.day(list.keys.elements[place + event]) : 0
                target[event] = ends[event] == unknownDay ? unknownValue : Int64(ends[event]) - Int64(start)
            }
        case .constant(let number): target.update(repeating: Int64(number), count: count)
        case .column(let name) where name == bound.compiled.conceptColumn:
            for event in 0..<count { target[event] = bound.concept(ofRow: Int(rows[event])) }
        case .columnOrZero(let name) where name == bound.compiled.conceptColumn:
            for event in 0..<count {
                let concept = bound.concept(ofRow: Int(rows[event]))
                target[event] = concept == IndexTable.noConcept ? 0 : concept
            }
        case .column(let name) where name == query.visit:
            for event in 0..<count {
                let visit = table.visit?[Int(rows[event])] ?? 0
                target[event] = visit == 0 ? unknownValue : Int64(visit)
            }
        case .column(let name), .columnOrZero(let name):
            let codes = table.columns[name]?.codes
            for event in 0..<count {
                let code = codes?[Int(rows[event])] ?? 0
                target[event] = code == 0 ? unknownValue : Int64(code)
            }
        default: target.update(repeating: unknownValue, count: count)
        }
    }
}
