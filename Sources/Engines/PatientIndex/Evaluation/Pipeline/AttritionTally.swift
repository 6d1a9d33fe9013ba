import CohortEngine

/// The figures of attrition in one shard, and their sum over shards.
struct AttritionTally: Sendable {
    private(set) var eventMasks: [Int: Int] = [:]
    private(set) var personMasks: [Int: Int] = [:]
    /// Persons by the number of rules, from the first on, that their best run satisfies without a gap.
    private(set) var prefixCounts: [Int]
    private let ruleCount: Int
    /// Up to so many rules, masks are counted in an array.
    private static let denseRuleCountMax = 10

    init(ruleCount: Int) {
        self.ruleCount = ruleCount
        prefixCounts = Array(repeating: 0, count: ruleCount + 1)
    }

    mutating func add(_ other: AttritionTally) {
        eventMasks.merge(other.eventMasks, uniquingKeysWith: +)
        personMasks.merge(other.personMasks, uniquingKeysWith: +)
        for prefix in prefixCounts.indices { prefixCounts[prefix] += other.prefixCounts[prefix] }
    }

    var attrition: Attrition {
        var remaining = 0
        var persons: [Int] = []
        for count in prefixCounts.reversed() {
            remaining += count
            persons.append(remaining)
        }
        return Attrition(
            ruleCount: ruleCount, eventMasks: eventMasks, personMasks: personMasks,
            personsAfterRules: persons.reversed())
    }

    /// Counts the events of a shard, and the best of each person: most rules, then earliest rule, then first.
    mutating func count(
        _ index: IndexEvents, _ rules: [EventBits], byPerson: PersonEvents?, personCount: Int
    ) {
        guard index.entryCount > 0 else { return }
        if let byPerson, byPerson.areOrdered, ruleCount <= AttritionTally.denseRuleCountMax {
            countDense(rules, byPerson.offsets, personCount: personCount)
        } else {
            countSparse(index, rules)
        }
    }

    private mutating func countDense(
        _ rules: [EventBits], _ offsets: UnsafePointer<UInt32>, personCount: Int
    ) {
        let maskCount = 1 << ruleCount
        let tables = NumberBuffer<Int>(capacity: 3 * maskCount)
        tables.elements.initialize(repeating: 0, count: 3 * maskCount)
        let ranks = tables.elements
        let events = ranks + maskCount
        let persons = events + maskCount
        for mask in 0..<maskCount {
            // The length of the prefix stands below the rank: one table, one load.
            ranks[mask] =
                AttritionTally.rank(UInt64(mask)) << 8 | min(ruleCount, (~UInt64(mask)).trailingZeroBitCount)
        }
        let words = rules.map { UnsafePointer($0.words) }
        words.withUnsafeBufferPointer { words in
            prefixCounts.withUnsafeMutableBufferPointer { prefixes in
                guard let prefixes = prefixes.baseAddress else { return }
                for person in 0..<personCount where offsets[person &+ 1] > offsets[person] {
                    let best = countEvents(
                        Int(offsets[person])..<Int(offsets[person &+ 1]), words, ranks, into: events)
                    persons[best.mask] &+= 1
                    prefixes[best.prefix] &+= 1
                }
            }
        }
        for mask in 0..<maskCount {
            if events[mask] > 0 { eventMasks[mask] = events[mask] }
            if persons[mask] > 0 { personMasks[mask] = persons[mask] }
        }
    }

    private mutating func countSparse(_ index: IndexEvents, _ rules: [EventBits]) {
        var person = UInt64.max
        var bestMask: UInt64 = 0
        var bestKey: UInt64 = 0
        var prefix = 0
        for event in 0..<index.entryCount {
            var mask: UInt64 = 0
            for rule in 0..<ruleCount where rules[rule].contains(event) { mask |= 1 << UInt64(rule) }
            eventMasks[Int(mask), default: 0] += 1
            let key = index.keys.elements[event]
            let length = min(ruleCount, (~mask).trailingZeroBitCount)
            if key >> 32 != person {
                if person != .max { finishPerson(bestMask, prefix) }
                person = key >> 32
                (bestMask, bestKey, prefix) = (mask, key, length)
                continue
            }
            prefix = max(prefix, length)
            let (rank, best) = (AttritionTally.rank(mask), AttritionTally.rank(bestMask))
            if rank > best || rank == best && key < bestKey { (bestMask, bestKey) = (mask, key) }
        }
        finishPerson(bestMask, prefix)
    }

    private mutating func finishPerson(_ mask: UInt64, _ prefix: Int) {
        personMasks[Int(mask), default: 0] += 1
        prefixCounts[prefix] += 1
    }

    /// More rules rank higher, then a lower first rule.
    private static func rank(_ mask: UInt64) -> Int {
        mask == 0 ? 0 : mask.nonzeroBitCount << 6 | (63 - mask.trailingZeroBitCount)
    }
}

/// Counts the events of a person by mask, and gives the mask of the best one and the longest prefix of any. The events of
/// a word that have the same mask are counted together.
@inline(__always)
private func countEvents(
    _ run: Range<Int>, _ rules: UnsafeBufferPointer<UnsafePointer<UInt64>>, _ ranks: UnsafePointer<Int>,
    into counts: UnsafeMutablePointer<Int>
) -> (mask: Int, prefix: Int) {
    let ruleCount = rules.count
    var best = 0
    var bestRank = -1
    var prefix = 0
    var event = run.lowerBound
    while event < run.upperBound {
        let word = event >> 6
        let end = min(run.upperBound, (word &+ 1) << 6)
        var rest: UInt64 = (.max << UInt64(truncatingIfNeeded: event & 63))
        rest &= .max >> UInt64(truncatingIfNeeded: (64 &- (end & 63)) & 63)
        while rest != 0 {
            let first = rest & (0 &- rest)
            var mask = 0
            var same = rest
            for rule in 0..<ruleCount {
                let bits = rules[rule][word]
                if bits & first != 0 {
                    mask |= 1 << rule
                    same &= bits
                } else {
                    same &= ~bits
                }
            }
            rest &= ~same
            counts[mask] &+= same == first ? 1 : same.nonzeroBitCount
            let ranked = ranks[mask]
            prefix = max(prefix, ranked & 255)
            // Of equal ranks the earlier event counts, which comes first.
            if ranked >> 8 > bestRank {
                bestRank = ranked >> 8
                best = mask
            }
        }
        event = end
    }
    return (best, prefix)
}
