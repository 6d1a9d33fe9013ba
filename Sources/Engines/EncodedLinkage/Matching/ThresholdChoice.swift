/// Chooses the least score of a link without knowing who is who.
///
/// A row that has found its person still has a runner-up: the best among the rows that nobody else took. It is what a
/// row without a person would have taken for its own. So, with `U` rows left without a sure link, `U · P(runner-up ≥ t)`
/// false links are expected at `t`; the threshold is where expected F1 is best.
package struct ThresholdChoice: Sendable, Hashable {
    package let threshold: DiceScore
    package let expectedPrecision: Double
    package let expectedRecall: Double
    package let linkCount: Int

    /// From the candidates (several a row) and the links that the solver kept, best first.
    static func choose(_ candidates: [EncodedPair], links: [EncodedLink], leftCount: Int, rightCount: Int)
        -> ThresholdChoice
    {
        let runnersUp = runnerUpScores(candidates, links: links, rightCount: rightCount)
        let sample = links.count
        guard sample > 0 else {
            return ThresholdChoice(threshold: DiceScore(1), expectedPrecision: 1, expectedRecall: 0, linkCount: 0)
        }
        let rowCount = min(leftCount, rightCount)
        // Share of rows whose runner-up reaches each link's score; links and runners-up both descend.
        var reached = [Double](repeating: 0, count: sample)
        var passed = 0
        for (place, link) in links.enumerated() {
            while passed < runnersUp.count, runnersUp[passed] >= link.score { passed += 1 }
            reached[place] = Double(passed) / Double(sample)
        }
        let trueTotal = max(1, trueLinkEstimate(reached, rowCount: rowCount))
        var best = (f1: -1.0, place: 0, precision: 1.0, recall: 0.0)
        for place in links.indices {
            // Rows without a person are those beyond the true links.
            let wrong = min(Double(place + 1), max(0, Double(rowCount) - trueTotal) * reached[place])
            let right = min(trueTotal, Double(place + 1) - wrong)
            let f1 = 2 * right / (Double(place + 1) + trueTotal)
            if f1 > best.f1 { best = (f1, place, right / Double(place + 1), right / trueTotal) }
        }
        return ThresholdChoice(
            threshold: links[best.place].score, expectedPrecision: best.precision, expectedRecall: best.recall,
            linkCount: best.place + 1)
    }

    /// True links T solve `links(t) = T + (rows - T) · reached(t)` where few runners-up reach; the largest answer of the
    /// places where at most one row in ten does.
    private static func trueLinkEstimate(_ reached: [Double], rowCount: Int) -> Double {
        var best = 0.0
        for (place, share) in reached.enumerated() where share <= 0.1 {
            let estimate = (Double(place + 1) - Double(rowCount) * share) / (1 - share)
            best = max(best, estimate)
        }
        return best
    }

    /// For each link, the best score of its left row with a right row that no better link holds; descending.
    private static func runnerUpScores(
        _ candidates: [EncodedPair], links: [EncodedLink], rightCount: Int
    ) -> [DiceScore] {
        var holder = [DiceScore](repeating: DiceScore(raw: 0), count: rightCount)
        var partner: [UInt32: UInt32] = [:]
        for link in links {
            holder[Int(link.right)] = link.score
            partner[link.left] = link.right
        }
        var best: [UInt32: DiceScore] = [:]
        for pair in candidates {
            guard let own = partner[pair.left], own != pair.right, holder[Int(pair.right)] < pair.score else {
                continue
            }
            if pair.score > best[pair.left] ?? DiceScore(raw: 0) { best[pair.left] = pair.score }
        }
        return best.values.sorted(by: >)
    }
}
