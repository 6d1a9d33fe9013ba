package import HealthModel

/// A value to bind to a statement, or a cell of a small result.
package enum DuckDBValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int64(Int64)
    case double(Double)
    case text(String)
    case day(Day)
    /// Microseconds since 1970-01-01 00:00:00.
    case timestamp(microseconds: Int64)
    case blob([UInt8])
}

extension DuckDBValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .int64(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(stringLiteral value: String) { self = .text(value) }
}

extension DuckDBValue {
    package init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    package init(_ value: Int?) { self = value.map { .int64(Int64($0)) } ?? .null }
    package init(_ value: Int64?) { self = value.map { .int64($0) } ?? .null }
    package init(_ value: Double?) { self = value.map { .double($0) } ?? .null }
    package init(_ value: Day?) { self = value.map { .day($0) } ?? .null }

    package var isNull: Bool { self == .null }
    /// Nil when it is not a whole number.
    package var int64: Int64? { if case .int64(let value) = self { value } else { nil } }
    /// Nil when it is not a number.
    package var double: Double? {
        switch self {
        case .double(let value): value
        case .int64(let value): Double(value)
        default: nil
        }
    }
    /// Nil when it is not a text.
    package var text: String? { if case .text(let value) = self { value } else { nil } }
    /// Nil when it is not a day.
    package var day: Day? { if case .day(let value) = self { value } else { nil } }
    /// Nil when it is not a truth value.
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
}
