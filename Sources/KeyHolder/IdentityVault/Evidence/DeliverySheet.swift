internal import Foundation
internal import HealthModel
internal import QualitySheets
internal import RecordLinkage

/// Makes the sheet of a delivery: it leaves the key holder, so counts below 11 are withheld and the others rounded.
struct DeliverySheet {
    private static let countMin = SheetCount.countMinDefault
    private static let countStep = SheetCount.countStepDefault

    let summary: ReceiveSummary
    let evidence: EvidenceOutcome
    let tally: DeliveryTally
    let isClean: Bool
    let made: String

    var sheet: QualitySheet {
        var sheet = QualitySheet(made: made, countMin: DeliverySheet.countMin, countStep: DeliverySheet.countStep)
        let quality = evidence.quality
        sheet.weightMin = DeliverySheet.weight(EvidencePolicy.certainProbabilityMin)
        sheet.reviewWeightMin = DeliverySheet.weight(EvidencePolicy.reviewProbabilityMin)
        sheet.files = [
            QualitySheet.File(name: summary.source, recordCount: count(tally.recordCount), isClean: isClean)
        ]
        sheet.fields = zip(DeliveryTally.traits, tally.filled)
            .map { trait, filled in
                QualitySheet.Field(
                    column: trait.name,
                    completeness: [
                        SheetShare(
                            filled, of: tally.recordCount, countMin: DeliverySheet.countMin,
                            step: DeliverySheet.countStep)
                    ])
            }
        sheet.blocking = blocking
        sheet.comparisons = (evidence.detail.model?.sheetComparisons ?? []).map { $0.rounded() }
        sheet.convergence = evidence.detail.model?.sheetEstimation
        sheet.histogram = evidence.detail.weights.bins(
            countMin: DeliverySheet.countMin, step: DeliverySheet.countStep)
        sheet.linkCount = count(ends(.known))
        sheet.thresholds = thresholds
        sheet.calibrationPairCount = count(quality.certifiedPairCount)
        sheet.decoys = evidence.detail.decoys
        sheet.reviewPairCount = count(quality.queuedForReviewCount)
        sheet.characteristics = characteristics
        sheet.delivery = delivery
        return sheet
    }

    // MARK: - Parts

    private var delivery: QualitySheet.Delivery {
        var counts = QualitySheet.EvidenceCounts()
        counts.openRecordCount = evidence.quality.openRecordCount
        counts.registerProfileCount = evidence.quality.registerProfileCount
        counts.mergedPersonCount = summary.mergeCount
        counts.modelVersion = evidence.quality.modelVersion
        counts.modelIsCalibrated = evidence.quality.modelIsCalibrated
        counts.probabilityMin = EvidencePolicy.certainProbabilityMin
        counts.falseLinkShareMax = 1 - EvidencePolicy.expectedPrecisionMin
        return QualitySheet.Delivery(
            source: summary.source, delivery: summary.delivery,
            groups: DeliverySheet.order.map {
                QualitySheet.EndCount(
                    reason: $0.rawValue, end: QualitySheet.End($0), count: tally.reasons[$0] ?? 0)
            }, countMin: DeliverySheet.countMin, countStep: DeliverySheet.countStep, evidence: counts)
    }

    /// Certified number, exact traits, the sum of the evidence, reviewers; then why not.
    private static let order: [LinkageReason] = {
        let first: [LinkageReason] = [
            .numberBirthSex, .exactTraits, .usedName, .fellegiSunter, .reviewed, .firstSeen, .probableMatch,
        ]
        return first + LinkageReason.all.filter { !first.contains($0) }
    }()

    private var blocking: [QualitySheet.Blocking] {
        BlockKeyMaker.Rule.allCases
            .compactMap { rule in
                evidence.detail.blocking[rule]
                    .map {
                        QualitySheet.Blocking(
                            rule: rule.name, pairCount: count($0.pairCount), ownPairCount: count($0.ownPairCount),
                            droppedBlockCount: $0.droppedBlocks.count, droppedRecordCount: count($0.droppedRecordCount))
                    }
            }
    }

