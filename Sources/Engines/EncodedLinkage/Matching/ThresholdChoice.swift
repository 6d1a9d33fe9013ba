/// Chooses the least score of a link without knowing who is who.
///
/// Of `L` links at or above a score, `W` are expected to be chance (`ChanceLinks`); `L - W` is right, and the most that it
/// reaches is how many persons stand out from chance. The threshold is where expected F1 is best. Decoys are rows like
/// others: their links count as wrong, until their holders leave them out.
package struct ThresholdChoice: Sendable, Hashable {
    package let threshold: DiceScore
    /// Of the links at the threshold; nil when they do not stand out from chance, or when there are none.
    package let expectedPrecision: Double?
    /// At most this, of the persons of both files: those whose traits differ so much that they do not stand out from
    /// chance are missed, and nobody can count them here. Nil as the precision is.
    package let expectedRecallMax: Double?
    package let linkCount: Int

    private static let triedCountMax = 400

    /// From the links that the solver kept, best first. `blockingRecall` is the share of persons that were compared.
    static func choose(_ links: [EncodedLink], _ chance: ChanceLinks, blockingRecall: Double = 1) -> ThresholdChoice {
        let none = ThresholdChoice(
            threshold: DiceScore(1), expectedPrecision: nil, expectedRecallMax: nil,
            linkCount: links.prefix { $0.score >= DiceScore(1) }.count)
        let scores = links.map(\.score)
        guard let persons = chance.persons(scores)?.count else { return none }
        var best = (f1: -1.0, place: 0, precision: 1.0, recall: 0.0)
        for place in stride(from: links.count - 1, through: 0, by: -max(1, links.count / triedCountMax)) {
            let count = Double(ChanceLinks.end(of: scores, at: place))
            guard let wrong = chance.wrong(scores[place], persons: persons) else { continue }
            let right = min(persons, max(0, count - wrong))
            let f1 = 2 * right / (count + persons)
            if f1 > best.f1 { best = (f1, Int(count) - 1, right / count, right / persons) }
        }
        guard best.f1 > 0 else { return none }
        return ThresholdChoice(
            threshold: scores[best.place], expectedPrecision: best.precision,
            expectedRecallMax: best.recall * blockingRecall, linkCount: best.place + 1)
    }
}
