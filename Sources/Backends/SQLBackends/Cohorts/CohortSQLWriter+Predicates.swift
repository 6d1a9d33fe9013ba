import CohortEngine
import Foundation
import HealthModel

extension CohortSQLWriter {
    /// A day computed from the columns of row `alias`.
    func day(_ expression: DayExpression, of alias: String) -> String {
        switch expression {
        case .column(let name): "\(alias).\(dialect.identifier(name))"
        case .adding(let inner, let days): "(\(dialect.adding(day(inner, of: alias), days: days)))"
        case .addingColumn(let inner, let column):
            "(\(dialect.adding(day(inner, of: alias), column: "\(alias).\(dialect.identifier(column))")))"
        case .firstKnown(let list): "COALESCE(\(list.map { day($0, of: alias) }.joined(separator: ", ")))"
        }
    }

    func literal(_ day: Day) -> String { "DATE '\(day)'" }

    /// The value that a predicate looks at, on row `alias` and the tables that `joins` brings.
    func value(_ operand: Operand, of alias: String) -> String {
        func column(_ name: String) -> String { "\(alias).\(dialect.identifier(name))" }
        return switch operand {
        case .column(let name): column(name)
        case .startDay: "\(alias).start_date"
        case .endDay: "\(alias).end_date"
        case .durationDays: dialect.days(from: "\(alias).start_date", to: "\(alias).end_date")
        case .ageAtStart: "(\(dialect.year("\(alias).start_date")) - person.year_of_birth)"
        case .ageAtEnd: "(\(dialect.year("\(alias).end_date")) - person.year_of_birth)"
        case .person(let name): "person.\(dialect.identifier(name))"
        case .visit(let name): "visit.\(dialect.identifier(name))"
        case .provider(let name): "provider.\(dialect.identifier(name))"
        case .careSite(let name): "care_site.\(dialect.identifier(name))"
        case .ratio(let dividend, let divisor): "(\(column(dividend)) / NULLIF(\(column(divisor)), 0))"
        case .columnOrZero(let name): "COALESCE(\(column(name)), 0)"
        case .constant(let number): "\(number)"
        case .unknown: "CAST(NULL AS BIGINT)"
        }
    }

    /// The joins that the predicates need.
    func joins(for predicates: [EventPredicate], of alias: String) -> String {
        var needsPerson = false
        var needsVisit = false
        var needsProvider = false
        var needsCareSite = false
        for operand in predicates.flatMap(\.alternatives).map(\.operand) {
            switch operand {
            case .ageAtStart, .ageAtEnd, .person: needsPerson = true
            case .visit: needsVisit = true
            case .provider: needsProvider = true
            case .careSite: needsCareSite = true
            default: break
            }
        }
        var text = ""
        if needsPerson { text += "\nJOIN \(data("person")) person ON person.person_id = \(alias).person_id" }
        if needsVisit {
            text +=
                "\nJOIN \(data("visit_occurrence")) visit ON visit.visit_occurrence_id = \(alias).visit_occurrence_id"
            text += " AND visit.person_id = \(alias).person_id"
        }
        if needsCareSite {
            text += "\nJOIN \(data("care_site")) care_site ON care_site.care_site_id = \(alias).care_site_id"
        }
        if needsProvider {
            text += "\nLEFT JOIN \(data("provider")) provider ON provider.provider_id = \(alias).provider_id"
        }
        return text
    }

    func condition(_ predicate: EventPredicate, of alias: String) -> String {
        let parts = predicate.alternatives.map { comparison in
            let left = value(comparison.operand, of: alias)
            return switch comparison.test {
            case .value(let test): condition(left, test)
            case .lessThanColumn(let name): "\(left) < \(alias).\(dialect.identifier(name))"
            case .greaterThanColumn(let name): "\(left) > \(alias).\(dialect.identifier(name))"
            }
        }
        return parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " OR ")))"
    }

    private func condition(_ left: String, _ test: EventTest) -> String {
        switch test {
        case .days(let range):
            return compare(left, range.comparison, literal(range.value), literal(range.extent ?? range.value))
        case .whole(let range):
            func text(_ number: Double) -> String { String(format: "%.0f", number.rounded(.towardZero)) }
            return compare(left, range.comparison, text(range.value), text(range.extent ?? range.value))
        case .decimal(let range):
            func text(_ number: Double) -> String { String(format: "%.4f", number) }
            return compare(left, range.comparison, text(range.value), text(range.extent ?? range.value))
        case .oneOf(let concepts, let isNegated):
            let list = concepts.map(String.init).joined(separator: ", ")
            return "\(left) \(isNegated ? "NOT IN" : "IN") (\(list))"
        case .inConceptSet(let set, let isNegated): return isIn(left, set: set, isNegated: isNegated)
        case .isKnown: return "\(left) IS NOT NULL"
        case .isUnknown: return "\(left) IS NULL"
        case .text(let filter):
            return dialect.like(
                left, isNegated: filter.comparison.isNegated, pattern: bind(dialect.pattern(filter.pattern)))
        }
    }

    private func compare(_ left: String, _ comparison: Comparison, _ value: String, _ extent: String) -> String {
        switch comparison {
        case .less: "\(left) < \(value)"
        case .lessOrEqual: "\(left) <= \(value)"
        case .equal: "\(left) = \(value)"
        case .notEqual: "\(left) <> \(value)"
        case .greater: "\(left) > \(value)"
        case .greaterOrEqual: "\(left) >= \(value)"
        case .between: "(\(left) >= \(value) AND \(left) <= \(extent))"
        case .notBetween: "NOT (\(left) >= \(value) AND \(left) <= \(extent))"
        }
    }
}

extension TextFilter {
    fileprivate var pattern: String {
        switch comparison {
        case .startsWith, .startsNotWith: text + "%"
        case .contains, .containsNot: "%" + text + "%"
        case .endsWith, .endsNotWith: "%" + text
        }
    }
}
