/// Person and day, the tie breaker, and where the event stood.
struct SortItem: BitwiseCopyable {
    var key: UInt64
    var order: UInt32
    var slot: UInt32
}

/// Sorts keys: two counting passes by person, then a few exchanges within each person.
func sortKeys(_ keys: UnsafeMutablePointer<UInt64>, _ spare: UnsafeMutablePointer<UInt64>, count: Int) {
    var isSorted = true
    for place in 1..<max(count, 1) where keys[place] < keys[place - 1] {
        isSorted = false
        break
    }
    if isSorted { return }
    scatterKeys(keys, to: spare, count: count, shift: 32)
    scatterKeys(spare, to: keys, count: count, shift: 40)
    var runStart = 0
    while runStart < count {
        let person = keys[runStart] >> 32
        var runEnd = runStart + 1
        while runEnd < count, keys[runEnd] >> 32 == person { runEnd += 1 }
        if runEnd - runStart > 24 {
            var run = UnsafeMutableBufferPointer(start: keys + runStart, count: runEnd - runStart)
            run.sort()
        } else {
            var place = runStart + 1
            while place < runEnd {
                let key = keys[place]
                var hole = place
                while hole > runStart, keys[hole - 1] > key {
                    keys[hole] = keys[hole - 1]
                    hole -= 1
                }
                keys[hole] = key
                place += 1
            }
        }
        runStart = runEnd
    }
}

private func scatterKeys(
    _ source: UnsafePointer<UInt64>, to target: UnsafeMutablePointer<UInt64>, count: Int, shift: UInt64
) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { places in
        for digit in 0..<256 { places[digit] = 0 }
        for place in 0..<count { places[Int(truncatingIfNeeded: source[place] >> shift & 255)] &+= 1 }
        var sum: UInt32 = 0
        for digit in 0..<256 {
            let size = places[digit]
            places[digit] = sum
            sum &+= size
        }
        for place in 0..<count {
            let key = source[place]
            let digit = Int(truncatingIfNeeded: key >> shift & 255)
            target[Int(places[digit])] = key
            places[digit] &+= 1
        }
    }
}

/// Sorts items by key, then order, then where they stood.
func sortItems(_ items: UnsafeMutablePointer<SortItem>, _ spare: UnsafeMutablePointer<SortItem>, count: Int) -> Bool {
    var isSorted = true
    for place in 1..<max(count, 1) where isBefore(items[place], items[place - 1]) {
        isSorted = false
        break
    }
    if isSorted { return false }
    scatterItems(items, to: spare, count: count, shift: 32)
    scatterItems(spare, to: items, count: count, shift: 40)
    var runStart = 0
    while runStart < count {
        let person = items[runStart].key >> 32
        var runEnd = runStart + 1
        while runEnd < count, items[runEnd].key >> 32 == person { runEnd += 1 }
        if runEnd - runStart > 24 {
            var run = UnsafeMutableBufferPointer(start: items + runStart, count: runEnd - runStart)
            run.sort(by: isBefore)
        } else {
            var place = runStart + 1
            while place < runEnd {
                let item = items[place]
                var hole = place
                while hole > runStart, isBefore(item, items[hole - 1]) {
                    items[hole] = items[hole - 1]
                    hole -= 1
                }
                items[hole] = item
                place += 1
            }
        }
        runStart = runEnd
    }
    return true
}

@inline(__always)
private func isBefore(_ left: SortItem, _ right: SortItem) -> Bool {
    if left.key != right.key { return left.key < right.key }
    if left.order != right.order { return left.order < right.order }
    return left.slot < right.slot
}

private func scatterItems(
    _ source: UnsafePointer<SortItem>, to target: UnsafeMutablePointer<SortItem>, count: Int, shift: UInt64
) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { places in
        for digit in 0..<256 { places[digit] = 0 }
        for place in 0..<count { places[Int(truncatingIfNeeded: source[place].key >> shift & 255)] &+= 1 }
        var sum: UInt32 = 0
        for digit in 0..<256 {
            let size = places[digit]
            places[digit] = sum
            sum &+= size
        }
        for place in 0..<count {
            let item = source[place]
            let digit = Int(truncatingIfNeeded: item.key >> shift & 255)
            target[Int(places[digit])] = item
            places[digit] &+= 1
        }
    }
}

extension EventList {
    /// Sorts by person and start; with `byOrder` by person, sorting day and order, and what is equal stays as it was.
    func sort(byOrder: Bool, _ scratch: ShardScratch) {
        guard count > 1 else { return }
        if fields.isEmpty, !hasSorts {
            scratch.sortKeys.restart(count: count)
            sortKeys(keys.elements, scratch.sortKeys.elements, count: count)
            return
        }
        scratch.sortItems.restart(count: count)
        scratch.sortSpare.restart(count: count)
        let items = scratch.sortItems.elements
        let usesOrder = byOrder && fields.contains(.order)
        for place in 0..<count {
            var key = keys.elements[place]
            if byOrder, hasSorts {
                key = EventKey.make(person: key >> 32, day: Int(sorts.elements[place]))
            }
            items[place] = SortItem(
                key: key, order: usesOrder ? orders.elements[place] : 0, slot: UInt32(truncatingIfNeeded: place))
        }
        guard sortItems(items, scratch.sortSpare.elements, count: count) else { return }
        permute(keys, items, scratch.column64)
        if fields.contains(.end) { permute(ends, items, scratch.column32) }
        if fields.contains(.visit) { permute(visits, items, scratch.column32) }
        if fields.contains(.order) { permute(orders, items, scratch.column32) }
        if fields.contains(.counted) { permute(counted, items, scratch.column64) }
        if hasSorts { permute(sorts, items, scratch.column32) }
    }

    private func permute<Element: BitwiseCopyable, Spare: BitwiseCopyable>(
        _ column: NumberBuffer<Element>, _ items: UnsafePointer<SortItem>, _ spare: NumberBuffer<Spare>
    ) {
        precondition(MemoryLayout<Element>.size == MemoryLayout<Spare>.size, "A column is copied as it is.")
        spare.restart(count: count)
        // Safe because both are plain numbers of the same size.
        spare.elements.withMemoryRebound(to: Element.self, capacity: count) { copy in
            for place in 0..<count { copy[place] = column.elements[Int(items[place].slot)] }
            column.elements.update(from: copy, count: count)
        }
    }
}
