/// Words by their hash, with what is known of each: open addressing, never full.
struct WordTable: Sendable {
    private static let slotCount = 32_768

    private var hashes = [UInt64](repeating: 0, count: slotCount)
    private var values = [UInt32](repeating: 0, count: slotCount)

    /// What is known of the word of this hash.
    @inline(__always)
    subscript(hash: UInt64) -> WordClass {
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (WordTable.slotCount - 1)
        while true {
            let found = hashes[slot]
            if found == hash { return WordClass(rawValue: values[slot]) }
            if found == 0 { return [] }
            slot = (slot + 1) & (WordTable.slotCount - 1)
        }
    }

    /// Adds the words of a list, folded already, between blanks.
    mutating func add(_ list: String, as wordClass: WordClass) {
        var hash = WordHash.start
        var isInside = false
        for byte in list.utf8 {
            if byte > 0x20 {
                hash = WordHash.adding(byte, to: hash)
                isInside = true
            } else if isInside {
                insert(hash, wordClass)
                hash = WordHash.start
                isInside = false
            }
        }
        if isInside { insert(hash, wordClass) }
    }

    private mutating func insert(_ hash: UInt64, _ wordClass: WordClass) {
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (WordTable.slotCount - 1)
        while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & (WordTable.slotCount - 1) }
        hashes[slot] = hash
        values[slot] |= wordClass.rawValue
    }
}
