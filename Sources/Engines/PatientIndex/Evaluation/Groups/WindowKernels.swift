import CohortEngine

/// A window around index events as plain numbers, for the loops.
struct WindowNumbers {
    let lowBase: WindowBound.Base
    let lowDays: Int
    let highBase: WindowBound.Base
    let highDays: Int

    init(_ window: CompiledWindow) {
        lowBase = window.low.base
        lowDays = window.low.days
        highBase = window.high.base
        highDays = window.high.days
    }
}

/// The index events and their periods, as plain memory.
struct IndexMemory {
    let keys: UnsafePointer<UInt64>
    let periods: UnsafePointer<UInt32>
    let ends: UnsafePointer<Int32>?
    let visits: UnsafePointer<UInt32>?
    let entryOffsets: UnsafePointer<UInt32>?
    let periodStarts: UnsafePointer<Int32>
    let periodEnds: UnsafePointer<Int32>
}

/// The first or last day that a bound allows; nil when it hangs on an end that is not known.
@inline(__always)
private func day(
    _ base: WindowBound.Base, _ days: Int, none: Int, start: Int, end: Int32, periodStart: Int, periodEnd: Int
) -> Int? {
    switch base {
    case .none: none
    case .indexStart: start &+ days
    case .indexEnd: end == unknownDay ? nil : Int(end) &+ days
    case .periodStart: periodStart
    case .periodEnd: periodEnd
    }
}

/// A window on starts that hangs on the start of the index event and on the edges of its period only.
struct StartWindow {
    /// Days from the start of the index event; far away when there is no such bound.
    let lowDays: Int
    let highDays: Int
    let clipsToPeriod: Bool

    private static let farDays = 1 << 40

    /// Nil when the criterion asks for more.
    init?(_ windowed: CompiledWindowed) {
        guard windowed.windows.count == 1, !windowed.windows[0].looksAtEnd, !windowed.restrictsToVisit,
            windowed.occurrence.distinct == nil || windowed.countsDays
        else { return nil }
        let window = windowed.windows[0]
        switch window.low.base {
        case .none, .periodStart: lowDays = -StartWindow.farDays
        case .indexStart: lowDays = window.low.days
        case .indexEnd, .periodEnd: return nil
        }
        switch window.high.base {
        case .none, .periodEnd: highDays = StartWindow.farDays
        case .indexStart: highDays = window.high.days
        case .indexEnd, .periodStart: return nil
        }
        clipsToPeriod = windowed.clipsToPeriod
    }
}

/// For each set event, whether so many starts of its person lie in the window: at least `needed`, and fewer than
/// `forbidden` unless that is 0. Events and `found` ascend by person, `found` by day too; `result` begins as the answer
/// for persons without any start, and only the others are looked at.
func matchStarts(
    _ bits: UnsafePointer<UInt64>, eventCount: Int, _ index: IndexMemory, _ window: StartWindow,
    found: UnsafePointer<UInt64>, foundCount: Int, needed: Int, forbidden: Int,
    into result: UnsafeMutablePointer<UInt64>
) {
    let keys = index.keys
    let (lowDays, highDays, clips) = (window.lowDays, window.highDays, window.clipsToPeriod)
    var runStart = 0
    var event = 0
    while runStart < foundCount {
        let person = found[runStart] & EventKey.personMask
        var runEnd = runStart &+ 1
        while runEnd < foundCount, found[runEnd] & EventKey.personMask == person { runEnd &+= 1 }
        event = firstEvent(keys, from: event, eventCount, atLeast: person)
        if event == eventCount { return }
        var cursor = runStart
        while event < eventCount, keys[event] & EventKey.personMask == person {
            let place = event
            event &+= 1
            let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: place & 63)
            guard bits[place >> 6] & bit != 0 else { continue }
            let start = EventKey.day(keys[place])
            var low = max(start &+ lowDays, EventKey.dayMin)
            var high = min(start &+ highDays, EventKey.dayMax)
            if clips {
                let period = Int(truncatingIfNeeded: index.periods[place])
                low = max(low, Int(truncatingIfNeeded: index.periodStarts[period]))
                high = min(high, Int(truncatingIfNeeded: index.periodEnds[period]))
            }
            guard low <= high else { continue }
            let lowKey = person | UInt64(truncatingIfNeeded: low &+ EventKey.dayBias)
            let highKey = person | UInt64(truncatingIfNeeded: high &+ EventKey.dayBias)
            while cursor > runStart, found[cursor &- 1] >= lowKey { cursor &-= 1 }
            while cursor < runEnd, found[cursor] < lowKey { cursor &+= 1 }
            var holds = needed == 0 || cursor &+ needed <= runEnd && found[cursor &+ needed &- 1] <= highKey
            if forbidden > 0, cursor &+ forbidden <= runEnd, found[cursor &+ forbidden &- 1] <= highKey {
                holds = false
            }
            if holds { result[place >> 6] |= bit } else { result[place >> 6] &= ~bit }
        }
        runStart = runEnd
    }
}

/// The first event from a place on whose person is not before the given one.
@inline(__always)
private func firstEvent(_ keys: UnsafePointer<UInt64>, from start: Int, _ count: Int, atLeast person: UInt64) -> Int {
    guard start < count, keys[start] < person else { return start }
    var low = start
    var step = 8
    while low &+ step < count, keys[low &+ step] < person {
        low &+= step
        step <<= 1
    }
    var high = min(count, low &+ step)
    low &+= 1
    while low < high {
        let middle = (low &+ high) >> 1
        if keys[middle] < person { low = middle &+ 1 } else { high = middle }
    }
    return low
}

