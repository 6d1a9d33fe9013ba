import CohortEngine

/// The events of a shard by person, for what looks at all events of one person.
struct PersonEvents {
    /// The events of person `p` are those from `offsets[p]` up to `offsets[p + 1]`.
    let offsets: UnsafePointer<UInt32>
    /// By event, days since 1970-01-01, no further away than `farDay`; `SIMD16` may be loaded at any of them.
    let days: UnsafePointer<Int32>
    /// Whether the events of each person ascend by day.
    let areOrdered: Bool

    /// More than a million years: differences of such days never overflow.
    static let farDay = 1 << 29

    @inline(__always)
    static func near(_ day: Int) -> Int32 { Int32(truncatingIfNeeded: min(max(day, -farDay), farDay)) }
}

/// Marks the index events that have at least one found event in their window, as rows are found: what a rule "at least
/// one" or "none" asks. Nothing is listed and nothing sorted.
///
/// The found events of a person are compared with all of the person's index events, sixteen to a step: persons have few,
/// and nothing is mispredicted.
struct EventMarker {
    let window: StartWindow
    let index: IndexMemory
    let events: PersonEvents
    let periodOffsets: UnsafePointer<UInt32>
    /// One bit per index event; marks are added.
    let marks: UnsafeMutablePointer<UInt64>
    /// Room for as many days as there are rows in a block.
    let days: UnsafeMutablePointer<Int32>

    /// Marks for rows, of which those of one person follow each other.
    func mark(
        _ rows: UnsafePointer<UInt32>, _ count: Int, _ persons: PackedColumn, _ starts: PackedColumn, firstDay: Int
    ) {
        var place = 0
        while place < count {
            let person = persons[Int(rows[place])]
            let first = Int(events.offsets[person])
            let eventCount = Int(events.offsets[person &+ 1]) &- first
            let period = eventCount > 0 ? onlyPeriod(of: person) : nil
            // Days outside the only period are written over.
            let (start, span) = period.map { ($0.start, $0.end &- $0.start) } ?? (-PersonEvents.farDay, 1 << 40)
            var kept = 0
            repeat {
                let day = firstDay &+ starts[Int(rows[place])]
                days[kept] = PersonEvents.near(day)
                kept &+= oneIfWithin(day &- start, span)
                place &+= 1
            } while place < count && persons[Int(rows[place])] == person
            if eventCount == 0 { continue }
            if period == nil {
                for day in 0..<kept { markByPeriod(first..<first &+ eventCount, Int(days[day])) }
            } else {
                markAll(first, eventCount, kept)
            }
        }
    }

    /// Marks the events of a person that have one of the days in their window.
    @inline(__always)
    private func markAll(_ first: Int, _ count: Int, _ dayCount: Int) {
        var event = first
        var rest = count
        while rest > 0 {
            var bits = rest <= 4 ? bits4(event, dayCount) : bits16(event, dayCount)
            bits &= rest < 16 ? (1 << UInt64(truncatingIfNeeded: rest)) &- 1 : 0xFFFF
            let shift = UInt64(truncatingIfNeeded: event & 63)
            marks[event >> 6] |= bits << shift
            if shift > 48, bits >> (64 - shift) != 0 { marks[event >> 6 &+ 1] |= bits >> (64 - shift) }
            event &+= 16
            rest &-= 16
        }
    }

    /// A bit for each of four events.
    @inline(__always)
    private func bits4(_ event: Int, _ dayCount: Int) -> UInt64 {
        var four = DayMatcher(events.days + event)
        for place in 0..<dayCount {
            let (low, high) = bounds(days[place])
            four.compare(low, high)
        }
        return four.bits
    }

    /// A bit for each of sixteen events.
    @inline(__always)
    private func bits16(_ event: Int, _ dayCount: Int) -> UInt64 {
        let own = events.days + event
        var (four0, four1, four2, four3) = (
            DayMatcher(own), DayMatcher(own + 4), DayMatcher(own + 8), DayMatcher(own + 12)
        )
        for place in 0..<dayCount {
            let (low, high) = bounds(days[place])
            four0.compare(low, high)
            four1.compare(low, high)
            four2.compare(low, high)
            four3.compare(low, high)
        }
        return four0.bits | four1.bits << 4 | four2.bits << 8 | four3.bits << 12
    }

    /// The first and last day of events that have a day in their window; far bounds stand for none.
    @inline(__always)
    private func bounds(_ day: Int32) -> (low: SIMD4<Int32>, high: SIMD4<Int32>) {
        (
            SIMD4(repeating: PersonEvents.near(Int(day) &- window.highDays)),
            SIMD4(repeating: PersonEvents.near(Int(day) &- window.lowDays))
        )
    }

    /// The bounds of the only period of a person, or none when windows do not look at periods; nil for a person with
    /// several.
    @inline(__always)
    private func onlyPeriod(of person: Int) -> (start: Int, end: Int)? {
        guard window.clipsToPeriod else { return (Int(Int32.min), Int(Int32.max)) }
        let period = Int(periodOffsets[person])
        guard Int(periodOffsets[person &+ 1]) == period &+ 1 else { return nil }
        return (Int(index.periodStarts[period]), Int(index.periodEnds[period]))
    }

    /// Each event belongs to one period, in which the day must lie.
    private func markByPeriod(_ run: Range<Int>, _ day: Int) {
        let low = PersonEvents.near(day &- window.highDays)
        let high = PersonEvents.near(day &- window.lowDays)
        for event in run where events.days[event] >= low && events.days[event] <= high {
            let period = Int(index.periods[event])
            guard day >= Int(index.periodStarts[period]), day <= Int(index.periodEnds[period]) else { continue }
            marks[event >> 6] |= 1 << UInt64(truncatingIfNeeded: event & 63)
        }
    }
}

/// Four days, of which those that lie in any of some windows are wanted. Plain arithmetic, which becomes one instruction
/// for the four, as comparisons of lanes do not.
private struct DayMatcher {
    private let days: SIMD4<Int32>
    /// Negative as long as a day was in no window.
    private var missed = SIMD4<Int32>(repeating: -1)

    @inline(__always)
    init(_ days: UnsafePointer<Int32>) { self.days = UnsafeRawPointer(days).loadUnaligned(as: SIMD4<Int32>.self) }

    @inline(__always)
    mutating func compare(_ low: SIMD4<Int32>, _ high: SIMD4<Int32>) { missed &= (days &- low) | (high &- days) }

    @inline(__always)
    var bits: UInt64 {
        let halves = unsafeBitCast(SIMD4<Int32>(1, 2, 4, 8) & ~(missed &>> 31), to: SIMD2<UInt64>.self)
        let half = halves.x | halves.y
        return (half | half >> 32) & 15
    }
}
