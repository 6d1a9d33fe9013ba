/// What a run did, for people: counts only, no value of a record.
package struct LinkageReport: Sendable, Codable {
    package let recordCounts: [String: Int]
    /// Share of the records that have a value, by column.
    package let completeness: [String: Double]
    package let blocking: [BlockingReport]
    /// Distinct pairs that were weighed.
    package let pairCount: Int
    package let linkCount: Int
    /// Links between `reviewWeightMin` and the threshold of links: for review.
    package let reviewCount: Int
    package let expectedErrors: [ExpectedErrors]
    package let blockingRecall: Double?
    package let missedByBlocking: Double?
    /// Pairs whose truth is known by their numbers, that probabilities were calibrated on; 0 when they are the model's own.
    package let calibrationPairCount: Int
    package let model: FellegiSunterModel
}

extension LinkedFiles {
    /// The report of the run.
    package var report: LinkageReport {
        let table = result.table
        let review = configuration.reviewWeightMin ?? 0
        return LinkageReport(
            recordCounts: Dictionary(table.sources.map { ($0.name, $0.records.count) }, uniquingKeysWith: +),
            completeness: Dictionary(
                uniqueKeysWithValues: table.columns.keys.map { ($0, table.completeness(of: $0)) }),
            blocking: result.blocking, pairCount: result.pairs.count, linkCount: links.count,
            reviewCount: links.count { Double($0.weight) < review },
            expectedErrors: ExpectedErrors.table(result, links: links), blockingRecall: result.blockingRecall,
            missedByBlocking: result.missedByBlocking,
            calibrationPairCount: result.model.calibration?.pairCount ?? 0, model: result.model)
    }
}