/// Everything that a windowed criterion may ask, event by event.
struct WindowMatcher {
    let index: IndexMemory
    let windows: [(numbers: WindowNumbers, looksAtEnd: Bool)]
    let clipsToPeriod: Bool
    let restrictsToVisit: Bool
    let isDistinct: Bool
    let needed: Int
    let forbidden: Int
    let found: EventList
    private var cursor = 0
    private var values: [Int64] = []

    init(_ windowed: CompiledWindowed, index: IndexMemory, found: EventList) {
        self.index = index
        windows = windowed.windows.map { (WindowNumbers($0), $0.looksAtEnd) }
        clipsToPeriod = windowed.clipsToPeriod
        restrictsToVisit = windowed.restrictsToVisit
        isDistinct = windowed.occurrence.distinct != nil
        needed = windowed.neededCount
        forbidden = windowed.forbiddenCount
        self.found = found
    }

    mutating func match(_ bits: EventBits, into result: EventBits) {
        for word in 0..<bits.wordCount {
            var rest = bits.words[word]
            var passed: UInt64 = 0
            while rest != 0 {
                let bit = rest.trailingZeroBitCount
                rest &= rest &- 1
                let count = matchCount(word << 6 | bit)
                if count >= needed, forbidden == 0 || count < forbidden { passed |= 1 << UInt64(bit) }
            }
            result.words[word] = passed
        }
    }

    /// How many events found, or how many of their values, match; not above what decides.
    private mutating func matchCount(_ event: Int) -> Int {
        let limit = forbidden > 0 ? forbidden : needed
        values.removeAll(keepingCapacity: true)
        var count = 0
        let entries =
            index.entryOffsets.map { Int($0[event])..<Int($0[event + 1]) } ?? event..<event + 1
        for entry in entries {
            guard let days = days(entry) else { continue }
            let person = index.keys[entry] & EventKey.personMask
            let lowKey = person | UInt64(max(days.low, EventKey.dayMin) + EventKey.dayBias)
            let highKey = person | UInt64(min(days.high, EventKey.dayMax) + EventKey.dayBias)
            let keys = found.keys.elements
            while cursor > 0, keys[cursor - 1] >= lowKey { cursor -= 1 }
            while cursor < found.count, keys[cursor] < lowKey { cursor += 1 }
            var place = cursor
            while place < found.count, keys[place] <= highKey, count < limit {
                if matches(place, entry, days) { count = isDistinct ? distinctCount(place) : count + 1 }
                place += 1
            }
        }
        return count
    }

    private struct Days {
        var low = EventKey.dayMin
        var high = EventKey.dayMax
        var endLow = EventKey.dayMin
        var endHigh = EventKey.dayMax
        var looksAtEnd = false
    }

    /// The days between which start and end must lie; nil when none can.
    private func days(_ entry: Int) -> Days? {
        var days = Days()
        let start = EventKey.day(index.keys[entry])
        let period = Int(index.periods[entry])
        let periodStart = Int(index.periodStarts[period])
        let periodEnd = Int(index.periodEnds[period])
        let end = index.ends.map { $0[entry] } ?? unknownDay
        if clipsToPeriod {
            days.low = periodStart
            days.high = periodEnd
        }
        for (numbers, looksAtEnd) in windows {
            let low = day(
                numbers.lowBase, numbers.lowDays, none: EventKey.dayMin, start: start, end: end,
                periodStart: periodStart, periodEnd: periodEnd)
            let high = day(
                numbers.highBase, numbers.highDays, none: EventKey.dayMax, start: start, end: end,
                periodStart: periodStart, periodEnd: periodEnd)
            guard let low, let high else { return nil }
            if looksAtEnd {
                // A window without any bound asks nothing, not even that the end is known.
                if numbers.lowBase != .none || numbers.highBase != .none { days.looksAtEnd = true }
                days.endLow = max(days.endLow, low)
                days.endHigh = min(days.endHigh, high)
            } else {
                days.low = max(days.low, low)
                days.high = min(days.high, high)
            }
        }
        return days.low <= days.high ? days : nil
    }

    private func matches(_ place: Int, _ entry: Int, _ days: Days) -> Bool {
        if days.looksAtEnd {
            let end = found.ends.elements[place]
            guard end != unknownDay, Int(end) >= days.endLow, Int(end) <= days.endHigh else { return false }
        }
        guard restrictsToVisit else { return true }
        let visit = found.visits.elements[place]
        return visit != 0 && visit == index.visits?[entry]
    }

    private mutating func distinctCount(_ place: Int) -> Int {
        let value = found.counted.elements[place]
        if value != unknownValue, !values.contains(value) { values.append(value) }
        return values.count
    }
}

/// Where the events of each person begin, and the end, and their days; whether they ascend by day within each person.
/// Events must follow each other by person.
func writePersonEvents(
    _ keys: UnsafePointer<UInt64>, _ count: Int, _ offsets: UnsafeMutablePointer<UInt32>,
    _ days: UnsafeMutablePointer<Int32>, personCount: Int
) -> Bool {
    var person = 0
    var areOrdered = true
    var last: UInt64 = 0
    for event in 0..<count {
        let key = keys[event]
        if key < last { areOrdered = false }
        last = key
        days[event] = PersonEvents.near(EventKey.day(key))
        let own = EventKey.person(key)
        while person <= own {
            offsets[person] = UInt32(truncatingIfNeeded: event)
            person &+= 1
        }
    }
    while person <= personCount {
        offsets[person] = UInt32(truncatingIfNeeded: count)
        person &+= 1
    }
    for padding in 0..<SIMD16<Int32>.scalarCount { days[count &+ padding] = 0 }
    return areOrdered
}
