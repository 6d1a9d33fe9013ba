internal import RecordLinkage

/// How the records of one delivery were linked, in exact counts, for the key holder's operator; researchers get the
/// delivery's sheet, that is made of them. No trait, no hash, no pseudonym.
///
/// Keys of the JSON are the names of the properties. `reasons` are `LinkageReason` values; `pairsByBlockingKey` counts
/// the candidates that each key of the register gave to the open records; `probabilities` counts the best candidate of
/// each open record by tenths of probability, those of 0.99 and of 0.999 and above apart.
package struct LinkageQuality: Sendable, Hashable, Codable {
    package let source: String
    package let delivery: String
    package var recordCount = 0
    /// Records by outcome: `certain`, `ambiguous`, `excluded`.
    package var outcomes: [String: Int] = [:]
    package var reasons: [String: Int] = [:]
    /// Records that the rules left open, and were compared with the register.
    package var openRecordCount = 0
    /// Profiles that the register had before, and those that were opened for this delivery.
    package var registerProfileCount = 0
    package var openedProfileCount = 0
    package var addedProfileCount = 0
    package var comparedPairCount = 0
    package var pairsByBlockingKey: [String: Int] = [:]
    /// Keys whose block was too large to be looked at.
    package var droppedBlockCount = 0
    /// The version of the parameters; nil when there were none yet.
    package var modelVersion: Int?
    package var modelIsCalibrated = false
    package var certifiedPairCount = 0
    /// Links by evidence, how many of them are expected to be wrong, and matches expected among what was not linked.
    package var evidenceLinkCount = 0
    package var expectedFalseLinkCount = 0.0
    package var expectedMissedLinkCount = 0.0
    /// Of all links, rules and evidence.
    package var expectedPrecision = 1.0
    package var certainProbabilityMin = EvidencePolicy.certainProbabilityMin
    package var expectedPrecisionMin = EvidencePolicy.expectedPrecisionMin
    package var queuedForReviewCount = 0
    package var reviewedCount = 0
    package var probabilities: [String: Int] = [:]

    init(source: String, delivery: String) {
        self.source = source
        self.delivery = delivery
    }

    mutating func count(probability: Double) {
        let key =
            probability >= 0.999
            ? "0.999" : probability >= 0.99 ? "0.99" : "0.\(Int(probability * 10))"
        probabilities[key, default: 0] += 1
    }
}
