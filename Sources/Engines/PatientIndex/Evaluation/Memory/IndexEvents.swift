/// Events around which groups look, each in an observation period; ascending by person.
final class IndexEvents: @unchecked Sendable {
    // Safe because an object that several threads see (one in the cache) is not written any more.
    let keys = NumberBuffer<UInt64>()
    /// The observation period, by its place in the shard.
    let periods = NumberBuffer<UInt32>()
    let ends = NumberBuffer<Int32>()
    let visits = NumberBuffer<UInt32>()
    /// Where the entries of an event begin, when an event may stand in several overlapping periods; nil when entries
    /// and events are the same.
    private(set) var entryOffsets: NumberBuffer<UInt32>?
    private(set) var fields: EventFields = []
    private(set) var entryCount = 0
    /// Entries that all columns have room for.
    private(set) var room = 0

    func restart(_ fields: EventFields, capacity: Int, hasEntries: Bool = false) {
        self.fields = fields
        room = capacity
        keys.restart(count: capacity)
        periods.restart(count: capacity)
        if fields.contains(.end) { ends.restart(count: capacity) }
        if fields.contains(.visit) { visits.restart(count: capacity) }
        entryOffsets = hasEntries ? (entryOffsets ?? NumberBuffer()) : nil
        entryOffsets?.restart(count: 0)
        entryCount = 0
    }

    /// Makes room for more entries than expected; the first `count` stay.
    func grow(keeping count: Int) {
        room = max(64, count * 2)
        keys.count = count
        periods.count = count
        ends.count = fields.contains(.end) ? count : 0
        visits.count = fields.contains(.visit) ? count : 0
        keys.reserve(room)
        periods.reserve(room)
        if fields.contains(.end) { ends.reserve(room) }
        if fields.contains(.visit) { visits.reserve(room) }
    }

    /// The last step of making it.
    func finish(entryCount: Int) {
        self.entryCount = entryCount
        keys.count = entryCount
        periods.count = entryCount
        ends.count = fields.contains(.end) ? entryCount : 0
        visits.count = fields.contains(.visit) ? entryCount : 0
    }

    var eventCount: Int { entryOffsets.map { max(0, $0.count - 1) } ?? entryCount }

    var byteCount: Int {
        keys.byteCount + periods.byteCount + ends.byteCount + visits.byteCount + (entryOffsets?.byteCount ?? 0)
    }

    @inline(__always)
    func copyEntry(_ source: Int, of other: IndexEvents, to place: Int) {
        keys.elements[place] = other.keys.elements[source]
        periods.elements[place] = other.periods.elements[source]
        if fields.contains(.end) { ends.elements[place] = other.ends.elements[source] }
        if fields.contains(.visit) { visits.elements[place] = other.visits.elements[source] }
    }

    /// A copy that takes no more memory than it needs.
    func compactCopy() -> IndexEvents {
        let copy = IndexEvents()
        copy.restart(fields, capacity: entryCount)
        copy.keys.elements.update(from: keys.elements, count: entryCount)
        copy.periods.elements.update(from: periods.elements, count: entryCount)
        if fields.contains(.end) { copy.ends.elements.update(from: ends.elements, count: entryCount) }
        if fields.contains(.visit) { copy.visits.elements.update(from: visits.elements, count: entryCount) }
        copy.finish(entryCount: entryCount)
        return copy
    }

    func shrink(byteCountMax: Int) {
        keys.shrink(byteCountMax: byteCountMax)
        periods.shrink(byteCountMax: byteCountMax)
        ends.shrink(byteCountMax: byteCountMax)
        visits.shrink(byteCountMax: byteCountMax)
    }
}
