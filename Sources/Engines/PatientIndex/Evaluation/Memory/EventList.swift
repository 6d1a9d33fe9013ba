/// What must be known of the events that a criterion finds, beside person and start.
struct EventFields: OptionSet, Sendable, Hashable {
    let rawValue: Int

    static let end = EventFields(rawValue: 1)
    static let visit = EventFields(rawValue: 2)
    /// The rank of the identifier, which breaks ties of the same day.
    static let order = EventFields(rawValue: 4)
    /// The value that a distinct count looks at.
    static let counted = EventFields(rawValue: 8)
}

/// Events of a shard as columns.
final class EventList {
    let keys = NumberBuffer<UInt64>()
    let ends = NumberBuffer<Int32>()
    let visits = NumberBuffer<UInt32>()
    let orders = NumberBuffer<UInt32>()
    let counted = NumberBuffer<Int64>()
    /// Days to sort by, when they are not the told starts.
    let sorts = NumberBuffer<Int32>()
    private(set) var fields: EventFields = []
    private(set) var hasSorts = false
    var count = 0

    func restart(_ fields: EventFields, hasSorts: Bool = false) {
        self.fields = fields
        self.hasSorts = hasSorts
        setCount(0)
    }

    /// Makes room for so many more in the columns that are kept.
    func reserve(more: Int) {
        let needed = count + more
        keys.reserve(needed + 1)
        if fields.contains(.end) { ends.reserve(needed) }
        if fields.contains(.visit) { visits.reserve(needed) }
        if fields.contains(.order) { orders.reserve(needed) }
        if fields.contains(.counted) { counted.reserve(needed) }
        if hasSorts { sorts.reserve(needed) }
    }

    func setCount(_ count: Int) {
        self.count = count
        keys.count = count
        ends.count = fields.contains(.end) ? count : 0
        visits.count = fields.contains(.visit) ? count : 0
        orders.count = fields.contains(.order) ? count : 0
        counted.count = fields.contains(.counted) ? count : 0
        sorts.count = hasSorts ? count : 0
    }

    func shrink(byteCountMax: Int) {
        keys.shrink(byteCountMax: byteCountMax)
        ends.shrink(byteCountMax: byteCountMax)
        visits.shrink(byteCountMax: byteCountMax)
        orders.shrink(byteCountMax: byteCountMax)
        counted.shrink(byteCountMax: byteCountMax)
        sorts.shrink(byteCountMax: byteCountMax)
    }

    /// Keeps the first of events that follow each other with the same person and day.
    func removeDuplicateKeys() {
        var kept = 0
        for event in 0..<count where event == 0 || keys.elements[event] != keys.elements[event - 1] {
            move(event, to: kept)
            kept += 1
        }
        setCount(kept)
    }

    /// Keeps the events whose bit is set, in order.
    func keep(_ bits: EventBits) {
        var kept = 0
        for event in 0..<count where bits.contains(event) {
            move(event, to: kept)
            kept += 1
        }
        setCount(kept)
    }

    private func move(_ event: Int, to place: Int) {
        keys.elements[place] = keys.elements[event]
        if fields.contains(.end) { ends.elements[place] = ends.elements[event] }
        if fields.contains(.visit) { visits.elements[place] = visits.elements[event] }
        if fields.contains(.order) { orders.elements[place] = orders.elements[event] }
        if fields.contains(.counted) { counted.elements[place] = counted.elements[event] }
        if hasSorts { sorts.elements[place] = sorts.elements[event] }
    }
}
