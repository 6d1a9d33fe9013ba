/// What a run found: the model, the pairs with their weights, and how the blocking went.
package struct LinkageResult: Sendable {
    package let table: RecordTable
    package let plan: ComparisonPlan
    package let model: FellegiSunterModel
    package let pairs: ScoredPairs
    package let blocking: [BlockingReport]
    /// Share of the matches that the blocking rules find without the national number, measured on certified numbers.
    package let blockingRecall: Double?
    /// Matches that blocking is expected to have missed, by capture and recapture; nil when it cannot be told.
    package let missedByBlocking: Double?
    /// What the calibration was learnt on; empty without certified numbers or with fixed parameters.
    package let certified: CertifiedPairs
}

/// Pairs whose truth is known by their two certified numbers, with their weights before calibration, numbers left out.
package struct CertifiedPairs: Sendable {
    package internal(set) var weights: [Float] = []
    package internal(set) var truths: [Bool] = []
}
