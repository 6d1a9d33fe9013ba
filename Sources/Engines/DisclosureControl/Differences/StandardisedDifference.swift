/// How far two groups are apart, in standard deviations (Austin, Statistics in Medicine 2009;28:3083–3107). Beyond 0.1
/// a difference is usually called notable.
package enum StandardisedDifference {
    /// Of two shares (0...1); nil when nothing varies, so that there is no yardstick.
    package static func ofShares(_ first: Double, _ second: Double) -> Double? {
        ratio(first - second, first * (1 - first), second * (1 - second))
    }

    /// Of two means, over the root of the mean variance.
    package static func ofMeans(
        _ first: (mean: Double, standardDeviation: Double), _ second: (mean: Double, standardDeviation: Double)
    ) -> Double? {
        ratio(
            first.mean - second.mean, first.standardDeviation * first.standardDeviation,
            second.standardDeviation * second.standardDeviation)
    }

    private static func ratio(_ difference: Double, _ first: Double, _ second: Double) -> Double? {
        let variance = (first + second) / 2
        guard variance > 0 else { return difference == 0 ? 0 : nil }
        return difference / variance.squareRoot()
    }
}
