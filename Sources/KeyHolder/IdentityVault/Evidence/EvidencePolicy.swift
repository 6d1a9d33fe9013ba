/// When evidence links, and when it asks. Every number is a documented default.
enum EvidencePolicy {
    /// Of the links of a delivery, rules and evidence together, at least this share is expected to be right.
    static let expectedPrecisionMin = 0.999
    /// What the rules spend of it: their share of wrong links on the simulated country.
    static let ruleErrorShare = 0.0002
    /// A link this probable is certain on its own.
    static let certainProbability = 0.999
    /// A link less probable than this is never certain, whatever the others of its delivery are.
    static let certainProbabilityMin = 0.9
    /// From here on a record is said to be probably known: its outcome is ambiguous until it is reviewed.
    static let probableProbabilityMin = 0.5
    /// Less probable pairs are not worth a reviewer's time.
    static let reviewProbabilityMin = 0.05
    /// A second person almost as probable as the first: twins, or namesakes.
    static let twinOddsRatio = 0.05
    /// Pairs that one delivery puts in the queue at most.
    static let queueCountMax = 1000
    /// Open records that are compared at a time: memory is theirs and their candidates'.
    static let chunkCount = 50_000
    /// Profiles that only tell how frequent values are.
    static let backgroundCount = 20_000
    static let learningBackgroundCount = 60_000
    /// Records with a certified number that a model is learnt on at most, and at least.
    static let sampleCountMax = 20_000
    static let sampleCountMin = 300
    /// Random pairs that u is learnt on, for each record.
    static let samplePairsPerRecord = 60
    /// Persons known, of persons, that the coverage of the register starts from.
    static let coverageStart = (known: 18.0, all: 20.0)
    /// A model is learnt again when a delivery has this many times the certified pairs of the present one.
    static let relearnFactor = 3
}