    private var characteristics: [QualitySheet.Characteristic] {
        tally.characteristics.map { found in
            func cells(_ end: QualitySheet.End) -> [Int] { found.counts[end] ?? [] }
            return QualitySheet.Characteristic(
                file: summary.source, name: found.name, categories: found.categories, linked: cells(.known),
                new: cells(.new), unlinked: zip(cells(.ambiguous), cells(.excluded)).map(+),
                countMin: DeliverySheet.countMin, step: DeliverySheet.countStep)
        }
    }

    /// Links with known persons: as they were decided, then as other thresholds would have.
    private var thresholds: [QualitySheet.Threshold] {
        let quality = evidence.quality
        let byRules = ends(.known) - quality.evidenceLinkCount
        let ruleErrors = Double(byRules) * EvidencePolicy.ruleErrorShare
        guard ends(.known) > 0 || !quality.probabilities.isEmpty else { return [] }
        let start = DeliverySheet.weight(EvidencePolicy.certainProbabilityMin)
        let decided = threshold(
            start, links: ends(.known), wrong: ruleErrors + quality.expectedFalseLinkCount,
            missed: quality.expectedMissedLinkCount)
        var others = evidence.detail.errors.filter { $0.weightMin > start }
            .map {
                threshold(
                    $0.weightMin, links: byRules + $0.linkCount, wrong: ruleErrors + $0.falseLinkCount,
                    missed: $0.missedMatchCount)
            }
        // Thresholds that change nothing are not repeated.
        for place in others.indices.dropFirst().dropLast().reversed()
        where others[place].hasSameErrors(as: others[place - 1]) { others.remove(at: place) }
        return [decided] + others
    }

    /// Of rounded figures: exact ones would tell the exact number of links.
    private func threshold(_ weight: Double, links: Int, wrong: Double, missed: Double) -> QualitySheet.Threshold {
        let shown = count(links)
        let (links, wrong, missed) = (
            Double(shown.value ?? DeliverySheet.countMin), (wrong * 10).rounded() / 10, (missed * 10).rounded() / 10
        )
        let right = max(0, links - wrong)
        return QualitySheet.Threshold(
            weightMin: weight, linkCount: shown, falseLinkCount: wrong, missedMatchCount: missed,
            precision: links > 0 ? right / links : 1, recall: right + missed > 0 ? right / (right + missed) : 1)
    }

    // MARK: - Counts

    private func ends(_ end: QualitySheet.End) -> Int {
        tally.reasons.reduce(0) { $0 + (QualitySheet.End($1.key) == end ? $1.value : 0) }
    }

    private func count(_ number: Int) -> SheetCount {
        SheetCount(number, countMin: DeliverySheet.countMin, step: DeliverySheet.countStep)
    }

    /// log2 of the odds.
    private static func weight(_ probability: Double) -> Double { log2(probability / (1 - probability)) }
}

extension QualitySheet.Threshold {
    fileprivate func hasSameErrors(as other: QualitySheet.Threshold) -> Bool {
        linkCount == other.linkCount && falseLinkCount == other.falseLinkCount
            && missedMatchCount == other.missedMatchCount
    }
}

extension QualitySheet.Comparison {
    /// Chances with four significant digits: enough to read, too few to work counts out.
    fileprivate func rounded() -> QualitySheet.Comparison {
        func coarse(_ number: Double) -> Double {
            guard number != 0, number.isFinite else { return 0 }
            let scale = pow(10, 3 - log10(abs(number)).rounded(.down))
            return (number * scale).rounded() / scale
        }
        return QualitySheet.Comparison(
            name: name,
            levels: levels.map {
                QualitySheet.Level(name: $0.name, m: coarse($0.m), u: coarse($0.u), weight: coarse($0.weight))
            })
    }
}
