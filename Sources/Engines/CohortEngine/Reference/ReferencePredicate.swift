import Foundation
import HealthModel

/// What predicates are tested on: a row of a table with its two days, or an index event without a row.
struct PredicateSubject {
    let data: ReferenceData
    let person: Int64
    let start: Day?
    let end: Day?
    var row: (table: CDMSample.Table, number: Int)?

    private func column(_ name: String) -> CDMSample.Value { row.map { $0.table[$0.number, name] } ?? .unknown }

    /// The value that a predicate looks at. Nil: the person, visit or care site that the row should name does not
    /// exist, and no predicate on it holds.
    func value(_ operand: Operand) -> CDMSample.Value? {
        switch operand {
        case .column(let name): return column(name)
        case .startDay: return start.map(CDMSample.Value.day) ?? .unknown
        case .endDay: return end.map(CDMSample.Value.day) ?? .unknown
        case .durationDays:
            guard let start, let end else { return .unknown }
            return .integer(Int64(end - start))
        case .ageAtStart: return age(at: start)
        case .ageAtEnd: return age(at: end)
        case .person(let name): return data.value("person", person, name)
        case .visit(let name):
            let visit = column("visit_occurrence_id").whole
            guard data.value("visit_occurrence", visit, "person_id")?.whole == person else { return nil }
            return data.value("visit_occurrence", visit, name)
        case .provider(let name): return data.value("provider", column("provider_id").whole, name) ?? .unknown
        case .careSite(let name): return data.value("care_site", column("care_site_id").whole, name)
        case .ratio(let dividend, let divisor):
            guard let above = column(dividend).number, let below = column(divisor).number, below != 0 else {
                return .unknown
            }
            return .decimal(above / below)
        case .columnOrZero(let name): return column(name) == .unknown ? .integer(0) : column(name)
        case .constant(let number): return .integer(Int64(number))
        case .unknown: return .unknown
        }
    }

    /// "Age = year(start) - year_of_birth (no month/day)."
    private func age(at day: Day?) -> CDMSample.Value? {
        guard let birth = data.value("person", person, "year_of_birth") else { return nil }
        guard let day, let year = birth.whole else { return .unknown }
        return .integer(Int64(day.year) - year)
    }

    /// Whether one of the comparisons holds.
    func satisfies(_ predicate: EventPredicate, _ sets: ReferenceConceptSets) -> Bool {
        for comparison in predicate.alternatives {
            guard let value = value(comparison.operand) else { continue }
            switch comparison.test {
            case .value(let test): if value.satisfies(test, sets) { return true }
            case .lessThanColumn(let name):
                if let left = value.number, let right = column(name).number, left < right { return true }
            case .greaterThanColumn(let name):
                if let left = value.number, let right = column(name).number, left > right { return true }
            }
        }
        return false
    }
}

extension CDMSample.Value {
    /// Whether the value passes; an unknown one passes `isUnknown` and, as in SQL, "not in" a set of nothing.
    fileprivate func satisfies(_ test: EventTest, _ sets: ReferenceConceptSets) -> Bool {
        switch test {
        case .days(let range):
            guard let day else { return false }
            return range.comparison.holds(day, range.value, range.extent ?? range.value)
        case .whole(let range):
            // "Numbers of the integer kind are truncated (intValue)."
            guard let number else { return false }
            let extent = range.extent ?? range.value
            return range.comparison.holds(number, range.value.rounded(.towardZero), extent.rounded(.towardZero))
        case .decimal(let range):
            // "Decimals are formatted %.4f."
            guard let number else { return false }
            return range.comparison.holds(
                number, range.value.fourDecimals, (range.extent ?? range.value).fourDecimals)
        case .oneOf(let concepts, let isNegated):
            guard let whole else { return false }
            return concepts.contains(Int(whole)) != isNegated
        case .inConceptSet(let set, let isNegated):
            let concepts = sets.concepts(set)
            guard let whole else { return isNegated && concepts.isEmpty }
            return concepts.contains(whole) != isNegated
        case .isKnown: return self != .unknown
        case .isUnknown: return self == .unknown
        case .text(let filter):
            guard let text else { return false }
            return filter.pattern.matches(Array(text.unicodeScalars)) != filter.comparison.isNegated
        }
    }
}

extension Comparison {
    /// "Op in lt, lte, eq, !eq, gt, gte, bt, !bt (closed)."
    fileprivate func holds<Value: Comparable>(_ value: Value, _ bound: Value, _ extent: Value) -> Bool {
        switch self {
        case .less: value < bound
        case .lessOrEqual: value <= bound
        case .equal: value == bound
        case .notEqual: value != bound
        case .greater: value > bound
        case .greaterOrEqual: value >= bound
        case .between: value >= bound && value <= extent
        case .notBetween: !(value >= bound && value <= extent)
        }
    }
}

extension Double {
    fileprivate var fourDecimals: Double { Double(String(format: "%.4f", self)) ?? self }
}

extension TextFilter {
    /// "(!)startsWith, contains, endsWith -> LIKE": `%` stands for any characters, `_` for one.
    fileprivate var pattern: LikePattern {
        switch comparison {
        case .startsWith, .startsNotWith: LikePattern(text + "%")
        case .contains, .containsNot: LikePattern("%" + text + "%")
        case .endsWith, .endsNotWith: LikePattern("%" + text)
        }
    }
}

/// A pattern of SQL's LIKE.
private struct LikePattern {
    private let symbols: [Unicode.Scalar]

    init(_ text: String) { symbols = Array(text.unicodeScalars) }

    /// Whether the whole text fits: `reachable[i]` says that the first i symbols fit what was read so far.
    func matches(_ text: [Unicode.Scalar]) -> Bool {
        var reachable = [true] + symbols.map { _ in false }
        for (place, symbol) in symbols.enumerated() where symbol == "%" { reachable[place + 1] = reachable[place] }
        for scalar in text {
            var next = [false] + symbols.map { _ in false }
            for (place, symbol) in symbols.enumerated() {
                if symbol == "%" {
                    next[place + 1] = next[place] || reachable[place + 1]
                } else {
                    next[place + 1] = reachable[place] && (symbol == "_" || symbol == scalar)
                }
            }
            reachable = next
        }
        return reachable[symbols.count]
    }
}
