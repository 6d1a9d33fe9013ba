/// Likeness of two filters: `2 · common / (a + b)`, kept as an integer (Dice times 2^30), so that ties are ties.
package struct DiceScore: Sendable, Hashable, Comparable {
    package let raw: UInt32

    package init(raw: UInt32) { self.raw = raw }

    /// From a number in 0...1.
    package init(_ value: Double) { raw = UInt32((min(1, max(0, value)) * 1_073_741_824).rounded(.up)) }

    package init(common: Int, first: Int, second: Int) {
        raw = first + second == 0 ? 0 : UInt32((UInt64(common) << 31) / UInt64(first + second))
    }

    /// In 0...1.
    package var value: Double { Double(raw) / 1_073_741_824 }

    package static func < (left: DiceScore, right: DiceScore) -> Bool { left.raw < right.raw }
}

/// Two rows that may be the same person.
package struct EncodedPair: Sendable, Hashable {
    package let left: UInt32
    package let right: UInt32
    package let score: DiceScore

    package init(left: UInt32, right: UInt32, score: DiceScore) {
        self.left = left
        self.right = right
        self.score = score
    }

    /// The better score first; equal ones by rows, which stand in the order of random tokens.
    static func isBefore(_ first: EncodedPair, _ second: EncodedPair) -> Bool {
        if first.score != second.score { return first.score > second.score }
        return (first.left, first.right) < (second.left, second.right)
    }
}
