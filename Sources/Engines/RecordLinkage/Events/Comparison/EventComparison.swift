/// What is compared between the stays of a subject and those of a person.
package enum EventComparison: Int, Sendable, Hashable, CaseIterable, Codable {
    case entry
    case exit
    case hospital
    case diagnosis
    case sex
    case birth
    case department
    /// Whether the person has the stay at all.
    case presence

    /// The outcomes of a comparison, the closest first; numbered from 1 in patterns, where 0 is "missing".
    package var levels: [EventLevel] {
        switch self {
        case .entry, .exit:
            [
                EventLevel("same-day", 0.9), EventLevel("1-day", 0.06), EventLevel("2-7-days", 0.02),
                EventLevel("other", 0.02),
            ]
        case .hospital: [EventLevel("same", 0.9), EventLevel("same-department", 0.05), EventLevel("other", 0.05)]
        case .diagnosis:
            [
                EventLevel("same", 0.7), EventLevel("same-category", 0.1), EventLevel("same-chapter", 0.1),
                EventLevel("other", 0.1),
            ]
        case .sex: [EventLevel("same", 0.95), EventLevel("other", 0.05)]
        case .birth:
            [
                EventLevel("same", 0.9), EventLevel("same-year", 0.04), EventLevel("same-month-near-year", 0.04),
                EventLevel("other", 0.02), EventLevel("same-year-month-unknown", 0.9, stratum: 1),
                EventLevel("near-year-month-unknown", 0.06, stratum: 1),
                EventLevel("other-month-unknown", 0.04, stratum: 1),
            ]
        case .department: [EventLevel("same", 0.85), EventLevel("other", 0.15)]
        case .presence: [EventLevel("present", 0.95), EventLevel("absent", 0.05)]
        }
    }

    var shift: UInt32 { UInt32(rawValue) * 4 }
}

/// One outcome of a comparison, and the probability among matches that learning starts from.
package struct EventLevel: Sendable, Hashable {
    package let name: String
    package let startingM: Double
    /// Outcomes of one stratum are alternatives: their probabilities add up to 1.
    package let stratum: Int

    init(_ name: String, _ startingM: Double, stratum: Int = 0) {
        self.name = name
        self.startingM = startingM
        self.stratum = stratum
    }
}

/// Level of every comparison in four bits each; 0 is missing.
typealias EventPattern = UInt32

/// Levels of two stays, as plain functions for the loop over candidates.
enum StayLevels {
    @inline(__always)
    static func days(_ left: Int32, _ right: Int32) -> UInt32 {
        if left == StayTable.noDay || right == StayTable.noDay { return 0 }
        switch abs(left - right) {
        case 0: return 1
        case 1: return 2
        case 2...7: return 3
        default: return 4
        }
    }

    @inline(__always)
    static func equality(_ left: UInt32, _ right: UInt32) -> UInt32 {
        left == 0 || right == 0 ? 0 : left == right ? 1 : 2
    }

    @inline(__always)
    static func birth(_ left: UInt16, _ right: UInt16) -> UInt32 {
        if left == 0 || right == 0 { return 0 }
        let (yearLeft, yearRight) = (Int(left >> 4), Int(right >> 4))
        let (monthLeft, monthRight) = (left & 15, right & 15)
        let distance = abs(yearLeft - yearRight)
        if monthLeft == 0 || monthRight == 0 { return distance == 0 ? 5 : distance == 1 ? 6 : 7 }
        if distance == 0 { return monthLeft == monthRight ? 1 : 2 }
        return monthLeft == monthRight && (distance == 1 || distance == 10) ? 3 : 4
    }
}
