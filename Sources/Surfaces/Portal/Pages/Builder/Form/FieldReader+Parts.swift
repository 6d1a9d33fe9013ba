import CohortEngine
import HealthModel

extension FieldReader {
    /// `name.op`, `name.a` and, between two numbers, `name.b`; no comparison is no condition.
    mutating func numbers(_ name: String, keeping old: NumberRange?) -> NumberRange? {
        guard let operation = text(name + ".op") else { return old }
        guard let comparison = Comparison(rawValue: operation) else { return nil }
        // A condition whose number is still missing keeps the one before, so that nothing widens while one types.
        guard let value = number(name + ".a") else { return old }
        guard comparison.needsExtent else {
            return NumberRange(comparison, value, old?.comparison == comparison ? old?.extent : nil)
        }
        guard let extent = number(name + ".b") else { return old }
        guard value <= extent else {
            note(name + ".b", .boundsTurned)
            return old
        }
        return NumberRange(comparison, value, extent)
    }

    /// The same with days.
    mutating func days(_ name: String, keeping old: DayRange?) -> DayRange? {
        guard let operation = text(name + ".op") else { return old }
        guard let comparison = Comparison(rawValue: operation) else { return nil }
        guard let value = day(name + ".a") else { return old }
        guard comparison.needsExtent else {
            return DayRange(comparison, value, old?.comparison == comparison ? old?.extent : nil)
        }
        guard let extent = day(name + ".b") else { return old }
        guard value <= extent else {
            note(name + ".b", .boundsTurned)
            return old
        }
        return DayRange(comparison, value, extent)
    }

    /// `name.side` and `name.days`.
    mutating func endpoint(_ name: String, keeping old: Window.Endpoint) -> Window.Endpoint {
        let bounds = -CohortLimits.dayCountMax...CohortLimits.dayCountMax
        switch text(name + ".side") {
        case "edgeBefore": return .edgeBefore
        case "edgeAfter": return .edgeAfter
        case "before":
            guard let days = wholeOrNil(name + ".days", in: bounds) else { return old }
            return .days(-days, isBefore: true)
        case "after":
            guard let days = wholeOrNil(name + ".days", in: bounds) else { return old }
            return .days(days, isBefore: false)
        default: return old
        }
    }

    private mutating func wholeOrNil(_ name: String, in range: ClosedRange<Int>) -> Int? {
        let before = errors.count
        let value = whole(name, in: range, keeping: Int.min)
        return errors.count == before && value != Int.min ? value : nil
    }

    /// A choice of concepts: none, one known concept, or what the definition had.
    func concepts(_ name: String, from known: [Concept], keeping old: [Concept]) -> [Concept] {
        guard let text = text(name), text != "kept" else { return old }
        guard let identifier = Int(text) else { return [] }
        if old.count == 1, old[0].identifier == identifier { return old }
        return known.filter { $0.identifier == identifier }
    }
}

extension Phrase {
    static let boundsTurned = Phrase(
        fr: "La borne haute est inférieure à la borne basse.", en: "The upper bound is below the lower one.")
}
