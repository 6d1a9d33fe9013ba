import CohortEngine

/// Puts events into the observation periods that contain their start.
enum PeriodJoin {
    /// Every event with all its periods; the entries of an event follow each other.
    static func join(_ list: EventList, shard: IndexShard, fields: EventFields, into index: IndexEvents) {
        index.restart(fields, capacity: list.count, hasEntries: true)
        guard let offsets = index.entryOffsets else { return }
        offsets.restart(count: list.count + 1)
        var entry = 0
        for event in 0..<list.count {
            offsets.elements[event] = UInt32(entry)
            let key = list.keys.elements[event]
            let person = EventKey.person(key)
            let day = EventKey.day(key)
            for period in Int(shard.periodOffsets[person])..<Int(shard.periodOffsets[person + 1]) {
                guard day >= Int(shard.periodStarts[period]), day <= Int(shard.periodEnds[period]) else { continue }
                index.append(entry, key: key, period: period, list, event)
                entry += 1
            }
        }
        offsets.elements[list.count] = UInt32(entry)
        index.finish(entryCount: entry)
    }

    /// Primary events, observed long enough; each pair of an event and a period counts as one.
    static func join(
        _ list: EventList, shard: IndexShard, priorDays: Int, postDays: Int, limit: EventLimit, fields: EventFields,
        into index: IndexEvents
    ) {
        index.restart(fields, capacity: list.count)
        guard let offsets = shard.periodOffsets.elements.baseAddress,
            let starts = shard.periodStarts.elements.baseAddress, let ends = shard.periodEnds.elements.baseAddress
        else { return index.finish(entryCount: 0) }
        if limit == .all, fields.isEmpty {
            let wanted = list.count
            let count = joinPlain(
                list.keys.elements, wanted, offsets, starts, ends, priorDays: priorDays, postDays: postDays,
                keys: index.keys.elements, periods: index.periods.elements, room: index.room)
            // Overlapping periods make more entries than there is room for.
            if let count { return index.finish(entryCount: count) }
        }
        let (isFirst, isLast) = (limit == .first, limit == .last)
        var entry = 0
        var lastPerson = -1
        var lastSort = 0
        for event in 0..<list.count {
            let key = list.keys.elements[event]
            let person = EventKey.person(key)
            if isFirst, person == lastPerson { continue }
            let day = EventKey.day(key)
            let periodEnd = Int(offsets[person &+ 1])
            var period = Int(offsets[person])
            while period < periodEnd {
                defer { period &+= 1 }
                guard day >= Int(starts[period]) &+ priorDays, day &+ postDays <= Int(ends[period]) else { continue }
                let sort = list.hasSorts ? Int(list.sorts.elements[event]) : day
                if isFirst || isLast, person == lastPerson {
                    // Sorted by day, so that a later day replaces; of one day the earliest event stays.
                    guard isLast, sort > lastSort else { continue }
                    entry -= 1
                }
                index.append(entry, key: key, period: period, list, event)
                entry += 1
                lastPerson = person
                lastSort = sort
            }
        }
        index.finish(entryCount: entry)
    }
}

/// Events with each period in which they are observed long enough; nil when there are more pairs than room. Nearly every
/// person has one period, whose bounds are read once for all events.
private func joinPlain(
    _ events: UnsafePointer<UInt64>, _ count: Int, _ offsets: UnsafePointer<UInt32>, _ starts: UnsafePointer<Int32>,
    _ ends: UnsafePointer<Int32>, priorDays: Int, postDays: Int, keys: UnsafeMutablePointer<UInt64>,
    periods: UnsafeMutablePointer<UInt32>, room: Int
) -> Int? {
    var entry = 0
    var event = 0
    while event < count {
        let person = EventKey.person(events[event])
        let periodStart = Int(offsets[person])
        let periodEnd = Int(offsets[person &+ 1])
        if periodEnd == periodStart &+ 1 {
            let first = Int(starts[periodStart]) &+ priorDays
            let last = Int(ends[periodStart]) &- postDays
            while event < count, EventKey.person(events[event]) == person {
                let key = events[event]
                let day = EventKey.day(key)
                event &+= 1
                guard entry < room else { return nil }
                keys[entry] = key
                periods[entry] = UInt32(truncatingIfNeeded: periodStart)
                entry &+= oneIfWithin(day &- first, last &- first)
            }
            continue
        }
        let key = events[event]
        let day = EventKey.day(key)
        event &+= 1
        var period = periodStart
        while period < periodEnd {
            if day >= Int(starts[period]) &+ priorDays, day &+ postDays <= Int(ends[period]) {
                guard entry < room else { return nil }
                keys[entry] = key
                periods[entry] = UInt32(truncatingIfNeeded: period)
                entry &+= 1
            }
            period &+= 1
        }
    }
    return entry
}

extension IndexEvents {
    @inline(__always)
    fileprivate func append(_ entry: Int, key: UInt64, period: Int, _ list: EventList, _ event: Int) {
        // Overlapping periods make more entries than events.
        if entry == room { grow(keeping: entry) }
        keys.elements[entry] = key
        periods.elements[entry] = UInt32(truncatingIfNeeded: period)
        if fields.contains(.end) { ends.elements[entry] = list.ends.elements[event] }
        if fields.contains(.visit) { visits.elements[entry] = list.visits.elements[event] }
    }
}
