/// 128 bits that stand for a canonical text. In the key holder they come from a keyed hash.
package struct LinkDigest: Sendable, Hashable, Comparable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func < (left: LinkDigest, right: LinkDigest) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// The bits are uniform already: half of them are enough to place it.
    package func hash(into hasher: inout Hasher) { hasher.combine(low) }
}

/// Turns canonical texts into digests. The key holder's is keyed; the plain one serves evaluation in memory.
package protocol LinkDigester {
    /// Two independent digests of one text: a name is looked up as a birth name and as a used name.
    mutating func digests(of text: [UInt8]) -> (first: LinkDigest, second: LinkDigest)
}
