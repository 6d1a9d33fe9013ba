/// What to expect of a threshold, from the probabilities of the pairs.
package struct ExpectedErrors: Sendable, Hashable, Codable {
    /// Pairs of this match weight and above are linked.
    package let weightMin: Double
    package let linkCount: Int
    /// Links that are expected to be wrong.
    package let falseLinkCount: Double
    /// Matches that are expected below the threshold, and those that blocking missed.
    package let missedMatchCount: Double

    package var precision: Double { linkCount > 0 ? 1 - falseLinkCount / Double(linkCount) : 1 }

    package var recall: Double {
        let found = Double(linkCount) - falseLinkCount
        return found + missedMatchCount > 0 ? found / (found + missedMatchCount) : 1
    }

    /// Thresholds told in reports.
    package static let thresholds: [Double] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30]

    /// One line per threshold.
    package static func table(
        _ result: LinkageResult, links: [LinkedFiles.Link], thresholds: [Double] = thresholds
    ) -> [ExpectedErrors] {
        var found = 0.0
        for weight in result.pairs.weights { found += ScoredPairs.probability(weight) }
        // Of two estimates of what blocking missed, the worse.
        let all = found + max(found / max(0.5, result.blockingRecall ?? 1) - found, result.missedByBlocking ?? 0)
        return thresholds.map { threshold in
            var (count, right) = (0, 0.0)
            for link in links where Double(link.weight) >= threshold {
                count += 1
                right += ScoredPairs.probability(link.weight)
            }
            return ExpectedErrors(
                weightMin: threshold, linkCount: count, falseLinkCount: Double(count) - right,
                missedMatchCount: max(0, all - right))
        }
    }
}
