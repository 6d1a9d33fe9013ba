internal import Foundation

/// What was learnt: the probability of each level among matches, and the share of subjects who are in the file.
package struct EventWeights: Sendable, Hashable {
    /// Natural logarithms of m, 16 places a comparison, by level.
    private(set) var logM: [Double]
    /// Subjects who are in the national file.
    package var presentShare: Double

    /// Where learning starts, whatever the files.
    package static let starting = EventWeights()

    private init() {
        logM = [Double](repeating: 0, count: EventComparison.allCases.count * 16)
        presentShare = 0.8
        for comparison in EventComparison.allCases {
            for (place, level) in comparison.levels.enumerated() {
                logM[comparison.rawValue * 16 + place + 1] = log(level.startingM)
            }
        }
    }

    @inline(__always)
    func logM(_ comparison: EventComparison, _ level: Int) -> Double { logM[comparison.rawValue * 16 + level] }

    /// The probability of a level among matches; levels count from 0, the closest first.
    package func m(_ comparison: EventComparison, _ level: Int) -> Double { exp(logM(comparison, level + 1)) }

    /// The logarithm of m over the levels of a pattern.
    func sum(_ pattern: EventPattern) -> Double {
        var sum = 0.0
        var rest = pattern
        var place = 0
        while rest != 0 {
            sum += logM[place + Int(rest & 15)]
            rest >>= 4
            place += 16
        }
        return sum
    }

    /// Sets m from how often each level was met among matches, the starting values counting as `prior` stays.
    mutating func learn(_ counts: [Double], prior: Double) {
        for comparison in EventComparison.allCases {
            let levels = comparison.levels
            for stratum in Set(levels.map(\.stratum)) {
                let members = levels.indices.filter { levels[$0].stratum == stratum }
                let first = comparison.rawValue * 16 + 1
                let total = members.reduce(0.0) { $0 + counts[first + $1] + prior * levels[$1].startingM }
                for member in members {
                    logM[first + member] = log((counts[first + member] + prior * levels[member].startingM) / total)
                }
            }
        }
    }

    /// The part of the penalised likelihood that the starting values hold.
    func logPrior(_ prior: Double) -> Double {
        var sum = log(presentShare) + log(1 - presentShare)
        for comparison in EventComparison.allCases {
            for (place, level) in comparison.levels.enumerated() {
                sum += prior * level.startingM * logM(comparison, place + 1)
            }
        }
        return sum
    }
}
