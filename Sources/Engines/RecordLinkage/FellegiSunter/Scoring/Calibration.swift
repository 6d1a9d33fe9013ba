internal import Foundation

/// From match weights to honest weights: a monotone curve learnt on pairs whose truth is known (bagged
/// isotonic regression).
package struct Calibration: Sendable, Hashable, Codable {
    /// Pairs with a known truth needed to learn a curve, and matches and non-matches among them.
    static let pairCountMin = 200
    static let classCountMin = 20
    /// Pairs, and bits of weight, that a knot stands for at least.
    private static let knotSizeMin = 40
    private static let knotWidth: Float = 0.25
    /// Bits per bit inside a flat part.
    private static let slope = 0.005
    /// Resampled curves that are averaged.
    private static let bagCount = 40

    /// Weights before and after, both ascending; between knots the curve is linear.
    package let before: [Double]
    package let after: [Double]
    /// How many pairs it was learnt on.
    package let pairCount: Int

    /// Nil when there are too few pairs to learn from.
    ///
    /// The curve is the mean of isotonic curves of resampled pairs (bagging): one curve alone has steps where the pairs
    /// at hand happen to be, and is too sure at its ends.
    package init?(weights: [Float], truths: [Bool]) {
        let matchCount = truths.count { $0 }
        guard truths.count >= Calibration.pairCountMin, matchCount >= Calibration.classCountMin,
            truths.count - matchCount >= Calibration.classCountMin
        else { return nil }
        let order = weights.indices.sorted { weights[$0] < weights[$1] }
        var runs: [Block] = []
        for range in Calibration.cuts(order.map { weights[$0] }) {
            var run = Block()
            for place in order[range] { run.add(Double(weights[place]), truths[place]) }
            runs.append(run)
        }
        guard runs.count > 1 else { return nil }
        var generator = SplitMix(seed: 7)
        var shares = [Double](repeating: 0, count: runs.count)
        for _ in 0..<Calibration.bagCount {
            let resampled = runs.map { $0.resampled(&generator) }
            for (place, share) in Calibration.isotonic(resampled).enumerated() { shares[place] += share }
        }
        before = runs.map(\.meanWeight)
        // Flat where the truth is, but for a slight slope that keeps the order of pairs.
        after = zip(before, shares)
            .map { weight, sum in
                let share = sum / Double(Calibration.bagCount)
                return log2(share / (1 - share)) + Calibration.slope * (weight - runs[0].meanWeight)
            }
        pairCount = truths.count
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

    /// The honest weight; beyond the knots almost flat: what was not seen is not certain.
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

    private struct Block {
        var count = 0.0
        var matches = 0.0
        var weightSum = 0.0
        /// How many runs were pooled.
        var runCount = 1

        mutating func add(_ weight: Double, _ isMatch: Bool) {
            count += 1
            matches += isMatch ? 1 : 0
            weightSum += weight
        }

        mutating func add(_ other: Block) {
            count += other.count
            matches += other.matches
            weightSum += other.weightSum
            runCount += other.runCount
        }

        var meanWeight: Double { weightSum / count }
        /// Half a match and half a non-match are added: nothing is certain.
        var share: Double { (matches + 0.5) / (count + 1) }

        /// The run as it might have been drawn: both counts are Poisson.
        func resampled(_ generator: inout SplitMix) -> Block {
            var block = self
            block.matches = Block.poisson(matches, &generator)
            block.count = block.matches + Block.poisson(count - matches, &generator)
            return block
        }

        private static func poisson(_ mean: Double, _ generator: inout SplitMix) -> Double {
            func uniform() -> Double { (Double(generator.next() >> 11) + 0.5) / 0x1p53 }
            if mean <= 0 { return 0 }
            if mean > 50 {
                let normal = sqrt(-2 * log(uniform())) * cos(2 * .pi * uniform())
                return max(0, (mean + sqrt(mean) * normal).rounded())
            }
            var (count, product) = (0.0, uniform())
            while product > exp(-mean) { (count, product) = (count + 1, product * uniform()) }
            return count
        }
    }

    /// Share of matches of each run, never descending.
    private static func isotonic(_ runs: [Block]) -> [Double] {
        pooled(runs).flatMap { [Double](repeating: $0.share, count: $0.runCount) }
    }

    /// Runs of sorted pairs, each wide enough and with enough pairs.
    private static func cuts(_ weights: [Float]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < weights.count {
            var end = min(weights.count, start + knotSizeMin)
            while end < weights.count, weights[end] < weights[start] + knotWidth { end += 1 }
            while end < weights.count, weights[end] == weights[end - 1] { end += 1 }
            if weights.count - end < knotSizeMin { end = weights.count }
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    /// Pool adjacent violators.
    private static func pooled(_ blocks: [Block]) -> [Block] {
        var result: [Block] = []
        for block in blocks {
            result.append(block)
            while result.count > 1, result[result.count - 2].share >= result[result.count - 1].share {
                let last = result.removeLast()
                result[result.count - 1].add(last)
            }
        }
        return result
    }
}
