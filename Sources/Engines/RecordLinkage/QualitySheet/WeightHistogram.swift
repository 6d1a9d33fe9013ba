package import QualitySheets

/// Pairs counted by weight, for a sheet.
package struct WeightHistogram: Sendable {
    private static let width = 2.0
    /// Heavier and lighter pairs are counted with the last ones.
    private static let weightMax: Float = 60

    private var counts: [Int: Int] = [:]

    package init() {}

    package mutating func add(_ weight: Float) {
        let limit = WeightHistogram.weightMax
        let place = (Double(max(-limit, min(limit, weight))) / WeightHistogram.width).rounded(.down)
        counts[Int(place), default: 0] += 1
    }

    /// From the lightest to the heaviest, without a gap.
    package func bins(countMin: Int, step: Int = 1) -> [QualitySheet.Bin] {
        guard let low = counts.keys.min(), let high = counts.keys.max() else { return [] }
        return (low...high)
            .map { place in
                QualitySheet.Bin(
                    weightMin: Double(place) * WeightHistogram.width,
                    weightMax: Double(place + 1) * WeightHistogram.width,
                    pairCount: SheetCount(counts[place] ?? 0, countMin: countMin, step: step))
            }
    }
}
