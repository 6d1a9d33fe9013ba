import CohortEngine
import HealthModel

/// A predicate on the rows of one table of a shard, in terms of codes.
enum RowTest {
    case never
    case codes(PackedColumn, low: Int, high: Int, isNegated: Bool, minimum: Int)
    case codeBits(PackedColumn, CodeBits)
    case personCodes(PackedColumn, CodeBits)
    /// As `personCodes`, for persons of the person table only: a test that an unknown value satisfies.
    case listedPersonCodes(PackedColumn, CodeBits, ListedPersons)
    case listedPersons(ListedPersons)
    case visitCodes(CodeBits)
    case ageAtStart(AgeDays)
    case ageAtEnd(AgeDays)
    case startDays(NumberInterval)
    case endDays(NumberInterval)
    case duration(NumberInterval)
    case general(EventPredicate)

    /// Cheap tests come first.
    var cost: Int {
        switch self {
        case .never: 0
        case .codes: 1
        case .codeBits: 2
        case .personCodes, .listedPersonCodes, .listedPersons, .visitCodes: 3
        case .ageAtStart, .startDays: 4
        case .ageAtEnd, .endDays, .duration: 5
        case .general: 6
        }
    }
}

/// For each code of the year of birth, the days on which the age is in a range.
struct AgeDays {
    let birthYears: PackedColumn
    let firsts: [Int32]
    let lasts: [Int32]
    let isNegated: Bool

    init?(_ range: NumberRange, shard: IndexShard) {
        guard let column = shard.personColumns["year_of_birth"] else { return nil }
        let interval = NumberInterval.whole(range)
        let ages = interval.wholeBounds
        birthYears = column.codes
        isNegated = interval.isNegated
        var firsts: [Int32] = [0]
        var lasts: [Int32] = [-1]
        for code in 1...max(1, column.codeMax) {
            let year = column.values.whole(code)
            firsts.append(AgeDays.firstDay(of: year + max(-20_000, ages.low)))
            let last = AgeDays.firstDay(of: year + min(20_000, ages.high) + 1)
            lasts.append(ages.high < ages.low ? Int32.min : last - 1)
        }
        self.firsts = firsts
        self.lasts = lasts
    }

    private static func firstDay(of year: Int) -> Int32 {
        Day(year: max(-30_000, min(30_000, year)), month: 1, day: 1)?.daysSince1970 ?? 0
    }
}

/// Who stands in the person table, and not in the observation periods only: whoever has a value in one of its columns.
struct ListedPersons {
    private let columns: [PackedColumn]

    init(_ shard: IndexShard) {
        // The year of birth first: it is nearly always known.
        let first = shard.personColumns["year_of_birth"].map { [$0.codes] } ?? []
        columns = first + shard.personColumns.filter { $0.key != "year_of_birth" }.map(\.value.codes)
    }

    @inline(__always)
    func contains(_ person: Int) -> Bool { columns.contains { $0[person] != 0 } }
}

/// Makes row tests of predicates for one table of a shard.
struct RowTestBinder {
    let shard: IndexShard
    let table: IndexTable
    let criterion: CompiledCriterion

    /// Nil when every row passes.
    func bind(_ predicate: EventPredicate) -> RowTest? {
        guard predicate.alternatives.count == 1, case .value(let test) = predicate.alternatives[0].test else {
            return .general(predicate)
        }
        switch (predicate.alternatives[0].operand, test) {
        case (.startDay, .days(let range)):
            let interval = NumberInterval.days(range)
            guard criterion.hasStoredStart else { return .startDays(interval) }
            let bounds = interval.wholeBounds
            return .codes(
                table.start, low: max(0, bounds.low - table.firstDay), high: bounds.high - table.firstDay,
                isNegated: interval.isNegated, minimum: 0)
        case (.endDay, .days(let range)): return .endDays(.days(range))
        case (.durationDays, .whole(let range)): return .duration(.whole(range))
        case (.ageAtStart, .whole(let range)): return AgeDays(range, shard: shard).map(RowTest.ageAtStart) ?? .never
        case (.ageAtEnd, .whole(let range)): return AgeDays(range, shard: shard).map(RowTest.ageAtEnd) ?? .never
        case (.column(let name), _) where name != criterion.conceptColumn:
            return RowTestBinder.bind(table.columns[name], test, criterion.resolver)
        case (.provider(let name), _):
            return RowTestBinder.bind(table.columns["provider.\(name)"], test, criterion.resolver)
        case (.careSite(let name), _): return .careSite(name, test, self)
        case (.person(let name), _): return RowTestBinder.person(name, test, shard, criterion.resolver)
        case (.visit("visit_concept_id"), _): return visit(test)
        default: return .general(predicate)
        }
    }

