/// Numbers distinct words as they come: the words of an index while it is built.
struct WordTable {
    private(set) var bytes: [UInt8] = []
    /// Where each word ends in `bytes`.
    private(set) var ends: [Int] = []
    /// Open addressing; 0 is free, else the word's number plus one.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)
    private var hashes: [UInt32] = []

    var count: Int { ends.count }

    func range(_ word: Int) -> Range<Int> { (word == 0 ? 0 : ends[word - 1])..<ends[word] }

    /// The number of a word, a new one when it is new.
    mutating func number(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = WordTable.hash(word)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let known = Int(slots[slot] - 1)
            if hashes[known] == hash, isWord(known, word) { return UInt32(known) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = UInt32(count)
        bytes.append(contentsOf: word)
        ends.append(bytes.count)
        hashes.append(hash)
        slots[slot] = number + 1
        if count * 2 > slots.count { grow() }
        return number
    }

    /// The words' numbers in the order of their bytes.
    func sorted() -> [Int] {
        bytes.withUnsafeBufferPointer { bytes in
            (0..<count)
                .sorted { first, second in
                    WordOrder.isBefore(bytes[range(first)], bytes[range(second)])
                }
        }
    }

    private func isWord(_ known: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(known)
        guard range.count == word.count else { return false }
        for place in 0..<word.count where bytes[range.lowerBound + place] != word[place] { return false }
        return true
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number + 1)
        }
    }

    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return UInt32(truncatingIfNeeded: hash ^ (hash >> 29))
    }
}

/// The order of words in an index: by bytes, a beginning before what continues it.
enum WordOrder {
    static func isBefore(_ first: Slice<UnsafeBufferPointer<UInt8>>, _ second: Slice<UnsafeBufferPointer<UInt8>>)
        -> Bool
    {
        var place = first.startIndex
        var other = second.startIndex
        while place < first.endIndex, other < second.endIndex {
            if first[place] != second[other] { return first[place] < second[other] }
            place += 1
            other += 1
        }
        return first.count < second.count
    }
}
