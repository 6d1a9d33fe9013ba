internal import Foundation

/// From match weights to honest weights: a monotone curve learnt on pairs whose truth is known.
///
/// The curve is the weight itself plus a correction that is linear between knots. The correction is what the known pairs
/// make likeliest when it is supposed to be small and to change slowly (a random walk from knot to knot): many pairs
/// bend the curve as they say, few hardly move it, and pairs of neighbouring weights say together what a thin band
/// cannot say alone.
package struct Calibration: Sendable, Hashable, Codable {
    /// Pairs with a known truth needed to learn a curve, and matches and non-matches among them.
    static let pairCountMin = 200
    static let classCountMin = 20
    /// Knots, in bits of weight before. Beyond the outer ones nothing is learnt: what was not seen is not certain.
    private static let knots = stride(from: -20.0, through: 18, by: 2).map { $0 }
    private static let middle = 10
    /// What corrections are supposed to be, in bits: at even odds, and the change over one bit of weight.
    static let levelDeviation = 1.0
    static let slopeDeviation = 0.2
    /// Bits per bit beyond the outer knots, and between two knots at least.
    private static let slope = 0.005

    /// Weights before and after, both ascending; between knots the curve is linear.
    package let before: [Double]
    package let after: [Double]
    /// How many pairs it was learnt on.
    package let pairCount: Int

    /// Nil when there are too few pairs to learn from.
    package init?(weights: [Float], truths: [Bool]) {
        let matchCount = truths.count { $0 }
        guard truths.count >= Calibration.pairCountMin, matchCount >= Calibration.classCountMin,
            truths.count - matchCount >= Calibration.classCountMin
        else { return nil }
        self.init(KnownPairs(weights: weights, truths: truths), pairCount: truths.count)
    }

    init(_ known: KnownPairs, pairCount: Int) {
        let knots = Calibration.knots
        let corrections = CorrectionFit(knots: knots, middle: Calibration.middle).corrections(known)
        var after: [Double] = []
        for (knot, correction) in zip(knots, corrections) {
            let least = after.last.map { $0 + Calibration.slope * 2 } ?? -.infinity
            after.append(max(least, knot + correction))
        }
        self.before = knots
        self.after = after
        self.pairCount = pairCount
    }

    /// The weight before calibration of an honest weight.
    func inverse(_ honest: Double) -> Double {
        var (low, high) = (-200.0, 200.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if Double(self(Float(middle))) < honest { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The honest weight; beyond the knots almost flat.
    package func callAsFunction(_ weight: Float) -> Float {
        let value = Double(weight)
        guard let first = before.first, let last = before.last, let low = after.first, let high = after.last else {
            return weight
        }
        if value <= first { return Float(low + Calibration.slope * (value - first)) }
        if value >= last { return Float(high + Calibration.slope * (value - last)) }
        var (left, right) = (0, before.count - 1)
        while right - left > 1 {
            let middle = (left + right) / 2
            if before[middle] <= value { left = middle } else { right = middle }
        }
        let share = (value - before[left]) / (before[right] - before[left])
        return Float(after[left] + share * (after[right] - after[left]))
    }
}

/// Pairs whose truth is known, gathered by weight.
struct KnownPairs {
    /// Bits of weight that are taken together.
    private static let width: Float = 0.125

    struct Cell {
        var weightSum = 0.0
        var count = 0.0
        var matches = 0.0
    }

    private(set) var cells: [Cell] = []

    /// Each pair counts as one, or as `counts` says.
    init(weights: [Float], truths: [Bool], counts: [Double]? = nil) {
        var places: [Int: Cell] = [:]
        for pair in weights.indices {
            let weight = max(-60, min(60, weights[pair]))
            let count = counts?[pair] ?? 1
            var cell = places[Int((weight / KnownPairs.width).rounded(.down))] ?? Cell()
            cell.weightSum += Double(weight) * count
            cell.count += count
            cell.matches += truths[pair] ? count : 0
            places[Int((weight / KnownPairs.width).rounded(.down))] = cell
        }
        cells = places.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 0 }
    }
}

/// The corrections at the knots that are likeliest: logistic regression with a Gaussian prior, by Newton's method.
private struct CorrectionFit {
    private static let iterationCountMax = 50
    private static let stepMax = 2.0

    let knots: [Double]
    let middle: Int

    func corrections(_ known: KnownPairs) -> [Double] {
        var corrections = [Double](repeating: 0, count: knots.count)
        for _ in 0..<CorrectionFit.iterationCountMax {
            let step = newtonStep(corrections, known)
            for knot in corrections.indices {
                corrections[knot] += max(-CorrectionFit.stepMax, min(CorrectionFit.stepMax, step[knot]))
            }
            if step.allSatisfy({ abs($0) < 1e-6 }) { break }
        }
        return corrections
    }

    /// Gradient and curvature of the log posterior; the curvature only joins neighbouring knots.
    private func newtonStep(_ corrections: [Double], _ known: KnownPairs) -> [Double] {
        var gradient = [Double](repeating: 0, count: knots.count)
        var diagonal = gradient
        var beside = gradient
        let level = 1 / (Calibration.levelDeviation * Calibration.levelDeviation)
        diagonal[middle] += level
        gradient[middle] -= level * corrections[middle]
        for knot in 0..<knots.count - 1 {
            let variance = Calibration.slopeDeviation * Calibration.slopeDeviation * (knots[knot + 1] - knots[knot])
            let change = (corrections[knot + 1] - corrections[knot]) / variance
            gradient[knot] += change
            gradient[knot + 1] -= change
            diagonal[knot] += 1 / variance
            diagonal[knot + 1] += 1 / variance
            beside[knot] -= 1 / variance
        }
        for cell in known.cells {
            let weight = max(knots[0], min(knots[knots.count - 1], cell.weightSum / cell.count))
            let knot = min(knots.count - 2, knots.lastIndex { $0 <= weight } ?? 0)
            let share = (weight - knots[knot]) / (knots[knot + 1] - knots[knot])
            let honest = weight + (1 - share) * corrections[knot] + share * corrections[knot + 1]
            let chance = ScoredPairs.probability(Float(honest))
            let surprise = (cell.matches - cell.count * chance) * log(2)
            let curvature = cell.count * chance * (1 - chance) * log(2) * log(2)
            gradient[knot] += (1 - share) * surprise
            gradient[knot + 1] += share * surprise
            diagonal[knot] += (1 - share) * (1 - share) * curvature
            diagonal[knot + 1] += share * share * curvature
            beside[knot] += share * (1 - share) * curvature
        }
        return solved(diagonal, beside, gradient)
    }

    /// Solves a symmetric tridiagonal system that is positive definite.
    private func solved(_ diagonal: [Double], _ beside: [Double], _ right: [Double]) -> [Double] {
        var (pivots, result) = (diagonal, right)
        for place in 1..<pivots.count {
            let factor = beside[place - 1] / pivots[place - 1]
            pivots[place] -= factor * beside[place - 1]
            result[place] -= factor * result[place - 1]
        }
        result[result.count - 1] /= pivots[pivots.count - 1]
        for place in stride(from: pivots.count - 2, through: 0, by: -1) {
            result[place] = (result[place] - beside[place] * result[place + 1]) / pivots[place]
        }
        return result
    }
}
