internal import HealthModel

/// Links two encoded files. For the linkage unit, which sees encodings and row tokens and nothing else.
package struct EncodedMatcher: Sendable {
    /// Which pairs are looked at.
    package enum Search: String, Sendable {
        /// Every row of one file with every row of the other.
        case everyPair
        /// Rows that share a blocking hash.
        case blocked
    }

    package static let everyPairCountMax = 4_000_000_000_000
    /// Threads of one comparison.
    package static let workerCountMax = 64

    /// Least score of a candidate; nil takes it from a sample of pairs that are surely not the same person.
    package let scoreMin: DiceScore?
    /// Candidates kept of each row.
    package let candidateCountMax: Int
    package let workerCount: Int
    package let kernel: ComparisonKernel

    package init(
        scoreMin: DiceScore? = nil, candidateCountMax: Int = 5, workerCount: Int = 2,
        kernel: ComparisonKernel = .best
    ) {
        self.scoreMin = scoreMin
        self.candidateCountMax = max(1, min(candidateCountMax, ComparisonKernel.topMax))
        self.workerCount = max(1, min(workerCount, EncodedMatcher.workerCountMax))
        self.kernel = kernel
    }

    /// Links of two files, best first, with the threshold that the scores suggest.
    package func link(
        _ left: EncodedRecords, _ right: EncodedRecords, search: Search
    ) throws(EncodedLinkageError) -> EncodedLinkageResult {
        guard left.fingerprint == right.fingerprint else { throw .profilesDiffer }
        let least = scoreMin ?? ScoreFloor.estimate(left, right, kernel: kernel)
        var tally = BlockedCandidates.Tally()
        var candidates: [EncodedPair]
        switch search {
        case .everyPair:
            let pairCount = left.count.multipliedReportingOverflow(by: right.count)
            guard !pairCount.overflow, pairCount.partialValue <= EncodedMatcher.everyPairCountMax else {
                throw .tooManyPairs(count: .max, countMax: EncodedMatcher.everyPairCountMax)
            }
            candidates = kernel.bestPairs(
                left, right, scoreMin: least, top: candidateCountMax, workerCount: workerCount)
            tally.pairCount = pairCount.partialValue
        case .blocked:
            (candidates, tally) = blockedPairs(left, right, least)
        }
        let links = OneToOneSolver.links(candidates, leftCount: left.count, rightCount: right.count)
        let chance = ChanceLinks(
            leftCount: left.count, rightCount: right.count,
            scores: [left, right].map { chanceScores($0, least, search) })
        let blockingRecall =
            search == .blocked
            ? BlockingRecall.estimate(left, right, kernel: kernel, workerCount: workerCount) : 1
        let choice = ThresholdChoice.choose(links, chance, blockingRecall: blockingRecall)
        return EncodedLinkageResult(
            links: links, candidates: candidates, choice: choice, blockingRecall: blockingRecall, scoreMin: least,
            comparedCount: tally.pairCount,
            droppedBlockCount: tally.droppedBlockCount, droppedPairCount: tally.droppedPairCount)
    }

    private func chanceScores(_ records: EncodedRecords, _ least: DiceScore, _ search: Search) -> ChanceScores {
        switch search {
        case .everyPair:
            .everyPair(records, scoreMin: least, kernel: kernel, workerCount: workerCount)
        case .blocked: .blocked(records, scoreMin: least, kernel: kernel, workerCount: workerCount)
        }
    }

    private func blockedPairs(
        _ left: EncodedRecords, _ right: EncodedRecords, _ least: DiceScore
    ) -> ([EncodedPair], BlockedCandidates.Tally) {
        let blocks = BlockedCandidates(left, right, kernel: kernel, scoreMin: least)
        let groups = BlockedCandidates.groups
        let results = inParallel(count: groups.count, workerCount: workerCount) { blocks.pairs(of: groups[$0]) }
        var tally = BlockedCandidates.Tally()
        for (_, own) in results {
            tally.pairCount += own.pairCount
            tally.droppedBlockCount += own.droppedBlockCount
            tally.droppedPairCount += own.droppedPairCount
        }
        var pairs = results.flatMap(\.0)
        pairs.sort { first, second in
            (first.left, second.score, first.right) < (second.left, first.score, second.right)
        }
        // A pair found under several keys stands several times, side by side.
        var kept: [EncodedPair] = []
        kept.reserveCapacity(pairs.count)
        var ofRow = 0
        for pair in pairs {
            if let last = kept.last, last.left == pair.left {
                if last.right == pair.right || ofRow >= candidateCountMax { continue }
                ofRow += 1
            } else {
                ofRow = 1
            }
            kept.append(pair)
        }
        return (kept, tally)
    }
}
