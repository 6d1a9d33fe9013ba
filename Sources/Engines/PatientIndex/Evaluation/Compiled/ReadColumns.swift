import CohortEngine

/// The columns that a criterion reads beside person and start: what must be checked before it is evaluated.
struct ReadColumns: Sendable {
    /// Columns of the table by name, as the index names them.
    private(set) var names: Set<String> = []
    private(set) var readsVisits = false

    init(_ query: EventQuery) {
        for membership in query.membership { names.insert(membership.column) }
        add(query.start)
        add(query.end)
        for alternative in query.predicates.flatMap(\.alternatives) {
            add(alternative.operand)
            switch alternative.test {
            case .lessThanColumn(let name), .greaterThanColumn(let name): names.insert(name)
            case .value: break
            }
        }
    }

    init(_ start: DayExpression, _ end: DayExpression) {
        add(start)
        add(end)
    }

    mutating func add(_ operand: Operand) {
        switch operand {
        case .column(let name), .columnOrZero(let name): names.insert(name)
        case .provider(let name): names.insert("provider.\(name)")
        case .careSite(let name): names.formUnion(["care_site.\(name)", "care_site.care_site_id"])
        case .ratio(let dividend, let divisor): names.formUnion([dividend, divisor])
        case .visit: readsVisits = true
        case .startDay, .endDay, .durationDays, .ageAtStart, .ageAtEnd, .person, .constant, .unknown: break
        }
    }

    private mutating func add(_ day: DayExpression) {
        switch day {
        case .column(let name): names.insert(name)
        case .adding(let inner, _): add(inner)
        case .addingColumn(let inner, let name):
            add(inner)
            names.insert(name)
        case .firstKnown(let list): for inner in list { add(inner) }
        }
    }
}

extension PatientIndex {
    /// Checks what every evaluation of a shard reads: the columns of persons and their periods.
    func confirmPersons(of shard: IndexShard) throws(PatientIndexError) {
        let name = PatientIndex.personTable
        for column in shard.personColumns.values { try confirm(column, 0..<shard.personCount, in: name) }
        try confirm(shard.periodOffsets, in: name)
        try confirm(shard.periodStarts, in: name)
        try confirm(shard.periodEnds, in: name)
    }

    /// Checks the rows of some postings of a table in the columns that will be read. `wantsOrder` and `wantsVisit` say
    /// that the row's rank and its visit are needed too.
    func confirm(
        _ postings: [Posting], of table: IndexTable, _ name: String, in shard: IndexShard, _ read: ReadColumns,
        wantsOrder: Bool, wantsVisit: Bool
    ) throws(PatientIndexError) {
        let columns = read.names.compactMap { table.columns[$0] }
        for column in columns { try confirm(values: column.values, in: name) }
        try confirm(table.bitmapWords, in: name)
        if read.readsVisits {
            try confirm(shard.visitOffsets, in: PatientIndex.personTable)
            try confirm(shard.visitConcepts, 0..<shard.visitConcepts.codes.count, in: PatientIndex.personTable)
        }
        var packed = [table.person, table.start] + columns.map(\.codes)
        if wantsOrder { packed.append(table.order) }
        if let visit = table.visit, wantsVisit || read.readsVisits { packed.append(visit) }
        for rows in merged(postings) {
            for column in packed { try confirm(column, rows, in: name) }
        }
        for posting in postings {
            let runs = Int(table.runOffsets[posting.concept])..<Int(table.runOffsets[posting.concept + 1])
            if !runs.isEmpty { try confirm(table.runs, runs, in: name) }
        }
    }

    private func confirm(
        _ column: IndexColumn, _ places: Range<Int>, in name: String
    ) throws(PatientIndexError) {
        try confirm(values: column.values, in: name)
        try confirm(column.codes, places, in: name)
    }

    private func confirm(values: IndexValues, in name: String) throws(PatientIndexError) {
        switch values {
        case .sequence: break
        case .integers(let values): try confirm(values, in: name)
        case .decimals(let values): try confirm(values, in: name)
        case .texts(let texts): try confirm(texts.bytes, in: name)
        }
    }

    /// Neighbours are read as one.
    private func merged(_ postings: [Posting]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for posting in postings {
            if let last = ranges.last, last.upperBound == posting.start {
                ranges[ranges.count - 1] = last.lowerBound..<posting.end
            } else {
                ranges.append(posting.start..<posting.end)
            }
        }
        return ranges
    }
}