    /// A test on a column of the table; nil when every row passes.
    static func bind(_ column: IndexColumn?, _ test: EventTest, _ resolver: ConceptResolver) -> RowTest? {
        guard let column else { return holdsForUnknown(test, resolver) ? nil : .never }
        switch test {
        case .whole(let range): return codes(column, .whole(range))
        case .decimal(let range): return codes(column, .decimal(range))
        case .isKnown: return .codes(column.codes, low: 1, high: Int.max, isNegated: false, minimum: 1)
        case .isUnknown: return .codes(column.codes, low: 0, high: 0, isNegated: false, minimum: 0)
        default: return .codeBits(column.codes, bits(column, test, resolver))
        }
    }

    private static func codes(_ column: IndexColumn, _ interval: NumberInterval) -> RowTest {
        let range = column.values.codes(from: interval.low, through: interval.high)
        if range.low > range.high, !interval.isNegated { return .never }
        return .codes(column.codes, low: range.low, high: range.high, isNegated: interval.isNegated, minimum: 1)
    }

    /// The codes for which a test holds.
    static func bits(_ column: IndexColumn, _ test: EventTest, _ resolver: ConceptResolver) -> CodeBits {
        var bits = CodeBits(codeCount: column.codeMax + 1)
        switch test {
        case .oneOf(let concepts, let isNegated):
            bits = column.bits(of: concepts.map(Int64.init))
            if isNegated { bits.invertKnown() }
        case .inConceptSet(let identifier, let isNegated):
            bits = column.bits(of: resolver.set(identifier).concepts)
            if isNegated { bits.invertKnown() }
        case .text(let filter): bits = column.bits(of: filter)
        case .isKnown: bits.invertKnown()
        case .isUnknown: break
        case .days(let range): insert(column, .days(range), &bits)
        case .whole(let range): insert(column, .whole(range), &bits)
        case .decimal(let range): insert(column, .decimal(range), &bits)
        }
        if holdsForUnknown(test, resolver) { bits.insert(0) }
        return bits
    }

    private static func insert(_ column: IndexColumn, _ interval: NumberInterval, _ bits: inout CodeBits) {
        for code in 1...max(1, column.codeMax) where column.values.number(code).map(interval.contains) ?? false {
            bits.insert(code)
        }
    }

    /// Whether an unknown value satisfies a test.
    static func holdsForUnknown(_ test: EventTest, _ resolver: ConceptResolver) -> Bool {
        switch test {
        case .isUnknown: true
        case .inConceptSet(let identifier, let isNegated): isNegated && resolver.set(identifier).isVoid == true
        default: false
        }
    }

    /// A test on the person; persons who are not in the person table satisfy none.
    static func person(
        _ name: String, _ test: EventTest, _ shard: IndexShard, _ resolver: ConceptResolver
    ) -> RowTest {
        let holdsForUnknown = holdsForUnknown(test, resolver)
        guard let column = shard.personColumns[name] else {
            return holdsForUnknown ? .listedPersons(ListedPersons(shard)) : .never
        }
        let bits = bits(column, test, resolver)
        guard holdsForUnknown else { return .personCodes(column.codes, bits) }
        return .listedPersonCodes(column.codes, bits, ListedPersons(shard))
    }

    /// A row without a known visit satisfies none.
    private func visit(_ test: EventTest) -> RowTest {
        guard table.visit != nil else { return .never }
        var bits = RowTestBinder.bits(shard.visitConcepts, test, criterion.resolver)
        bits.removeUnknown()
        let values = shard.visitConcepts.values
        if let code = values.code(of: IndexTable.unknownConcept, codeMax: shard.visitConcepts.codeMax) {
            bits.set(code, RowTestBinder.holdsForUnknown(test, criterion.resolver))
        }
        return bits.isEmpty ? .never : .visitCodes(bits)
    }
}

extension RowTest {
    /// A row without a care site that exists satisfies none.
    fileprivate static func careSite(_ name: String, _ test: EventTest, _ binder: RowTestBinder) -> RowTest? {
        guard let known = binder.table.columns["care_site.care_site_id"] else { return .never }
        let resolver = binder.criterion.resolver
        guard let column = binder.table.columns["care_site.\(name)"] else {
            guard RowTestBinder.holdsForUnknown(test, resolver) else { return .never }
            return .codes(known.codes, low: 1, high: Int.max, isNegated: false, minimum: 1)
        }
        let bits = RowTestBinder.bits(column, test, resolver)
        guard RowTestBinder.holdsForUnknown(test, resolver) else { return .codeBits(column.codes, bits) }
        return .general(
            EventPredicate(.careSite(name), test))
    }
}
