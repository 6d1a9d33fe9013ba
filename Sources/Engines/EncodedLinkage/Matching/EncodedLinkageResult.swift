package import HealthModel

/// What the linkage unit found, and what it sends back: row tokens and scores.
package struct EncodedLinkageResult: Sendable {
    /// One-to-one, best first, down to the least score looked at.
    package let links: [EncodedLink]
    /// The pairs that were above the floor, several a row.
    package let candidates: [EncodedPair]
    /// Where to cut, from the scores alone.
    package let choice: ThresholdChoice
    /// Share of the persons of both files that blocking compared at all, estimated; 1 when every pair was.
    package let blockingRecall: Double
    package let scoreMin: DiceScore
    package let comparedCount: Int
    package let droppedBlockCount: Int
    /// Pairs of blocks too large to compare; more than a few say that a key is too coarse.
    package let droppedPairCount: Int

    /// Links at or above a threshold; nil takes the suggested one.
    package func accepted(at threshold: DiceScore? = nil) -> ArraySlice<EncodedLink> {
        let threshold = threshold ?? choice.threshold
        return links.prefix { $0.score >= threshold }
    }
}

/// A holder's check of what came back: decoys cannot be linked rightly, so their links measure the false ones.
package struct DecoyCheck: Sendable, Hashable {
    package let decoyCount: Int
    package let linkedDecoyCount: Int
    /// Links of real rows.
    package let linkCount: Int

    /// The links of real rows, and the check; `tokens` are the holder's side of the links.
    package static func sift(
        _ tokens: [RowToken], decoys: Set<RowToken>
    ) -> (kept: [Int], check: DecoyCheck) {
        let kept = tokens.indices.filter { !decoys.contains(tokens[$0]) }
        let check = DecoyCheck(
            decoyCount: decoys.count, linkedDecoyCount: tokens.count - kept.count, linkCount: kept.count)
        return (kept, check)
    }

    /// Chance that a row without a person was linked all the same.
    package var falseLinkRate: Double { decoyCount == 0 ? 0 : Double(linkedDecoyCount) / Double(decoyCount) }
}
