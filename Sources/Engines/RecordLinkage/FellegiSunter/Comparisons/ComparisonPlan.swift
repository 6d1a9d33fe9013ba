/// One comparison of a run.
package struct PlannedComparison: Sendable {
    package let name: String
    package let comparator: any Comparator
    package let role: HouseholdRole
    package let usesTermFrequency: Bool
}

/// The comparisons of a run, and the coding of a pair's levels as one integer.
package struct ComparisonPlan: Sendable {
    package let comparisons: [PlannedComparison]
    /// What a level of each comparison counts in the pattern.
    let radices: [UInt64]
    /// Place of the first level of each comparison among all levels.
    package let offsets: [Int]
    package let levelCount: Int
    let comparators: [any Comparator]
    /// The comparison of national numbers.
    let numberPlace: Int?

    package init(_ comparisons: [PlannedComparison]) {
        self.comparisons = comparisons
        comparators = comparisons.map(\.comparator)
        var radix: UInt64 = 1
        var radices: [UInt64] = []
        var offsets: [Int] = []
        var offset = 0
        for comparison in comparisons {
            radices.append(radix)
            offsets.append(offset)
            radix *= UInt64(comparison.comparator.levels.count)
            offset += comparison.comparator.levels.count
        }
        self.radices = radices
        self.offsets = offsets
        levelCount = offset
        numberPlace = comparators.firstIndex { $0 is NationalNumberComparator }
    }

    var numbers: NationalNumberComparator? {
        numberPlace.flatMap { comparators[$0] as? NationalNumberComparator }
    }

    /// Every level of every comparison, in order.
    package var levels: [ComparisonLevel] { comparators.flatMap(\.levels) }

    /// The levels of one pair of records as one integer.
    package func pattern(of a: Int, and b: Int) -> UInt64 { pattern(a, b, ComparisonScratch()) }

    /// The levels of a pair as one integer.
    func pattern(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> UInt64 {
        var pattern: UInt64 = 0
        for place in comparators.indices {
            pattern += radices[place] * UInt64(comparators[place].level(a, b, scratch))
        }
        return pattern
    }

    /// The level of one comparison in a pattern.
    @inline(__always)
    func level(_ place: Int, of pattern: UInt64) -> Int {
        Int(pattern / radices[place] % UInt64(comparators[place].levels.count))
    }

    func levels(of pattern: UInt64) -> [Int] { comparators.indices.map { level($0, of: pattern) } }
}

/// How often each pattern of levels was seen.
package struct PatternHistogram: Sendable {
    private var slots: [UInt64]
    private var counts: [UInt64]
    private(set) var count = 0

    package init() {
        slots = [UInt64](repeating: .max, count: 1 << 12)
        counts = [UInt64](repeating: 0, count: 1 << 12)
    }

    package mutating func add(_ pattern: UInt64, _ more: UInt64 = 1) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: mixed(pattern)) & mask
        while slots[slot] != pattern {
            if slots[slot] == .max {
                slots[slot] = pattern
                count += 1
                counts[slot] = more
                if count * 2 > slots.count { grow() }
                return
            }
            slot = (slot + 1) & mask
        }
        counts[slot] += more
    }

    package mutating func add(_ other: PatternHistogram) {
        for slot in other.slots.indices where other.slots[slot] != .max { add(other.slots[slot], other.counts[slot]) }
    }

    /// Patterns in ascending order with their counts.
    package var entries: [(pattern: UInt64, count: UInt64)] {
        slots.indices.filter { slots[$0] != .max }.map { (slots[$0], counts[$0]) }.sorted { $0.0 < $1.0 }
    }

    private mutating func grow() {
        let old = self
        slots = [UInt64](repeating: .max, count: old.slots.count * 4)
        counts = [UInt64](repeating: 0, count: slots.count)
        count = 0
        for slot in old.slots.indices where old.slots[slot] != .max { add(old.slots[slot], old.counts[slot]) }
    }
}
