internal import Foundation
package import QualitySheets

extension LinkedFiles {
    /// Weight of a probability of 99 %: pairs below are for review when the configuration does not say.
    package static let reviewWeightMinDefault = 6.63

    /// The sheet of the run.
    package func qualitySheet(_ options: QualitySheetOptions) -> QualitySheet {
        let countMin = options.countMin
        let table = result.table
        let reviewWeightMin = configuration.reviewWeightMin ?? LinkedFiles.reviewWeightMinDefault
        let outcomes = RecordOutcomes(self, reviewWeightMin: reviewWeightMin)
        func count(_ number: Int) -> SheetCount { SheetCount(number, countMin: countMin) }
        let categories = RecordCategories.all(table, configuration.columns, referenceYear: options.referenceYear)
        var sheet = QualitySheet(made: options.made, countMin: countMin)
        sheet.isBetweenFiles = table.sources.count > 1
        (sheet.weightMin, sheet.reviewWeightMin) = (configuration.weightMin ?? 0, reviewWeightMin)
        sheet.files = table.sources.map {
            QualitySheet.File(name: $0.name, recordCount: count($0.records.count), isClean: $0.isClean)
        }
        sheet.fields = sheetFields(countMin)
        sheet.blocking = result.blocking.map {
            QualitySheet.Blocking(
                rule: $0.rule, pairCount: count($0.pairCount), ownPairCount: count($0.ownPairCount),
                droppedBlockCount: $0.droppedBlockCount, droppedRecordCount: count($0.droppedRecordCount))
        }
        (sheet.blockingRecall, sheet.missedByBlocking) = (result.blockingRecall, result.missedByBlocking)
        (sheet.comparisons, sheet.convergence) = (result.model.sheetComparisons, result.model.sheetEstimation)
        var histogram = WeightHistogram()
        for weight in result.pairs.weights { histogram.add(weight) }
        sheet.histogram = histogram.bins(countMin: countMin)
        sheet.linkCount = count(links.count)
        sheet.thresholds = sheetThresholds(countMin)
        sheet.calibration = result.certified.bands().map { QualitySheet.Band($0, countMin: countMin) }
        sheet.calibrationPairCount = count(result.model.calibration?.pairCount ?? 0)
        sheet.decoys = options.decoys
        sheet.outcomes = table.sources.map { sheetOutcome($0, outcomes, countMin) }
        sheet.outdonePairCount = count(outcomes.outdonePairCount)
        sheet.reviewPairCount = count(outcomes.reviewPairs.count)
        sheet.twinShapedPairCount = count(outcomes.reviewPairs.count { isTwinShaped($0) })
        sheet.characteristics = table.sources.flatMap { source in
            categories.map { $0.compared(source, outcomes, countMin: countMin) }
        }
        sheet.groups = sheetGroups(countMin)
        sheet.implausible = implausibleLinks(countMin: countMin)
        return sheet
    }

    private func sheetFields(_ countMin: Int) -> [QualitySheet.Field] {
        let table = result.table
        return configuration.columns.filter { table.columns[$0.name] != nil }
            .map { column in
                QualitySheet.Field(
                    column: column.name,
                    completeness: table.sources.map { source in
                        SheetShare(
                            table.filledCount(of: column.name, in: source.records), of: source.records.count,
                            countMin: countMin)
                    })
            }
    }

    private func sheetThresholds(_ countMin: Int) -> [QualitySheet.Threshold] {
        let start = configuration.weightMin ?? 0
        let rest = ExpectedErrors.thresholds.filter { $0 > start && $0 < Double(links.first?.weight ?? 0) }
        return ExpectedErrors.table(result, links: links, thresholds: [start] + rest)
            .map {
                QualitySheet.Threshold(
                    weightMin: $0.weightMin, linkCount: SheetCount($0.linkCount, countMin: countMin),
                    falseLinkCount: $0.falseLinkCount, missedMatchCount: $0.missedMatchCount,
                    precision: $0.precision, recall: $0.recall)
            }
    }

