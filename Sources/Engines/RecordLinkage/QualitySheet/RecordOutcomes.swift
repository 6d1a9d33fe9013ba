/// What became of every record: linked, for review, ambiguous, unlinked.
struct RecordOutcomes {
    enum Outcome: UInt8 { case linked, forReview, ambiguous, unlinked }
    /// A partner of 5 % makes an unlinked record ambiguous.
    static let ambiguousProbabilityMin = 0.05

    let outcomes: [Outcome]
    let outdonePairCount: Int
    let reviewPairs: [LinkedFiles.Link]

    init(_ linked: LinkedFiles, reviewWeightMin: Double) {
        let pairs = linked.result.pairs
        var outcomes = [Outcome](repeating: .unlinked, count: linked.result.table.count)
        for pair in 0..<pairs.count
        where ScoredPairs.probability(pairs.weights[pair]) >= RecordOutcomes.ambiguousProbabilityMin {
            outcomes[Int(pairs.a[pair])] = .ambiguous
            outcomes[Int(pairs.b[pair])] = .ambiguous
        }
        var review: [LinkedFiles.Link] = []
        // Heaviest first: a record with a certain partner is linked whatever follows.
        for link in linked.links {
            let isCertain = Double(link.weight) >= reviewWeightMin
            if !isCertain { review.append(link) }
            for record in [link.a, link.b] where outcomes[record] != .linked {
                outcomes[record] = isCertain ? .linked : .forReview
            }
        }
        let weightMin = Float(linked.configuration.weightMin ?? 0)
        self.outcomes = outcomes
        reviewPairs = review
        outdonePairCount = pairs.weights.count { $0 >= weightMin } - linked.links.count
    }

    func isLinked(_ record: Int) -> Bool { outcomes[record] == .linked || outcomes[record] == .forReview }
}
