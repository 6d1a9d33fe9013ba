internal import QualitySheets
internal import RecordLinkage

/// What the sheet of a delivery tells of the pairs that evidence weighed, beside `LinkageQuality`.
struct EvidenceDetail {
    /// Weights of the pairs of an open record and a person.
    var weights: [Float] = []
    /// The best candidate of each open record: how probable, and how many records end like it.
    var candidates: [(probability: Double, recordCount: Int)] = []
    var blocking: [BlockKeyMaker.Rule: Blocking] = [:]
    var model: FellegiSunterModel?
    var decoys: DecoyEstimate?

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
