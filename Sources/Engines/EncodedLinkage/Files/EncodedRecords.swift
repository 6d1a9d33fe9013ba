internal import CCLKKernel
package import HealthModel

// Safe because the buffers are written by one owner before the value is shared, and only read afterwards.
/// Encodings of one file: row tokens, filters and blocking hashes, in the order of the random tokens, so that the order
/// of the holder's file is not told. The memory is overwritten when the last user lets go.
package final class EncodedRecords: @unchecked Sendable {
    /// Words of a filter: 1024 bits.
    package static let wordCount = Int(CLK_WORDS)
    package static let rowCountMax = 20_000_000
    static let ruleCount = BlockingRule.allCases.count

    package let count: Int
    /// Says whether two files were made with the same key and profile.
    package let fingerprint: UInt64
    let tokens: UnsafeMutableBufferPointer<UInt64>
    let filters: UnsafeMutableBufferPointer<UInt64>
    /// One run of `count` hashes for each rule; 0 where there is no key.
    let keys: UnsafeMutableBufferPointer<UInt64>

    init(count: Int, fingerprint: UInt64) {
        self.count = count
        self.fingerprint = fingerprint
        tokens = EncodedRecords.zeros(count * 2)
        filters = EncodedRecords.zeros(count * EncodedRecords.wordCount)
        keys = EncodedRecords.zeros(count * EncodedRecords.ruleCount)
    }

    deinit {
        for buffer in [tokens, filters, keys] {
            clk_wipe(buffer.baseAddress, buffer.count * 8)
            UnsafeMutableRawPointer(buffer.baseAddress)?.deallocate()
        }
    }

    /// The holder's name of a row.
    package func token(at row: Int) -> RowToken {
        precondition(row >= 0 && row < count, "A row of the file.")
        var bytes: [UInt8] = []
        for word in [tokens[row * 2], tokens[row * 2 + 1]] {
            for byte in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(56 - byte * 8))) }
        }
        return RowToken(bytes: bytes)
    }

    /// The filter of a row, as 16 words.
    package func filter(at row: Int) -> [UInt64] {
        precondition(row >= 0 && row < count, "A row of the file.")
        return Array(filters[(row * EncodedRecords.wordCount)..<((row + 1) * EncodedRecords.wordCount)])
    }

    /// Hashes of one rule, 0 where a row has none.
    func keys(of rule: Int) -> UnsafeMutableBufferPointer<UInt64> {
        UnsafeMutableBufferPointer(rebasing: keys[(rule * count)..<((rule + 1) * count)])
    }

    func setToken(_ high: UInt64, _ low: UInt64, at row: Int) {
        tokens[row * 2] = high
        tokens[row * 2 + 1] = low
    }

    func setFilter(_ filter: [UInt64], at row: Int) {
        for word in 0..<EncodedRecords.wordCount { filters[row * EncodedRecords.wordCount + word] = filter[word] }
    }

    func setKey(_ key: UInt64, rule: Int, at row: Int) { keys[rule * count + row] = key }

    /// Memory on a cache line, so that a vector never spans two.
    private static func zeros(_ wordCount: Int) -> UnsafeMutableBufferPointer<UInt64> {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(64, wordCount * 8), alignment: 64)
        let words = memory.bindMemory(to: UInt64.self, capacity: max(8, wordCount))
        words.initialize(repeating: 0, count: wordCount)
        return UnsafeMutableBufferPointer(start: words, count: wordCount)
    }
}

/// A row token as two words, in the order of its text.
struct PackedToken: Comparable, Hashable {
    let high: UInt64
    let low: UInt64

    init(_ token: RowToken) {
        var words: (UInt64, UInt64) = (0, 0)
        for (place, byte) in token.text.utf8.enumerated() {
            let digit = UInt64(byte <= 0x39 ? byte - 0x30 : byte - 0x57)
            if place < 16 { words.0 = words.0 << 4 | digit } else { words.1 = words.1 << 4 | digit }
        }
        (high, low) = words
    }

    static func < (left: PackedToken, right: PackedToken) -> Bool { (left.high, left.low) < (right.high, right.low) }
}
