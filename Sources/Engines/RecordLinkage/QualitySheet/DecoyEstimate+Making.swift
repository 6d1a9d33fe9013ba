package import HealthModel
package import QualitySheets

extension LinkedFiles {
    /// Thresholds at which decoys are counted.
    static let decoyThresholds: [Double] = [0, 3, 6.63, 10, 15]

    /// Links once more with decoys added to the last source, under the parameters already estimated; the links of the
    /// run stay as they are. It takes about as long as the run itself.
    package func decoyEstimate(
        count: Int, workerCount: Int = 2, progress: ProgressObserver? = nil
    ) throws(LinkageError) -> DecoyEstimate {
        guard (1...DecoyRecords.countMax).contains(count) else {
            throw .configurationMalformed(reason: "decoys 1…\(DecoyRecords.countMax)")
        }
        var fixed = configuration
        fixed.model = result.model
        let (table, decoys) = DecoyRecords.added(
            to: result.table, columns: configuration.columns, count: count, seed: configuration.seed ?? 1)
        let run = LinkedFiles(
            result: try LinkageEngine(fixed, workerCount: workerCount, progress: progress).run(table),
            configuration: fixed)
        // A decoy linked with another decoy says nothing.
        let found = run.links.filter { decoys.contains($0.a) != decoys.contains($0.b) }
        let start = configuration.weightMin ?? 0
        let recordCount = result.table.sources.last?.records.count ?? 0
        let rows = ([start] + LinkedFiles.decoyThresholds.filter { $0 > start })
            .map { threshold -> DecoyEstimate.Row in
                let linkedDecoys = Set(
                    found.filter { Double($0.weight) >= threshold }.map { decoys.contains($0.a) ? $0.a : $0.b })
                let links = links.count { Double($0.weight) >= threshold }
                let unmatched = Double(max(0, recordCount - links))
                let interval = CalibrationBand.wilson(linkedDecoys.count, of: decoys.count)
                let rate = Double(linkedDecoys.count) / Double(max(1, decoys.count))
                func share(_ rate: Double) -> Double { links > 0 ? min(1, rate * unmatched / Double(links)) : 0 }
                return DecoyEstimate.Row(
                    weightMin: threshold, linkedDecoyCount: linkedDecoys.count, falseLinkCount: rate * unmatched,
                    falseLinkRate: share(rate), low: share(interval.lowerBound), high: share(interval.upperBound))
            }
        return DecoyEstimate(decoyCount: decoys.count, rows: rows)
    }
}