    private func sheetOutcome(
        _ source: RecordSource, _ outcomes: RecordOutcomes, _ countMin: Int
    ) -> QualitySheet.Outcome {
        var counts = [0, 0, 0, 0]
        for record in source.records { counts[Int(outcomes.outcomes[record].rawValue)] += 1 }
        let cells = SheetCount.column(counts, countMin: countMin)
        return QualitySheet.Outcome(
            file: source.name, linked: cells[0], forReview: cells[1], ambiguous: cells[2], unlinked: cells[3])
    }

    /// One family name and one birth date, different given names: likelier twins than one person.
    private func isTwinShaped(_ link: Link) -> Bool {
        guard let pair = result.pair(link.a, link.b) else { return false }
        var (sharesName, sharesDate, hasOtherGivenName) = (false, false, false)
        for (place, comparison) in result.plan.comparisons.enumerated() {
            let level = result.model.comparisons[place]
                .levels[
                    result.plan.level(place, of: result.pairs.patterns[pair])]
            if level.level.isNull { continue }
            switch comparison.role {
            case .inherited: sharesName = level.m > level.u
            case .twins: sharesDate = level.m > level.u
            case .individual: hasOtherGivenName = hasOtherGivenName || level.m < level.u
            case .free: break
            }
        }
        return sharesName && sharesDate && hasOtherGivenName
    }

    private static let groupSizeMax = 6

    private func sheetGroups(_ countMin: Int) -> [QualitySheet.Group] {
        let roots = clusters()
        var sizes = [Int](repeating: 0, count: roots.count)
        for root in roots { sizes[root] += 1 }
        var counts = [Int](repeating: 0, count: LinkedFiles.groupSizeMax)
        for size in sizes where size > 0 { counts[min(size, LinkedFiles.groupSizeMax) - 1] += 1 }
        let cells = SheetCount.column(counts, countMin: countMin)
        return counts.indices.filter { $0 < 2 || counts[$0] > 0 }
            .map {
                QualitySheet.Group(size: $0 + 1, isLargest: $0 == LinkedFiles.groupSizeMax - 1, count: cells[$0])
            }
    }
}

extension QualitySheet.Band {
    init(_ band: CalibrationBand, countMin: Int) {
        let observed = SheetShare(band.matchCount, of: band.pairCount, countMin: countMin)
        let interval = band.interval
        self.init(
            weightMin: band.weightMin.isFinite ? band.weightMin : nil,
            weightMax: band.weightMax.isFinite ? band.weightMax : nil,
            pairCount: SheetCount(band.pairCount, countMin: countMin), predicted: band.predicted, observed: observed,
            low: observed.bound == nil ? interval.lowerBound : nil,
            high: observed.bound == nil ? interval.upperBound : nil, isInside: band.isInside,
            isWithinOnePoint: abs(band.predicted - band.observed) <= 0.01)
    }
}

extension RecordTable {
    /// How many records of a range have a value.
    func filledCount(of column: String, in records: Range<Int>) -> Int {
        switch columns[column] {
        case .names(let forms)?: records.count { forms[$0] != 0 }
        case .lists(let starts, _)?: records.count { starts[$0 + 1] > starts[$0] }
        case .dates(let dates)?: records.count { dates[$0] != 0 }
        case .codes(let codes, _)?: records.count { codes[$0] != 0 }
        case .numbers(let numbers, _)?: records.count { numbers[$0] != 0 }
        case nil: 0
        }
    }
}

extension FellegiSunterModel {
    /// The chances of each level, for a sheet.
    package var sheetComparisons: [QualitySheet.Comparison] {
        comparisons.map { comparison in
            QualitySheet.Comparison(
                name: comparison.name,
                levels: comparison.levels.filter { !$0.level.isNull }
                    .map {
                        QualitySheet.Level(
                            name: $0.level.name, m: $0.m, u: $0.u, weight: log2(max($0.m, 1e-12) / max($0.u, 1e-12)))
                    })
        }
    }

    /// How the estimation ended, for a sheet.
    package var sheetEstimation: QualitySheet.Estimation {
        QualitySheet.Estimation(
            iterationCount: convergence.iterationCount, hasConverged: convergence.hasConverged)
    }
}
