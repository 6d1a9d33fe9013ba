/// Persons of a shard, one bit each.
final class PersonSet {
    static let wordCount = IndexShard.personCountMax / 64
    // Safe because this object alone owns the memory, for its whole life.
    let words: UnsafeMutablePointer<UInt64>
    private(set) var count = 0

    init() {
        words = .allocate(capacity: PersonSet.wordCount)
        words.initialize(repeating: 0, count: PersonSet.wordCount)
    }

    deinit { words.deallocate() }

    func removeAll() {
        words.update(repeating: 0, count: PersonSet.wordCount)
        count = 0
    }

    /// The persons of the set events.
    func become(personsOf bits: EventBits, keys: UnsafePointer<UInt64>, entryOffsets: UnsafePointer<UInt32>?) {
        removeAll()
        insertPersons(of: bits.words, bits.wordCount, keys, entryOffsets, into: words)
        recount()
    }

    /// The persons of all keys.
    func become(personsOf keys: UnsafePointer<UInt64>, count: Int) {
        removeAll()
        for place in 0..<count {
            let person = Int(truncatingIfNeeded: keys[place] >> 32)
            words[person >> 6] |= 1 << UInt64(person & 63)
        }
        recount()
    }

    private func recount() {
        var total = 0
        for word in 0..<PersonSet.wordCount { total += words[word].nonzeroBitCount }
        count = total
    }
}

private func insertPersons(
    of bits: UnsafePointer<UInt64>, _ wordCount: Int, _ keys: UnsafePointer<UInt64>,
    _ entryOffsets: UnsafePointer<UInt32>?, into words: UnsafeMutablePointer<UInt64>
) {
    for word in 0..<wordCount {
        var rest = bits[word]
        while rest != 0 {
            let event = word << 6 | rest.trailingZeroBitCount
            rest &= rest &- 1
            let entry = entryOffsets.map { Int($0[event]) } ?? event
            let person = Int(truncatingIfNeeded: keys[entry] >> 32)
            words[person >> 6] |= 1 << UInt64(person & 63)
        }
    }
}
