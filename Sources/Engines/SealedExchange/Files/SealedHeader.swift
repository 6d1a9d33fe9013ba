/// What anybody may read on the outside of a sealed file; changing it makes the file unopenable.
package struct SealedHeader: Sendable, Hashable, Codable {
    /// Bytes of the header's JSON, at most.
    package static let byteCountMax = 16 * 1024

    /// The source database: `national-claims`.
    package var source: String
    package var deliveryID: String
    /// `2026-11-22T10:11:12Z`.
    package var createdAt: String
    /// SHA-256, in hexadecimal, of the sealed file that this one answers.
    package var answeredDigest: String?

    package init(source: String, deliveryID: String, createdAt: String, answeredDigest: String? = nil) {
        self.source = source
        self.deliveryID = deliveryID
        self.createdAt = createdAt
        self.answeredDigest = answeredDigest
    }
}
