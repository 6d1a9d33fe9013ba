internal import Foundation

/// The pairs worth keeping, in columns, ordered by first then second record.
package struct ScoredPairs: Sendable {
    package internal(set) var a: [UInt32] = []
    package internal(set) var b: [UInt32] = []
    /// Levels of the comparisons.
    package internal(set) var patterns: [UInt64] = []
    /// Blocking rules that found the pair.
    package internal(set) var rules: [UInt16] = []
    /// Final match weight: log2 of the odds, after competition and calibration.
    package internal(set) var weights: [Float] = []

    package var count: Int { a.count }

    /// Puts the pairs in order.
    mutating func sort() {
        let order = a.indices.sorted { (a[$0], b[$0]) < (a[$1], b[$1]) }
        (a, b) = (order.map { a[$0] }, order.map { b[$0] })
        (patterns, rules) = (order.map { patterns[$0] }, order.map { rules[$0] })
    }

    /// The probability of a match weight.
    package static func probability(_ weight: Float) -> Double { 1 / (1 + exp2(-Double(weight))) }
}

/// Computes match weights of pairs from their patterns and the frequencies of what they agree on.
struct PairWeigher {
    let plan: ComparisonPlan
    let weights: PatternWeights
    let workerCount: Int
    private static let pieceSize = 65_536

    /// One weight a pair; `withNumbers` false leaves the comparison of national numbers out.
    func weigh(_ pairs: ScoredPairs, withNumbers: Bool) -> [Float] {
        let pieceSize = PairWeigher.pieceSize
        let pieces = inParallel(count: (pairs.count + pieceSize - 1) / pieceSize, workerCount: workerCount) { piece in
            var known: [UInt64: ClassWeights] = [:]
            let range = piece * pieceSize..<min(pairs.count, (piece + 1) * pieceSize)
            return range.map { pair -> Float in
                let pattern = pairs.patterns[pair]
                let classes: ClassWeights
                if let found = known[pattern] {
                    classes = found
                } else {
                    classes = weights.classes(of: pattern, withNumbers: withNumbers)
                    known[pattern] = classes
                }
                return weigh(Int(pairs.a[pair]), Int(pairs.b[pair]), pattern, classes)
            }
        }
        return Array(pieces.joined())
    }

    func weigh(_ a: Int, _ b: Int, _ pattern: UInt64, _ classes: ClassWeights) -> Float {
        var classes = classes
        for place in plan.comparisons.indices where plan.comparisons[place].usesTermFrequency {
            let level = plan.level(place, of: pattern)
            if level == 0 { continue }
            let shift = Double(plan.comparators[place].frequencyShift(a, b, level: level))
            if shift == 0 { continue }
            classes.unmatched += shift
            // What kin share is not rarer among them when the value is rare.
            switch plan.comparisons[place].role {
            case .individual:
                classes.twins += shift
                classes.kin += shift
            case .twins: classes.kin += shift
            case .inherited, .free: break
            }
        }
        return Float(max(-60, min(120, classes.weight)))
    }
}
