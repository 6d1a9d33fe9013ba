import CohortEngine
import HealthModel

/// Rows of one concept in a table of a shard.
struct Posting {
    let start: Int
    let end: Int
    /// Its place among the concepts of the table.
    let concept: Int

    var rowCount: Int { end - start }
}

/// A criterion in one shard: which rows to read and which codes to look for.
struct BoundCriterion {
    let compiled: CompiledCriterion
    let shard: IndexShard
    let table: IndexTable
    let postings: [Posting]
    /// Tests that come before the first event is chosen.
    let membershipTests: [RowTest]
    let predicateTests: [RowTest]
    let start: BoundDay
    let end: BoundDay

    /// Nil when the shard holds nothing that could match.
    init?(_ compiled: CompiledCriterion, shard: IndexShard, table: IndexTable, postings: [Posting]) {
        self.compiled = compiled
        self.shard = shard
        self.table = table
        self.postings = postings
        let binder = RowTestBinder(shard: shard, table: table, criterion: compiled)
        var memberships: [RowTest] = []
        for membership in compiled.memberships {
            guard let column = table.columns[membership.column] else { return nil }
            let bits = column.bits(of: membership.set.concepts)
            guard !bits.isEmpty else { return nil }
            memberships.append(.codeBits(column.codes, bits))
        }
        membershipTests = memberships
        var tests: [RowTest] = []
        for predicate in compiled.query.predicates {
            guard let test = binder.bind(predicate) else { continue }
            if case .never = test { return nil }
            tests.append(test)
        }
        predicateTests = tests.sorted { $0.cost < $1.cost }
        let startColumn = compiled.query.orderedBy.columnName
        start = BoundDay(compiled.query.start, table: table, startColumn: startColumn)
        end = BoundDay(compiled.query.end, table: table, startColumn: startColumn)
    }

    /// A range of codes that every row must have, by which a scan may begin: the first of the tests that `take` makes.
    var leadingCodes: (column: PackedColumn, low: Int, high: Int)? {
        guard membershipTests.isEmpty, !compiled.query.isFirst,
            case .codes(let column, let low, let high, false, _)? = predicateTests.first, low <= high
        else { return nil }
        return (column, low, high)
    }

    /// Where the concepts stand in a table; all of them when none are given.
    static func postings(of concepts: [Int64]?, in table: IndexTable) -> [Posting] {
        func posting(_ place: Int) -> Posting {
            Posting(start: Int(table.offsets[place]), end: Int(table.offsets[place + 1]), concept: place)
        }
        guard let concepts else { return (0..<table.concepts.count).map(posting) }
        var postings: [Posting] = []
        var place = 0
        for concept in concepts {
            // Both ascend: search forward from the last find.
            var step = 1
            while place + step < table.concepts.count, table.concepts[place + step] < concept { step <<= 1 }
            var high = min(table.concepts.count, place + step + 1)
            while place < high {
                let middle = (place + high) >> 1
                if table.concepts[middle] < concept { place = middle + 1 } else { high = middle }
            }
            guard place < table.concepts.count else { break }
            if table.concepts[place] == concept { postings.append(posting(place)) }
        }
        return postings.filter { $0.rowCount > 0 }
    }

    /// The concept of a row, by its place among the concepts of the table.
    func concept(ofRow row: Int) -> Int64 {
        var low = 0
        var high = table.concepts.count
        while low < high {
            let middle = (low + high) >> 1
            if Int(table.offsets[middle + 1]) <= row { low = middle + 1 } else { high = middle }
        }
        return table.concepts[low]
    }

    /// The person bitmap of a posting; nil when it has none.
    func bitmap(_ posting: Posting) -> UnsafePointer<UInt64>? {
        let offset = table.bitmapOffsets[posting.concept]
        guard offset != IndexTable.noBitmap, let base = table.bitmapWords.elements.baseAddress else { return nil }
        return base + Int(offset)
    }
}

extension DayExpression {
    /// The column of the stored start.
    var columnName: String {
        switch self {
        case .column(let name): name
        case .adding(let inner, _), .addingColumn(let inner, _): inner.columnName
        case .firstKnown(let list): list.first?.columnName ?? ""
        }
    }
}

// MARK: - Predicates that are rare: one row at a time

extension BoundCriterion {
    func holds(_ predicate: EventPredicate, row: Int, start: Int32, end: Int32) -> Bool {
        predicate.alternatives.contains { alternative in
            if case .careSite = alternative.operand, isUnknown("care_site.care_site_id", row) { return false }
            let left = value(alternative.operand, row, start, end)
            switch alternative.test {
            case .lessThanColumn(let name):
                guard let left, let right = value(.column(name), row, start, end) else { return false }
                return left < right
            case .greaterThanColumn(let name):
                guard let left, let right = value(.column(name), row, start, end) else { return false }
                return left > right
            case .value(let test): return holds(test, left)
            }
        }
    }

    private func holds(_ test: EventTest, _ value: Double?) -> Bool {
        guard let value else { return RowTestBinder.holdsForUnknown(test, compiled.resolver) }
        switch test {
        case .days(let range): return NumberInterval.days(range).contains(value)
        case .whole(let range): return NumberInterval.whole(range).contains(value)
        case .decimal(let range): return NumberInterval.decimal(range).contains(value)
        case .oneOf(let concepts, let isNegated): return concepts.contains(Int(value)) != isNegated
        case .inConceptSet(let set, let isNegated):
            return compiled.resolver.set(set).contains(Int64(value)) != isNegated
        case .isKnown: return true
        case .isUnknown, .text: return false
        }
    }

    private func isUnknown(_ name: String, _ row: Int) -> Bool {
        table.columns[name].map { $0.codes[row] == 0 } ?? true
    }

    private func number(_ name: String, _ row: Int) -> Double? {
        if name == compiled.conceptColumn {
            let concept = concept(ofRow: row)
            return concept == IndexTable.noConcept ? nil : Double(concept)
        }
        guard let column = table.columns[name] else { return nil }
        let code = column.codes[row]
        return code == 0 ? nil : column.values.number(code)
    }

    private func value(_ operand: Operand, _ row: Int, _ start: Int32, _ end: Int32) -> Double? {
        switch operand {
        case .column(let name): return number(name, row)
        case .columnOrZero(let name): return number(name, row) ?? 0
        case .startDay: return start == unknownDay ? nil : Double(start)
        case .endDay: return end == unknownDay ? nil : Double(end)
        case .durationDays: return start == unknownDay || end == unknownDay ? nil : Double(end) - Double(start)
        case .ageAtStart: return age(row, start)
        case .ageAtEnd: return age(row, end)
        case .person(let name): return personNumber(name, row)
        case .visit: return nil
        case .provider(let name): return number("provider.\(name)", row)
        case .careSite(let name): return number("care_site.\(name)", row)
        case .ratio(let dividend, let divisor):
            guard let dividend = number(dividend, row), let divisor = number(divisor, row), divisor != 0 else {
                return nil
            }
            return dividend / divisor
        case .constant(let number): return Double(number)
        case .unknown: return nil
        }
    }

    private func personNumber(_ name: String, _ row: Int) -> Double? {
        guard let column = shard.personColumns[name] else { return nil }
        let code = column.codes[table.person[row]]
        return code == 0 ? nil : column.values.number(code)
    }

    private func age(_ row: Int, _ day: Int32) -> Double? {
        guard day != unknownDay, let birth = personNumber("year_of_birth", row) else { return nil }
        return Double(Day(daysSince1970: day).year) - birth
    }
}
