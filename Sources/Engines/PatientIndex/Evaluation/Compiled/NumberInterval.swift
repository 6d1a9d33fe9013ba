import CohortEngine
import Foundation
import HealthModel

/// The numbers that a range accepts: closed bounds, or everything outside them.
struct NumberInterval: Sendable {
    let low: Double
    let high: Double
    let isNegated: Bool

    /// Bounds are cut to whole numbers, towards zero.
    static func whole(_ range: NumberRange) -> NumberInterval {
        NumberInterval(
            range.comparison, range.value.rounded(.towardZero), (range.extent ?? range.value).rounded(.towardZero))
    }

    /// Bounds are rounded to four decimals, as Circe writes them.
    static func decimal(_ range: NumberRange) -> NumberInterval {
        func rounded(_ number: Double) -> Double { Double(String(format: "%.4f", number)) ?? number }
        return NumberInterval(range.comparison, rounded(range.value), rounded(range.extent ?? range.value))
    }

    static func days(_ range: DayRange) -> NumberInterval {
        NumberInterval(
            range.comparison, Double(range.value.daysSince1970), Double((range.extent ?? range.value).daysSince1970))
    }

    private init(_ comparison: Comparison, _ value: Double, _ extent: Double) {
        isNegated = comparison == .notEqual || comparison == .notBetween
        (low, high) =
            switch comparison {
            case .less: (-.infinity, value.nextDown)
            case .lessOrEqual: (-.infinity, value)
            case .equal, .notEqual: (value, value)
            case .greater: (value.nextUp, .infinity)
            case .greaterOrEqual: (value, .infinity)
            case .between, .notBetween: (value, extent)
            }
    }

    func contains(_ number: Double) -> Bool { (number >= low && number <= high) != isNegated }

    /// The whole numbers between the bounds; empty when the first is above the second.
    var wholeBounds: (low: Int, high: Int) {
        func whole(_ number: Double) -> Int { Int(max(-1e15, min(1e15, number))) }
        return (whole(low.rounded(.up)), whole(high.rounded(.down)))
    }
}
