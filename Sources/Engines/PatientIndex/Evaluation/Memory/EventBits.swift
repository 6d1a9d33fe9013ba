/// One bit per index event.
final class EventBits: @unchecked Sendable {
    // Safe because an object that several threads see (one in the cache) is not written any more.
    private let buffer = NumberBuffer<UInt64>()
    private(set) var eventCount = 0

    var words: UnsafeMutablePointer<UInt64> { buffer.elements }
    var wordCount: Int { (eventCount + 63) >> 6 }
    var byteCount: Int { buffer.byteCount }

    /// All bits become clear.
    func clear(eventCount: Int) {
        self.eventCount = eventCount
        buffer.restart(count: wordCount)
        words.update(repeating: 0, count: wordCount)
    }

    /// All bits become set.
    func fill(eventCount: Int) {
        self.eventCount = eventCount
        buffer.restart(count: wordCount)
        words.update(repeating: .max, count: wordCount)
        if eventCount & 63 != 0 { words[wordCount - 1] = (1 << UInt64(eventCount & 63)) - 1 }
    }

    func copy(_ other: EventBits) {
        eventCount = other.eventCount
        buffer.restart(count: wordCount)
        words.update(from: other.words, count: wordCount)
    }

    func formUnion(_ other: EventBits) {
        for word in 0..<wordCount { words[word] |= other.words[word] }
    }

    func subtract(_ other: EventBits) {
        for word in 0..<wordCount { words[word] &= ~other.words[word] }
    }

    /// What is set in the other and not here.
    func complement(in other: EventBits) {
        for word in 0..<wordCount { words[word] = other.words[word] & ~words[word] }
    }

    func formIntersection(_ other: EventBits) {
        for word in 0..<wordCount { words[word] &= other.words[word] }
    }

    var isEmpty: Bool {
        for word in 0..<wordCount where words[word] != 0 { return false }
        return true
    }

    var setCount: Int {
        var count = 0
        for word in 0..<wordCount { count += words[word].nonzeroBitCount }
        return count
    }

    @inline(__always)
    func insert(_ event: Int) { words[event >> 6] |= 1 << UInt64(event & 63) }

    @inline(__always)
    func contains(_ event: Int) -> Bool { words[event >> 6] >> UInt64(event & 63) & 1 == 1 }

    func shrink(byteCountMax: Int) { buffer.shrink(byteCountMax: byteCountMax) }
}
