internal import Foundation
internal import QualitySheets
internal import RecordLinkage

/// What the sheet of a delivery tells of the pairs that evidence weighed, beside `LinkageQuality`.
struct EvidenceDetail {
    /// Pairs of an open record and a person.
    var weights = WeightHistogram()
    /// What linking the best candidates of open records from each threshold on would give.
    private(set) var errors = ExpectedErrors.thresholds.map { Errors(weightMin: $0) }
    var blocking: [BlockKeyMaker.Rule: Blocking] = [:]
    var model: FellegiSunterModel?
    var decoys: DecoyEstimate?

    /// Links at one threshold, and how many of them, and of the others, are expected to be wrong.
    struct Errors {
        let weightMin: Double
        var linkCount = 0
        var falseLinkCount = 0.0
        var missedMatchCount = 0.0
    }

    /// Adds the best candidate of an open record; so many records end like it.
    mutating func add(probability: Double, recordCount: Int) {
        for place in errors.indices {
            if probability >= 1 / (1 + exp2(-errors[place].weightMin)) {
                errors[place].linkCount += recordCount
                errors[place].falseLinkCount += Double(recordCount) * (1 - probability)
            } else {
                errors[place].missedMatchCount += Double(recordCount) * probability
            }
        }
    }

    /// What one key of the register gave.
    struct Blocking {
        var pairCount = 0
        var ownPairCount = 0
        var droppedRecordCount = 0
        var droppedBlocks: Set<Int64> = []
    }

    /// Adds what the keys of one record found; `nil` where the block was too large.
    mutating func count(_ found: [(rule: BlockKeyMaker.Rule, hash: Int64, profiles: [Int64]?)]) {
        var rules: [Int64: Set<BlockKeyMaker.Rule>] = [:]
        for (rule, hash, profiles) in found {
            guard let profiles else {
                blocking[rule, default: Blocking()].droppedRecordCount += 1
                blocking[rule, default: Blocking()].droppedBlocks.insert(hash)
                continue
            }
            blocking[rule, default: Blocking()].pairCount += profiles.count
            for profile in profiles { rules[profile, default: []].insert(rule) }
        }
        for own in rules.values where own.count == 1 {
            if let rule = own.first { blocking[rule, default: Blocking()].ownPairCount += 1 }
        }
    }
}
