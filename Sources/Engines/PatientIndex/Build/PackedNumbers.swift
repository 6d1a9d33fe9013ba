/// Numbers packed in memory, ready to be written; see `PackedColumn`.
struct PackedNumbers: Sendable {
    /// Empty when all numbers are the same.
    let words: [UInt64]
    let count: Int
    let bitWidth: Int
    /// All are 1: the codes of a column that is known and the same throughout.
    let isAllOnes: Bool

    static func zeros(count: Int) -> PackedNumbers {
        PackedNumbers(words: [], count: count, bitWidth: 0, isAllOnes: false)
    }

    static func ones(count: Int) -> PackedNumbers {
        PackedNumbers(words: [], count: count, bitWidth: 1, isAllOnes: true)
    }

    /// Bits that hold the numbers from 0 to this one.
    static func bitWidth(of largest: UInt64) -> Int { UInt64.bitWidth - largest.leadingZeroBitCount }

    /// Words of packed numbers with the padding after them.
    static func wordCount(count: Int, bitWidth: Int) -> Int { (count * bitWidth + 63) / 64 + 1 }

    /// Packs numbers that are at most `largest`.
    static func packing(_ numbers: [UInt32], largest: UInt32) -> PackedNumbers {
        let width = bitWidth(of: UInt64(largest))
        guard width > 0 else { return zeros(count: numbers.count) }
        var packer = BitPacker(count: numbers.count, bitWidth: width)
        numbers.withUnsafeBufferPointer { for number in $0 { packer.append(UInt64(number)) } }
        return packer.finish()
    }
}

/// Packs numbers one after the other.
struct BitPacker {
    private var words: [UInt64] = []
    private let count: Int
    private let bitWidth: UInt64
    private var word: UInt64 = 0
    private var filled: UInt64 = 0

    init(count: Int, bitWidth: Int) {
        precondition((1...PackedColumn.bitWidthMax).contains(bitWidth), "One load reaches a number.")
        self.count = count
        self.bitWidth = UInt64(bitWidth)
        words.reserveCapacity(PackedNumbers.wordCount(count: count, bitWidth: bitWidth))
    }

    /// The number must fit the width.
    @inline(__always)
    mutating func append(_ number: UInt64) {
        word |= number &<< filled
        filled &+= bitWidth
        if filled >= 64 {
            words.append(word)
            filled &-= 64
            word = filled == 0 ? 0 : number &>> (bitWidth &- filled)
        }
    }

    mutating func finish() -> PackedNumbers {
        if filled > 0 { words.append(word) }
        let wordCount = PackedNumbers.wordCount(count: count, bitWidth: Int(bitWidth))
        while words.count < wordCount { words.append(0) }
        return PackedNumbers(words: words, count: count, bitWidth: Int(bitWidth), isAllOnes: false)
    }
}
